import { checkClass } from './check-class.ts';
import { CompileError, CompileErrors } from './compile-error.ts';
import { UserDeclarer } from './declare-user.ts';
import { ClassEmitter } from './emit/class.ts';
import { HANDLERS } from './emit/handlers.ts';
import { type Branch, Pool } from './emit/pool.ts';
import type { TypeDeclaration } from './syntax/declaration-ast.ts';
import { parseSource } from './syntax/parse.ts';
import type { Type, TypeDef } from './types/type.ts';
import type { Universe } from './types/universe.ts';
import { Writer } from './writer.ts';

/** An Apex class or trigger file. */
export interface Source {
  /** The name that errors and stack traces show: `RetryPolicy.cls`. */
  readonly file: string;
  readonly text: string;
}

/** The JavaScript of one Apex file, and what it needs from the runtime. */
export interface CompiledFile {
  readonly file: string;
  readonly code: string;
  readonly types: readonly Type[];
  readonly values: readonly unknown[];
  readonly functionKeys: readonly string[];
  /** Lines that hold a statement. */
  readonly lines: readonly number[];
  /** Its decisions, where they are counted. */
  readonly branches: readonly Branch[];
  readonly isTest: boolean;
  /** The class's name. */
  readonly name: string;
}

export interface Program {
  readonly universe: Universe;
  readonly files: readonly CompiledFile[];
  readonly declarations: ReadonlyMap<TypeDef, TypeDeclaration>;
}

export interface CompileOptions {
  /** Count the lines that run. */
  readonly coverage: boolean;
  /** Count the ways that each decision goes. */
  readonly branches?: boolean;
  /** Ask before each statement whether it is to fail: see `Faults`. */
  readonly statements?: boolean;
  /** Files that were parsed before, by name and text: whoever compiles variants of one project keeps it. */
  readonly parsed?: Map<string, TypeDeclaration>;
}

function parseAll(
  sources: readonly Source[],
  parsed: Map<string, TypeDeclaration>,
  errors: CompileError[],
): Map<Source, TypeDeclaration> {
  const nodes = new Map<Source, TypeDeclaration>();
  for (const source of sources) {
    const key = `${source.file}\0${source.text}`;
    try {
      const node = parsed.get(key) ?? parseSource(source.file, source.text);
      parsed.set(key, node);
      nodes.set(source, node);
      const expected = source.file.replace(/^.*\//, '').replace(/\.(cls|trigger)$/, '');
      if (node.name !== expected) {
        errors.push(
          new CompileError(node.place, `File ${source.file} must hold ${expected}, not ${node.name}`),
        );
      }
    } catch (error) {
      if (error instanceof CompileErrors) errors.push(...error.errors);
      else if (error instanceof CompileError) errors.push(error);
      else throw error;
    }
  }
  return nodes;
}

/**
 * Compiles the classes of a project: parses, declares, checks and writes JavaScript.
 *
 * @param universe - with the platform library and the schema declared
 * @throws CompileErrors with everything that is wrong
 */
export function compile(sources: readonly Source[], universe: Universe, options: CompileOptions): Program {
  const errors: CompileError[] = [];
  const nodes = parseAll(sources, options.parsed ?? new Map(), errors);
  const declarer = new UserDeclarer(universe, errors);
  for (const node of nodes.values()) declarer.names(node, null);
  declarer.supertypes();
  declarer.members();
  for (const def of declarer.defs.values()) errors.push(...checkClass(def));
  // Members of types that are not sound would only repeat the same errors.
  if (errors.length > 0) throw new CompileErrors(errors);
  const files = [...nodes].map(([source, node]) =>
    emitFile(source, node, universe, declarer, errors, options),
  );
  if (errors.length > 0) throw new CompileErrors(errors);
  const declarations = new Map([...declarer.defs].map(([node, def]) => [def, node]));
  return { universe, files, declarations };
}

function emitFile(
  source: Source,
  node: TypeDeclaration,
  universe: Universe,
  declarer: UserDeclarer,
  errors: CompileError[],
  options: CompileOptions,
): CompiledFile {
  const def = declarer.defs.get(node);
  const isTest = def?.isTest ?? false;
  const pool = new Pool(source.file, {
    lines: options.coverage && !isTest,
    branches: options.branches === true && !isTest,
    statements: options.statements === true && !isTest,
  });
  const out = new Writer();
  const lines = new Set<number>();
  out.write('(function($,T,F,Y,V,K,B){"use strict";');
  const header = out.slot();
  const shared = { universe, pool, handlers: HANDLERS, out, covered: (line: number) => lines.add(line) };
  new ClassEmitter(shared, declarer.defs, errors).emit(node);
  out.write('})');
  header(pool.header());
  return {
    file: source.file,
    code: out.text(),
    types: pool.types,
    values: pool.values,
    functionKeys: pool.functionKeys,
    lines: [...lines].sort((a, b) => a - b),
    branches: pool.branches,
    isTest,
    name: node.name,
  };
}
