import { declareEnums } from '../compiler/declare-enums.ts';
import { declareSchema } from '../compiler/declare-schema.ts';
import { type CompileOptions, compile, type Program, type Source } from '../compiler/program.ts';
import { TRIGGER_METHOD } from '../compiler/syntax/triggers.ts';
import { PlatformDeclarer } from '../compiler/types/declare-platform.ts';
import type { PlatformType } from '../compiler/types/platform-type.ts';
import { Universe } from '../compiler/types/universe.ts';
import type { Org } from '../org/org.ts';
import { ApexList, ApexMap } from '../values/collections.ts';
import { Async } from './async.ts';
import { Database } from './database.ts';
import { JobRunner } from './job-runner.ts';
import { createKernel } from './kernel.ts';
import { platformTypes } from './library/all.ts';
import { type Coverage, link } from './link.ts';
import { recordOperations } from './records.ts';
import { Runtime } from './runtime.ts';
import { RuntimeTypes } from './runtime-types.ts';

/** A compiled program on an org, ready to run. */
export interface Machine {
  readonly program: Program;
  readonly runtime: Runtime;
  readonly types: RuntimeTypes;
  readonly database: Database;
  readonly async: Async;
  readonly runner: JobRunner;
  readonly coverage: Coverage;
}

function implementations(types: readonly PlatformType[]): Record<string, unknown> {
  const functions: Record<string, unknown> = {};
  for (const type of types) {
    const [name] = type.name.split('<');
    for (const [signature, implementation] of Object.entries(type.members)) {
      functions[`${name}: ${signature}`] = implementation;
    }
  }
  return functions;
}

/** `values()` and `valueOf()` of each enum, `getInstance()` and `getAll()` of each custom metadata type. */
function generated(rt: Runtime, database: Database): Record<string, unknown> {
  const functions: Record<string, unknown> = {};
  for (const def of rt.universe.enums) {
    functions[`enum: ${def.name}.values`] = () =>
      new ApexList(rt.universe.platform('List', { def, args: [] }), [...rt.enumValues(def)]);
    functions[`enum: ${def.name}.valueOf`] = (name: string) => rt.enumValue(def, name);
  }
  for (const object of rt.org.schema.objects.filter((each) => each.kind === 'metadata')) {
    const type = rt.typeNamed(object.name);
    if (!type) continue;
    functions[`custom metadata: ${object.name}.getInstance`] = (name: string | null) =>
      database
        .metadata(object.name)
        .find((record) => record.fields['DeveloperName'] === name || record.fields['Id'] === name) ?? null;
    functions[`custom metadata: ${object.name}.getAll`] = () => {
      const map = new ApexMap(rt.universe.platform('Map', rt.universe.platform('String'), type));
      for (const record of database.metadata(object.name)) map.put(record.fields['DeveloperName'], record);
      return map;
    };
  }
  return functions;
}

/**
 * Compiles a project's classes for an org and loads them.
 *
 * @throws CompileErrors
 */
export function createMachine(sources: readonly Source[], org: Org, options: CompileOptions): Machine {
  const universe = new Universe(org.schema);
  const runtime = new Runtime(universe, org);
  const types = new RuntimeTypes(runtime);
  const database = new Database(runtime);
  const async = new Async(runtime, types);
  const runner = new JobRunner(runtime, types, async);
  const library = platformTypes(runtime, types, database, async, runner);
  new PlatformDeclarer(universe).declare(library);
  for (const type of library) if (type.constants) runtime.addConstants(type.name, type.constants);
  declareEnums(universe);
  declareSchema(universe, org.schema);
  const program = compile(sources, universe, options);
  const kernel = createKernel(runtime, types, recordOperations(runtime, database));
  const functions = { ...implementations(library), ...generated(runtime, database) };
  const coverage = link(program, runtime, kernel, functions);
  for (const node of program.declarations.values()) {
    if (!node.trigger) continue;
    const holder = runtime.classes[node.name];
    const run = (): unknown => (holder ? runtime.invoke(holder, `${TRIGGER_METHOD}$`) : undefined);
    runtime.triggers.push({ object: node.trigger.object, events: new Set(node.trigger.events), run });
  }
  return { program, runtime, types, database, async, runner, coverage };
}
