import type { PlatformType } from './platform-type.ts';
import { type Field, type Method, mangle, newTypeDef, type Type, type TypeDef } from './type.ts';
import type { Universe } from './universe.ts';

interface Signature {
  readonly isStatic: boolean;
  readonly type: string;
  readonly name: string;
  /** null for a field. */
  readonly params: readonly string[] | null;
}

/** Splits at commas outside angle brackets. */
function splitList(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const char of text) {
    if (char === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
      continue;
    }
    if (char === '<') depth++;
    if (char === '>') depth--;
    part += char;
  }
  return part.trim() === '' ? parts : [...parts, part.trim()];
}

function readSignature(text: string): Signature {
  const match = /^(static )?(?:(\S.*?) )??(\w+)(?:\((.*)\))?$/.exec(text);
  if (!match?.[3]) throw new Error(`Not a signature: ${text}`);
  return {
    isStatic: match[1] !== undefined,
    type: match[2] ?? 'void',
    name: match[3],
    params: match[4] === undefined ? null : splitList(match[4]),
  };
}

/** Turns the platform library into type definitions. */
export class PlatformDeclarer {
  readonly #universe: Universe;
  readonly #parameters = new Map<string, TypeDef>();

  constructor(universe: Universe) {
    this.#universe = universe;
  }

  declare(types: readonly PlatformType[]): void {
    const shells = types.map((type) => ({ type, def: this.#shell(type) }));
    for (const { type, def } of shells) this.#fill(type, def);
  }

  #shell(type: PlatformType): TypeDef {
    const [name = '', params] = type.name.split(/[<>]/);
    const dot = name.lastIndexOf('.');
    const outer = dot < 0 ? null : this.#universe.lookup([name.slice(0, dot)], null);
    if (dot >= 0 && outer === null) throw new Error(`${type.name} stands before its outer type`);
    const def = newTypeDef({
      name,
      kind: type.kind,
      origin: 'platform',
      params: params ? splitList(params) : [],
      outer,
      isVirtual: type.extensible ?? false,
      constants: [...(type.constants ?? [])],
    });
    this.#universe.add(def);
    return def;
  }

  #fill(type: PlatformType, def: TypeDef): void {
    if (type.superType) def.superType = this.#type(type.superType, def);
    def.interfaces = (type.interfaces ?? []).map((name) => this.#type(name, def));
    for (const [text, implementation] of Object.entries(type.members)) {
      const signature = readSignature(text);
      const key = `${def.name}: ${text}`;
      if (signature.params === null) this.#field(def, signature);
      else this.#method(def, signature, signature.params, implementation === 'virtual' ? null : key);
    }
    for (const name of def.constants)
      this.#field(def, { isStatic: true, type: def.name, name, params: null });
  }

  #field(def: TypeDef, signature: Signature): void {
    const field: Field = {
      name: signature.name,
      type: this.#type(signature.type, def),
      owner: def,
      isStatic: signature.isStatic,
      isFinal: signature.isStatic,
      isTransient: false,
      visibility: 'public',
      testVisible: false,
      setVisibility: signature.isStatic ? null : 'public',
      getter: false,
      setter: false,
    };
    def.fields.set(signature.name.toLowerCase(), field);
  }

  #method(
    def: TypeDef,
    signature: Signature,
    paramTexts: readonly string[],
    platformKey: string | null,
  ): void {
    const params = paramTexts.map((text) => this.#type(text, def));
    const isConstructor = signature.name === 'new';
    const method: Method = {
      name: signature.name,
      owner: def,
      params,
      returns: isConstructor ? { def, args: [] } : this.#type(signature.type, def),
      isStatic: signature.isStatic,
      isAbstract: def.kind === 'interface',
      isVirtual: platformKey === null,
      isOverride: false,
      visibility: 'public',
      testVisible: false,
      jsName: `${signature.name.toLowerCase()}$${mangle(params)}`,
      platformKey,
      place: null,
    };
    if (isConstructor) {
      def.constructors.push(method);
      return;
    }
    const key = signature.name.toLowerCase();
    def.methods.set(key, [...(def.methods.get(key) ?? []), method]);
  }

  #type(text: string, def: TypeDef): Type {
    if (text === 'void') return this.#universe.voidType;
    const match = /^([\w.]+)(?:<(.*)>)?$/.exec(text);
    if (!match?.[1]) throw new Error(`Not a type: ${text}`);
    if (def.params.includes(match[1])) return { def: this.#parameter(match[1]), args: [] };
    const args = splitList(match[2] ?? '').map((arg) => this.#type(arg, def));
    return this.#universe.platform(match[1], ...args);
  }

  /** `T` of one type is `T` of another: a substitution always names its owner. */
  #parameter(name: string): TypeDef {
    const known = this.#parameters.get(name);
    if (known) return known;
    const def = newTypeDef({ name, kind: 'parameter', origin: 'platform' });
    this.#parameters.set(name, def);
    return def;
  }
}
