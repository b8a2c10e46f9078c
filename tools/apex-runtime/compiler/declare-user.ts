import { CompileError } from './compile-error.ts';
import { addEnumMethods } from './declare-enums.ts';
import { checkBody, checkModifiers, hasAnnotation, visibilityOf } from './modifiers.ts';
import type { TypeNode } from './syntax/ast.ts';
import type {
  FieldNode,
  MethodNode,
  Parameter,
  PropertyNode,
  TypeDeclaration,
} from './syntax/declaration-ast.ts';
import { type Field, type Method, mangle, newTypeDef, type Type, type TypeDef } from './types/type.ts';
import type { Universe } from './types/universe.ts';

function newType(node: TypeDeclaration, outer: TypeDef | null): TypeDef {
  const { words } = node.modifiers;
  return newTypeDef({
    name: outer ? `${outer.name}.${node.name}` : node.name,
    kind: node.what,
    origin: 'user',
    outer,
    visibility: visibilityOf(node.modifiers, outer ? 'private' : 'public'),
    testVisible: hasAnnotation(node.modifiers, 'testvisible'),
    isAbstract: words.has('abstract'),
    isVirtual: words.has('virtual') || words.has('abstract'),
    isTest: hasAnnotation(node.modifiers, 'istest'),
    place: node.place,
    triggerOn: node.trigger?.object ?? null,
  });
}

/** Declares the classes of the project: names first, then supertypes and members, so that order does not matter. */
export class UserDeclarer {
  readonly #universe: Universe;
  readonly #errors: CompileError[];
  readonly defs = new Map<TypeDeclaration, TypeDef>();

  constructor(universe: Universe, errors: CompileError[]) {
    this.#universe = universe;
    this.#errors = errors;
  }

  names(node: TypeDeclaration, outer: TypeDef | null): void {
    this.#attempt(() => {
      const taken = outer ? outer.inner.has(node.name.toLowerCase()) : this.#isTaken(node.name);
      if (taken) throw new CompileError(node.place, `Duplicate type: ${node.name}`);
      checkModifiers(node);
      const def = newType(node, outer);
      this.#universe.add(def);
      this.defs.set(node, def);
      if (outer?.outer) throw new CompileError(node.place, 'Inner types may not hold types');
      for (const member of node.members) if (member.kind === 'type') this.names(member, def);
    });
  }

  #isTaken(name: string): boolean {
    return this.#universe.userTypes.some((def) => def.name.toLowerCase() === name.toLowerCase());
  }

  supertypes(): void {
    for (const [node, def] of this.defs) this.#attempt(() => this.#supertypes(node, def));
  }

  #supertypes(node: TypeDeclaration, def: TypeDef): void {
    const scope = def.outer;
    if (node.what === 'class') def.superType = this.#superclass(node.superType, scope);
    for (const name of node.interfaces) {
      const type = this.#universe.resolve(name, scope);
      if (type.def.kind !== 'interface')
        throw new CompileError(name.place, `Not an interface: ${type.def.name}`);
      def.interfaces.push(type);
    }
    const isException = def.superType?.def.name.endsWith('Exception') ?? false;
    if (node.what === 'class' && isException !== def.name.endsWith('Exception')) {
      throw new CompileError(
        node.place,
        `Names of exceptions, and only theirs, end with Exception: ${def.name}`,
      );
    }
  }

  #superclass(node: TypeNode | null, scope: TypeDef | null): Type {
    if (!node) return this.#universe.platform('Object');
    const parent = this.#universe.resolve(node, scope);
    if (parent.def.kind !== 'class') throw new CompileError(node.place, `Not a class: ${parent.def.name}`);
    if (!parent.def.isVirtual)
      throw new CompileError(node.place, `Not virtual or abstract: ${parent.def.name}`);
    return parent;
  }

  members(): void {
    for (const [node, def] of this.defs) {
      for (const member of node.members) {
        this.#attempt(() => {
          if (member.kind === 'method') this.#method(member, def);
          if (member.kind === 'constructor') this.#addConstructor(member, def);
          if (member.kind === 'field' || member.kind === 'property') this.#field(member, def);
        });
      }
      for (const constant of node.constants) this.#constant(constant.name, def);
      if (def.kind === 'enum') addEnumMethods(def, this.#universe);
    }
  }

  #constant(name: string, def: TypeDef): void {
    const type: Type = { def, args: [] };
    def.constants.push(name);
    def.fields.set(name.toLowerCase(), {
      name,
      type,
      owner: def,
      isStatic: true,
      isFinal: true,
      isTransient: false,
      visibility: 'public',
      testVisible: false,
      setVisibility: null,
      getter: false,
      setter: false,
    });
  }

  #field(node: FieldNode | PropertyNode, def: TypeDef): void {
    checkModifiers(node);
    const { words } = node.modifiers;
    const key = node.name.toLowerCase();
    if (def.fields.has(key)) throw new CompileError(node.place, `Field already exists: ${node.name}`);
    if (words.has('static') && def.outer)
      throw new CompileError(node.place, 'Inner classes have no static members');
    const visibility = visibilityOf(node.modifiers, 'private');
    const property = node.kind === 'property' ? node : null;
    const setter = property ? property.setter : null;
    const field: Field = {
      name: node.name,
      type: this.#universe.resolve(node.type, def),
      owner: def,
      isStatic: words.has('static'),
      isFinal: words.has('final'),
      isTransient: words.has('transient'),
      visibility,
      testVisible: hasAnnotation(node.modifiers, 'testvisible'),
      setVisibility:
        property && !setter ? null : visibilityOf(setter?.modifiers ?? node.modifiers, visibility),
      getter: Boolean(property?.getter?.body),
      setter: Boolean(setter?.body),
    };
    def.fields.set(key, field);
  }

  #params(parameters: readonly Parameter[], def: TypeDef): readonly Type[] {
    return parameters.map((parameter) => this.#universe.resolve(parameter.type, def));
  }

  #method(node: MethodNode, def: TypeDef): void {
    checkModifiers(node);
    const { words } = node.modifiers;
    const isInterface = def.kind === 'interface';
    const params = this.#params(node.parameters, def);
    const method: Method = {
      name: node.name,
      owner: def,
      params,
      returns: this.#returns(node.returns, def),
      isStatic: words.has('static'),
      isAbstract: isInterface || words.has('abstract'),
      isVirtual: isInterface || words.has('abstract') || words.has('virtual') || words.has('override'),
      isOverride: words.has('override'),
      visibility: isInterface ? 'public' : visibilityOf(node.modifiers, 'private'),
      testVisible: hasAnnotation(node.modifiers, 'testvisible'),
      jsName: `${node.name.toLowerCase()}$${mangle(params)}`,
      platformKey: null,
      place: node.place,
    };
    if (method.isStatic && def.outer)
      throw new CompileError(node.place, 'Inner classes have no static members');
    checkBody(node, method, def);
    const key = node.name.toLowerCase();
    const others = def.methods.get(key) ?? [];
    if (others.some((other) => other.jsName === method.jsName)) {
      throw new CompileError(node.place, `Method already defined: ${node.name}`);
    }
    def.methods.set(key, [...others, method]);
  }

  #returns(node: TypeNode | null, def: TypeDef): Type {
    return node ? this.#universe.resolve(node, def) : this.#universe.voidType;
  }

  #addConstructor(
    node: Extract<TypeDeclaration['members'][number], { kind: 'constructor' }>,
    def: TypeDef,
  ): void {
    const own = def.name.split('.').at(-1) ?? '';
    if (node.name.toLowerCase() !== own.toLowerCase()) {
      throw new CompileError(node.place, `Invalid constructor name: ${node.name}`);
    }
    const params = this.#params(node.parameters, def);
    const jsName = `new$${mangle(params)}`;
    if (def.constructors.some((other) => other.jsName === jsName)) {
      throw new CompileError(node.place, `Constructor already defined: ${node.name}`);
    }
    def.constructors.push({
      name: 'new',
      owner: def,
      params,
      returns: { def, args: [] },
      isStatic: false,
      isAbstract: false,
      isVirtual: false,
      isOverride: false,
      visibility: visibilityOf(node.modifiers, 'private'),
      testVisible: hasAnnotation(node.modifiers, 'testvisible'),
      jsName,
      platformKey: null,
      place: node.place,
    });
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      this.#errors.push(error);
    }
  }
}
