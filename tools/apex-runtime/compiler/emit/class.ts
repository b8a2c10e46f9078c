import { CompileError, type Place } from '../compile-error.ts';
import type { Block } from '../syntax/ast.ts';
import type { MemberNode, Parameter, TypeDeclaration } from '../syntax/declaration-ast.ts';
import type { Type, TypeDef } from '../types/type.ts';
import { Body, type BodySettings } from './body.ts';
import { find, frameName, holder, instanceFields, isNoticeable } from './class-parts.ts';
import { jsFieldName, jsTypeName } from './names.ts';
import { statements } from './statements.ts';

type Shared = Omit<BodySettings, 'self' | 'isStatic' | 'returns' | 'initializes' | 'accessorOf'>;
type Kind = Pick<BodySettings, 'isStatic' | 'returns' | 'initializes' | 'accessorOf'> & {
  /** What stack traces call it. */
  readonly shown: string;
};

/** Writes the JavaScript of one class, interface or enum, its inner types included. */
export class ClassEmitter {
  readonly #shared: Shared;
  readonly #defs: ReadonlyMap<TypeDeclaration, TypeDef>;
  readonly #errors: CompileError[];
  /** Classes whose first use must run static initialisers: those where one could be noticed. */
  readonly #eager = new Set<TypeDef>();

  constructor(shared: Shared, defs: ReadonlyMap<TypeDeclaration, TypeDef>, errors: CompileError[]) {
    this.#shared = shared;
    this.#defs = defs;
    this.#errors = errors;
  }

  emit(node: TypeDeclaration): void {
    const def = this.#defs.get(node);
    if (!def) return;
    const { out } = this.#shared;
    const js = jsTypeName(def);
    out.line(node.place.line);
    if (node.what === 'enum') {
      out.write(`T.${js}=$.defineEnum(${JSON.stringify(def.name)},${JSON.stringify(def.constants)});`);
      return;
    }
    if (node.what === 'interface') {
      out.write(`T.${js}=$.defineInterface(${JSON.stringify(def.name)});`);
      return;
    }
    if (node.members.some(isNoticeable)) this.#eager.add(def);
    const assigns = instanceFields(def).map((name) => `this.${name}=null;`);
    out.write(`T.${js}=$.defineClass(${JSON.stringify(def.name)},function ${js}(){${assigns.join('')}});`);
    for (const member of node.members) this.#attempt(member.place, () => this.#member(member, def));
    this.#initializers(node, def, js);
  }

  #attempt(place: Place, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof CompileError) this.#errors.push(error);
      else if (error instanceof RangeError) this.#errors.push(new CompileError(place, 'Nested too deeply'));
      else throw error;
    }
  }

  #member(member: MemberNode, def: TypeDef): void {
    switch (member.kind) {
      case 'type':
        this.emit(member);
        break;
      case 'method':
        this.#method(member, def);
        break;
      case 'constructor': {
        const method = find(def.constructors, member.place);
        const kind = this.#initializing(false);
        this.#function(def, method.jsName, member.place, member.parameters, method.params, member.body, kind);
        break;
      }
      case 'property':
        this.#property(member, def);
        break;
      case 'initializer': {
        const kind = this.#initializing(member.static);
        this.#function(def, `init$${member.place.line}`, member.place, [], [], member.body, kind);
        break;
      }
      case 'field':
        if (member.value) this.#fieldInit(member, def);
    }
  }

  /** The kind of a body that gives fields their first values. */
  #initializing(isStatic: boolean): Kind {
    return {
      isStatic,
      returns: this.#shared.universe.voidType,
      initializes: true,
      accessorOf: null,
      shown: '<init>',
    };
  }

  #method(member: Extract<MemberNode, { kind: 'method' }>, def: TypeDef): void {
    const method = find(def.methods.get(member.name.toLowerCase()), member.place);
    if (!member.body) return;
    const kind = {
      isStatic: method.isStatic,
      returns: method.returns,
      initializes: false,
      accessorOf: null,
      shown: member.name,
    };
    this.#function(def, method.jsName, member.place, member.parameters, method.params, member.body, kind);
  }

  #property(member: Extract<MemberNode, { kind: 'property' }>, def: TypeDef): void {
    const field = def.fields.get(member.name.toLowerCase());
    if (!field) return;
    const common = {
      isStatic: field.isStatic,
      initializes: false,
      accessorOf: member.name.toLowerCase(),
      shown: member.name,
    };
    if (member.getter?.body) {
      const kind = { ...common, returns: field.type };
      this.#function(def, `get$${common.accessorOf}`, member.getter.place, [], [], member.getter.body, kind);
    }
    if (member.setter?.body) {
      const parameter = { place: member.setter.place, type: member.type, name: 'value' };
      const kind = { ...common, returns: this.#shared.universe.voidType };
      const name = `set$${common.accessorOf}`;
      this.#function(def, name, member.setter.place, [parameter], [field.type], member.setter.body, kind);
    }
  }

  #fieldInit(member: Extract<MemberNode, { kind: 'field' }>, def: TypeDef): void {
    const field = def.fields.get(member.name.toLowerCase());
    if (!field || !member.value) return;
    const kind = { isStatic: field.isStatic, returns: field.type, initializes: true, accessorOf: null };
    const body = new Body({ ...this.#shared, ...kind, self: def });
    const { code } = body.value(member.value, field.type);
    const { out } = this.#shared;
    out.line(member.place.line);
    const temps = body.temps.length > 0 ? `let ${body.temps.join(',')};` : '';
    out.write(`${holder(def, field.isStatic)}.init$${jsFieldName(field)}=function(){${temps}`);
    body.emit(member.place, `return ${code};};`);
  }

  #function(
    def: TypeDef,
    name: string,
    place: Place,
    parameters: readonly Parameter[],
    types: readonly Type[],
    block: Block,
    kind: Kind,
  ): void {
    const { out } = this.#shared;
    const body = new Body({ ...this.#shared, ...kind, self: def });
    const names = parameters.map(
      (p, i) => body.declare(p.place, p.name, types[i] ?? body.universe.nullType).js,
    );
    out.line(place.line);
    out.write(
      `${holder(def, kind.isStatic)}.${name}=function ${frameName(def, kind.shown)}(${names.join(',')}){`,
    );
    const temps = out.slot();
    if ((kind.isStatic || name.startsWith('new$')) && this.#eager.has(def)) {
      out.write(`T.${jsTypeName(def)}.$S();`);
    }
    const rest = name.startsWith('new$') ? this.#constructorStart(body, def, block) : block.body;
    const reached = statements(body, rest);
    if (reached && kind.returns.def.name !== 'void') body.fail(place, 'Missing return statement');
    if (body.temps.length > 0) temps(`let ${body.temps.join(',')};`);
    out.line(block.endLine);
    out.write(name.startsWith('new$') ? 'return this;};' : '};');
  }

  /** `this(...)`, or `super(...)` and the fields' own initialisers. @returns the statements after it */
  #constructorStart(body: Body, def: TypeDef, block: Block): Block['body'] {
    const [first, ...rest] = block.body;
    const value =
      first?.kind === 'expression' && first.value.kind === 'constructor-call' ? first.value : null;
    if (first && value) {
      body.emit(first.place, `${body.effect(value).code};`);
      if (value.which === 'super') body.out.write(`this.fields$${jsTypeName(def)}();`);
      return rest;
    }
    const parent = def.superType?.def;
    const explicit = parent?.origin === 'user' && parent.constructors.length > 0;
    if (explicit && !parent.constructors.some((method) => method.params.length === 0)) {
      body.fail(block.place, `${parent.name} has no constructor without parameters: call super(...)`);
    }
    if (parent?.origin === 'user') body.out.write(`T.${jsTypeName(parent)}.prototype.new$.call(this);`);
    body.out.write(`this.fields$${jsTypeName(def)}();`);
    return block.body;
  }

  /** Code that runs the initialisers of a class, those of its fields and its blocks, in their order. */
  #runInitializers(node: TypeDeclaration, def: TypeDef, isStatic: boolean): string {
    const js = jsTypeName(def);
    const [holderCode, target] = isStatic ? [`T.${js}`, 's'] : ['this', 'this'];
    const code = node.members.map((member) => {
      if (member.kind === 'initializer' && member.static === isStatic) {
        return `${holderCode}.init$${member.place.line}();`;
      }
      if (member.kind !== 'field' || !member.value) return '';
      const field = def.fields.get(member.name.toLowerCase());
      if (field?.isStatic !== isStatic) return '';
      const name = jsFieldName(field);
      return `${target}.${name}=${holderCode}.init$${name}();`;
    });
    return code.join('');
  }

  /** What runs before a constructor's body, what runs when the class is first used, and the default constructor. */
  #initializers(node: TypeDeclaration, def: TypeDef, js: string): void {
    const { out } = this.#shared;
    out.write(`T.${js}.prototype.fields$${js}=function(){${this.#runInitializers(node, def, false)}};`);
    const statics = [...def.fields.values()]
      .filter((field) => field.isStatic)
      .map((f) => `${jsFieldName(f)}:null`);
    out.write(`T.${js}.$s=null;T.${js}.$S=function(){const c=T.${js};return c.$s??$.initialize(c);};`);
    out.write(`T.${js}.$new=function(){return {${statics.join(',')}};};`);
    out.write(`T.${js}.$run=function(s){${this.#runInitializers(node, def, true)}};`);
    if (def.constructors.length > 0) return;
    const parent = def.superType?.def;
    const superCall = parent?.origin === 'user' ? `T.${jsTypeName(parent)}.prototype.new$.call(this);` : '';
    out.write(`T.${js}.prototype.new$=function(){${superCall}this.fields$${js}();return this;};`);
  }
}
