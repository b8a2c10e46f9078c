import vm from 'node:vm';
import type { CompiledFile, Program } from '../compiler/program.ts';
import { lineage, mangle, substitute, type Type, type TypeDef } from '../compiler/types/type.ts';
import { ApexException } from '../values/exception.ts';
import type { ApexClass, Runtime } from './runtime.ts';

/** What of a file has run: one byte a line; two a decision, one for each way. */
export interface FileCoverage {
  readonly lines: Uint8Array;
  readonly branches: Uint8Array;
}
export type Coverage = Map<string, FileCoverage>;

function jsName(def: TypeDef): string {
  return def.name.replaceAll('.', '$');
}

function load(
  file: CompiledFile,
  rt: Runtime,
  kernel: object,
  functions: Readonly<Record<string, unknown>>,
  coverage: Coverage,
): void {
  for (const key of file.functionKeys) {
    if (functions[key] === undefined)
      throw new Error(`${file.file}: the platform library does not implement ${key}`);
  }
  const lines = new Uint8Array((file.lines.at(-1) ?? 0) + 2);
  const branches = new Uint8Array(2 * file.branches.length);
  coverage.set(file.file, { lines, branches });
  const run = new vm.Script(file.code, { filename: file.file }).runInThisContext() as (
    ...args: unknown[]
  ) => void;
  run(kernel, rt.classes, functions, file.types, file.values, lines, branches);
}

function parentPrototype(rt: Runtime, def: TypeDef): object | null {
  const parent = def.superType?.def;
  if (!parent || parent.name === 'Object') return null;
  return parent.origin === 'user'
    ? (rt.classes[jsName(parent)]?.prototype ?? null)
    : rt.exceptionClass(parent.name).prototype;
}

/** Names under which an interface knows the methods of a class, where its type parameters make them differ. */
function bridge(prototype: object, def: TypeDef): void {
  const self: Type = { def, args: [] };
  const methods = prototype as Record<string, unknown>;
  for (const ancestor of lineage(self)) {
    for (const method of [...ancestor.def.methods.values()].flat()) {
      const own = `${method.name.toLowerCase()}$${mangle(method.params.map((param) => substitute(param, ancestor)))}`;
      if (own !== method.jsName && methods[own] !== undefined) {
        Object.defineProperty(prototype, method.jsName, { value: methods[own] });
      }
    }
  }
}

/** Exceptions of the project inherit the constructors of the platform's, but have fields of their own to begin with. */
function exceptionConstructors(prototype: object, def: TypeDef): void {
  if (!(prototype instanceof ApexException)) return;
  const own = prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  Object.defineProperty(prototype, 'isPlatform', { value: false });
  for (const name of ['new$', 'new$String', 'new$Exception', 'new$String$Exception']) {
    if (Object.hasOwn(prototype, name)) continue;
    const inherited = own[name];
    Object.defineProperty(prototype, name, {
      value(this: Record<string, () => void>, ...args: unknown[]) {
        inherited?.apply(this, args);
        this[`fields$${jsName(def)}`]?.();
        return this;
      },
    });
  }
}

/** Superclasses before their subclasses. */
function byDepth(defs: readonly TypeDef[]): readonly TypeDef[] {
  return defs.toSorted((a, b) => lineage({ def: a, args: [] }).length - lineage({ def: b, args: [] }).length);
}

/** Runs the compiled files and ties their classes together. */
export function link(
  program: Program,
  rt: Runtime,
  kernel: object,
  functions: Readonly<Record<string, unknown>>,
): Coverage {
  const coverage: Coverage = new Map();
  for (const file of program.files) load(file, rt, kernel, functions, coverage);
  const defs = [...program.declarations.keys()].filter((def) => def.kind === 'class');
  for (const def of defs) {
    const parent = parentPrototype(rt, def);
    if (parent) Object.setPrototypeOf((rt.classes[jsName(def)] as ApexClass).prototype, parent);
  }
  for (const def of byDepth(defs)) {
    const { prototype } = rt.classes[jsName(def)] as ApexClass;
    exceptionConstructors(prototype, def);
    bridge(prototype, def);
  }
  return coverage;
}
