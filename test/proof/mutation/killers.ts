import { resolve } from 'node:path';
import fc from 'fast-check';
import { CompileErrors } from '../../../tools/apex-runtime/compiler/compile-error.ts';
import type { TypeDeclaration } from '../../../tools/apex-runtime/compiler/syntax/declaration-ast.ts';
import { type Project, readProject } from '../../../tools/apex-runtime/runner/project.ts';
import { runTests } from '../../../tools/apex-runtime/runner/run-tests.ts';
import { Matrix } from '../crash-matrix/matrix.ts';
import { sampleOf } from '../crash-matrix/sample.ts';
import { WORKLOADS } from '../crash-matrix/workloads.ts';
import { Differential } from '../differential.ts';
import { type ProofScenario, proofScenario } from '../scenarios.ts';
import { type Mutant, mutantsOf, mutated } from './mutants.ts';

const KIT = resolve(import.meta.dirname, '../../../force-app-template');
/** Generated or for people at the keyboard: no part of what sends requests. */
const LEFT_OUT = /\/(RetryVectorCheck)\.cls$/;

const project = readProject(KIT);
const isTest = (text: string): boolean => /^@IsTest/im.test(text);
const nameOf = (file: string): string => file.replace(/^.*\//, '');
const parsed = new Map<string, TypeDeclaration>();

/** What can be said of a mutant. */
export type Verdict = { readonly killedBy: string } | 'no Apex' | 'lives';

/** Random scenarios of the differential test that a mutant has to get through. */
const SCENARIOS = 150;
/** One in so many mutants is looked at. */
const ONE_IN = 14;
/** Of those, one in so many in each run of the tests. */
const SAMPLE_ONE_IN = 7;

/** The mutated line. */
function lineOf({ file, line }: Mutant): string {
  const source = project.sources.find((each) => nameOf(each.file) === file);
  return source?.text.split('\n')[line - 1]?.trim() ?? '';
}

/** What it is, wherever in its file it stands. */
function kindOf(mutant: Mutant): string {
  return `${mutant.file}: ${mutant.what}: ${lineOf(mutant)}`;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

/** A mutant with a name that stays what it is when the kit changes elsewhere. */
export interface NamedMutant {
  readonly name: string;
  readonly mutant: Mutant;
}

/**
 * Part of all mutants of the kit, picked by what they are, so that a change of the kit elsewhere picks no others.
 *
 * @param isSample - a small part of them
 */
export function mutants(isSample: boolean): readonly NamedMutant[] {
  const oneIn = isSample ? ONE_IN * SAMPLE_ONE_IN : ONE_IN;
  const alike = new Map<string, number>();
  return project.sources
    .filter(({ file, text }) => !isTest(text) && !LEFT_OUT.test(file))
    .flatMap(({ file, text }) => mutantsOf(nameOf(file), text))
    .filter((mutant) => hash(kindOf(mutant)) % oneIn === 0)
    .map((mutant) => {
      const kind = kindOf(mutant);
      const place = (alike.get(kind) ?? 0) + 1;
      alike.set(kind, place);
      return { name: place === 1 ? kind : `${kind} (${place})`, mutant };
    });
}

function changed(mutant: Mutant): Project {
  const sources = project.sources.map((source) =>
    nameOf(source.file) === mutant.file ? { ...source, text: mutated(source.text, mutant) } : source,
  );
  return { ...project, sources };
}

function failingTest(target: Project, own: (name: string) => boolean): string | null {
  const sources = target.sources.filter(
    ({ file, text }) => !isTest(text) || nameOf(file) === 'RetryTestDoubles.cls' || own(nameOf(file)),
  );
  const failed = runTests({ ...target, sources }, { parsed }).tests.find(({ failure }) => failure !== null);
  return failed ? `${failed.className}.${failed.method}` : null;
}

let agreed: readonly ProofScenario[] | null = null;

/** Random scenarios, always the same, in which the simulator does what the kit does. */
function agreedScenarios(): readonly ProofScenario[] {
  if (!agreed) {
    const kit = new Differential();
    agreed = fc
      .sample(proofScenario, { numRuns: SCENARIOS, seed: 1 })
      .filter((scenario) => kit.of(scenario) === null);
  }
  return agreed;
}

/** A mutation of a whole file. */
function mutationOf(mutant: Mutant): { readonly file: string; readonly from: string; readonly to: string } {
  const { file } = mutant;
  const from = project.sources.find((each) => nameOf(each.file) === file)?.text ?? '';
  return { file, from, to: mutated(from, mutant) };
}

function inDifferential(mutant: Mutant): string | null {
  const differential = new Differential({}, mutationOf(mutant));
  const differs = agreedScenarios().some((scenario) => differential.of(scenario) !== null);
  return differs ? 'the differential test' : null;
}

function inMatrix(mutant: Mutant): string | null {
  const matrix = new Matrix(mutationOf(mutant));
  for (const workload of WORKLOADS) {
    if (matrix.unstruck(workload).violations.length > 0) return `the workload "${workload.name}"`;
    const cells = sampleOf(matrix.cells(workload)).filter((_, index) => index % 4 === 0);
    const killer = cells.find((cell) => matrix.violationOf(cell) !== null);
    if (killer) return `the crash matrix at ${killer.place}`;
  }
  return null;
}

/** Runs what may kill a mutant, the fastest first: the tests of its class, all others, the differential test, the crash matrix. */
export function judge(mutant: Mutant): Verdict {
  const [name = ''] = mutant.file.split('.');
  const own = (file: string): boolean => file.startsWith(name) && file.endsWith('Test.cls');
  try {
    const target = changed(mutant);
    const killedBy =
      failingTest(target, own) ??
      failingTest(target, (file) => !own(file)) ??
      inDifferential(mutant) ??
      inMatrix(mutant);
    return killedBy === null ? 'lives' : { killedBy };
  } catch (thrown) {
    if (thrown instanceof CompileErrors) return 'no Apex';
    return { killedBy: `a failure of the runtime: ${String(thrown)}` };
  }
}
