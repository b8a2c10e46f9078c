import type { Place } from '../compile-error.ts';

export type Visibility = 'private' | 'protected' | 'public' | 'global';

/** A field, property or constant of a type. */
export interface Field {
  readonly name: string;
  readonly type: Type;
  readonly owner: TypeDef;
  readonly isStatic: boolean;
  readonly isFinal: boolean;
  readonly isTransient: boolean;
  readonly visibility: Visibility;
  readonly testVisible: boolean;
  /** Who may write it; differs from `visibility` for `{ get; private set; }`. null: nobody. */
  readonly setVisibility: Visibility | null;
  /** Whether reading or writing runs code. */
  readonly getter: boolean;
  readonly setter: boolean;
}

/** A method or constructor. */
export interface Method {
  readonly name: string;
  readonly owner: TypeDef;
  readonly params: readonly Type[];
  readonly returns: Type;
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly isVirtual: boolean;
  readonly isOverride: boolean;
  readonly visibility: Visibility;
  readonly testVisible: boolean;
  /** The name of the JavaScript method: the same for a method and all that override it. */
  readonly jsName: string;
  /** Key of the implementing function where the platform has one; null where the object itself has the method. */
  readonly platformKey: string | null;
  readonly place: Place | null;
}

/** What a type name stands for: a class of the project, of the platform, or an object of the schema. */
export interface TypeDef {
  readonly name: string;
  readonly kind: 'primitive' | 'class' | 'interface' | 'enum' | 'sobject' | 'parameter';
  readonly origin: 'user' | 'platform' | 'schema';
  readonly params: readonly string[];
  readonly outer: TypeDef | null;
  readonly visibility: Visibility;
  readonly testVisible: boolean;
  readonly isAbstract: boolean;
  readonly isVirtual: boolean;
  readonly isTest: boolean;
  readonly place: Place | null;
  /** Of a trigger: the object it is on. */
  readonly triggerOn: string | null;
  superType: Type | null;
  interfaces: Type[];
  readonly fields: Map<string, Field>;
  readonly methods: Map<string, Method[]>;
  readonly constructors: Method[];
  readonly inner: Map<string, TypeDef>;
  /** Constants of an enum, as written. */
  readonly constants: string[];
}

/** A type with its arguments: `Map<String, Integer>`. */
export interface Type {
  readonly def: TypeDef;
  readonly args: readonly Type[];
}

export function newTypeDef(part: Pick<TypeDef, 'name' | 'kind' | 'origin'> & Partial<TypeDef>): TypeDef {
  return {
    params: [],
    outer: null,
    visibility: 'public',
    testVisible: false,
    isAbstract: false,
    isVirtual: false,
    isTest: false,
    place: null,
    triggerOn: null,
    superType: null,
    interfaces: [],
    fields: new Map(),
    methods: new Map(),
    constructors: [],
    inner: new Map(),
    constants: [],
    ...part,
  };
}

export function typeText(type: Type): string {
  return type.args.length === 0 ? type.def.name : `${type.def.name}<${type.args.map(typeText).join(',')}>`;
}

export function sameType(a: Type, b: Type): boolean {
  return a.def === b.def && a.args.every((arg, i) => sameType(arg, b.args[i] ?? arg));
}

/** The part of a JavaScript method name that tells overloads apart. */
export function mangle(params: readonly Type[]): string {
  return params.map((type) => typeText(type).replace(/\W+/g, '_')).join('$');
}

/** Replaces the parameters of a generic type by the arguments it was given. */
export function substitute(type: Type, owner: Type): Type {
  if (type.def.kind === 'parameter') {
    return owner.args[owner.def.params.indexOf(type.def.name)] ?? type;
  }
  return type.args.length === 0
    ? type
    : { def: type.def, args: type.args.map((arg) => substitute(arg, owner)) };
}

/** All supertypes of a type with their arguments, itself first. */
export function lineage(type: Type): readonly Type[] {
  const found: Type[] = [];
  const visit = (next: Type): void => {
    found.push(next);
    for (const parent of [...(next.def.superType ? [next.def.superType] : []), ...next.def.interfaces]) {
      visit(substitute(parent, next));
    }
  };
  visit(type);
  return found;
}
