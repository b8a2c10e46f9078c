import { hasAnnotation } from '../compiler/modifiers.ts';
import type { MethodNode, TypeDeclaration } from '../compiler/syntax/declaration-ast.ts';
import { Org, orgSettings, seededRandom } from '../org/org.ts';
import { createMachine, type Machine } from '../platform/machine.ts';
import { apexTrace, firstFrame } from '../platform/trace.ts';
import { exceptionText } from '../values/text.ts';
import { type ClassCoverage, coverageOf } from './coverage.ts';
import type { Project } from './project.ts';

/** What became of one test method. */
export interface TestResult {
  readonly className: string;
  readonly method: string;
  readonly ms: number;
  /** null: passed. */
  readonly failure: {
    readonly message: string;
    /** Where the exception was made: an Apex file and line. */
    readonly file: string | null;
    readonly line: number | null;
    readonly trace: string;
  } | null;
}

export interface TestRun {
  readonly tests: readonly TestResult[];
  /** Methods marked @IsTest, counted from the source text. */
  readonly found: number;
  readonly coverage: readonly ClassCoverage[];
}

export interface RunOptions {
  /** Run only this class's tests. */
  readonly className?: string;
  /** Files that were parsed before; see CompileOptions. */
  readonly parsed?: Map<string, TypeDeclaration>;
}

/** The moment at which the clock of every test stands. */
const TEST_TIME = Date.UTC(2026, 0, 15, 12, 0, 0);

interface TestClass {
  readonly name: string;
  readonly setups: readonly MethodNode[];
  readonly methods: readonly MethodNode[];
}

function testClasses(machine: Machine): readonly TestClass[] {
  const found: TestClass[] = [];
  for (const [def, node] of machine.program.declarations) {
    if (def.outer || !def.isTest || node.what !== 'class') continue;
    const methods = node.members.filter((member) => member.kind === 'method');
    found.push({
      name: def.name,
      setups: methods.filter((method) => hasAnnotation(method.modifiers, 'testsetup')),
      methods: methods.filter((method) => hasAnnotation(method.modifiers, 'istest')),
    });
  }
  return found;
}

function freshOrg(project: Project): Org {
  return new Org(project.schema, project.metadata, orgSettings({ random: seededRandom(1) }), TEST_TIME);
}

function callStatic(machine: Machine, className: string, method: string): void {
  const holder = machine.runtime.classes[className];
  if (holder) machine.runtime.invoke(holder, `${method.toLowerCase()}$`);
}

/** Every test has an org of its own, in which the class's setup has run as a transaction of its own. */
function runOne(machine: Machine, project: Project, test: TestClass, method: MethodNode): TestResult {
  const { runtime } = machine;
  runtime.org = freshOrg(project);
  const start = performance.now();
  const done = (failure: TestResult['failure']): TestResult => ({
    className: test.name,
    method: method.name,
    ms: performance.now() - start,
    failure,
  });
  try {
    for (const setup of test.setups) {
      runtime.test = { mock: null, window: 'before' };
      runtime.begin('sync').savepoints.length = 0;
      callStatic(machine, test.name, setup.name);
    }
    runtime.test = { mock: null, window: 'before' };
    runtime.begin('sync');
    callStatic(machine, test.name, method.name);
    return done(null);
  } catch (thrown) {
    const exception = runtime.asException(thrown);
    const frame = firstFrame(exception);
    return done({
      message: exceptionText(exception),
      file: frame?.file ?? null,
      line: frame?.line ?? null,
      trace: apexTrace(exception),
    });
  }
}

/** Counts @IsTest methods without the parser: annotations that stand before a method. */
function countInText(text: string): number {
  const plain = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/'(?:\\.|[^'\\\n])*'/g, "''");
  return [
    ...plain.matchAll(/@isTest\b\s*(?:\([^)]*\))?\s*(?:(?:public|private|global|protected)\s+)?static\b/gi),
  ].length;
}

/**
 * Compiles a project and runs its tests, one after the other.
 *
 * @throws CompileErrors
 */
export function runTests(project: Project, options: RunOptions = {}): TestRun {
  Error.stackTraceLimit = 100;
  const machine = createMachine(project.sources, freshOrg(project), {
    coverage: true,
    ...(options.parsed ? { parsed: options.parsed } : {}),
  });
  const classes = testClasses(machine).filter(
    (each) => !options.className || each.name === options.className,
  );
  const tests = classes.flatMap((each) =>
    each.methods.map((method) => runOne(machine, project, each, method)),
  );
  const texts = project.sources.filter(({ file }) => {
    const name = file.replace(/^.*\//, '').replace('.cls', '');
    return !options.className || name === options.className;
  });
  const found = texts.reduce((sum, source) => sum + countInText(source.text), 0);
  return { tests, found, coverage: coverageOf(machine) };
}
