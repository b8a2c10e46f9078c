import { isSubtype } from '../../compiler/types/convert.ts';
import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { noUsage, type Usage } from '../../org/limits.ts';
import { looselyEqual } from '../../values/equality.ts';
import { notNull } from '../../values/fault.ts';
import { textOf } from '../../values/text.ts';
import type { Async } from '../async.ts';
import type { JobRunner } from '../job-runner.ts';
import type { Runtime } from '../runtime.ts';
import type { RuntimeTypes } from '../runtime-types.ts';
import type { TypeToken } from '../tokens.ts';

/** Assert: a failed one cannot be caught. */
function assertType(rt: Runtime, types: RuntimeTypes): PlatformType {
  const fail = (text: string, message: string | null | undefined): never => {
    throw rt.fatal('AssertException', `Assertion Failed: ${[message, text].filter(Boolean).join(': ')}`);
  };
  const check =
    (test: (...values: never[]) => boolean, text: (...values: unknown[]) => string, arity: number) =>
    (...args: unknown[]): void => {
      const values = args.slice(0, arity) as never[];
      if (!test(...values)) fail(text(...values), args[arity] as string | undefined);
    };
  const both = (signature: string, implementation: (...args: never[]) => void): PlatformType['members'] => ({
    [`static void ${signature})`]: implementation,
    [`static void ${signature}, String)`]: implementation,
  });
  const isInstance = (value: unknown, type: TypeToken): boolean =>
    value !== null && isSubtype(types.of(value), type.type);
  return {
    name: 'Assert',
    kind: 'class',
    members: {
      ...both(
        'areEqual(Object, Object',
        check(looselyEqual, (a, b) => `Expected: ${textOf(a)}, Actual: ${textOf(b)}`, 2),
      ),
      ...both(
        'areNotEqual(Object, Object',
        check(
          (a, b) => !looselyEqual(a, b),
          (a) => `Same value: ${textOf(a)}`,
          2,
        ),
      ),
      ...both(
        'isTrue(Boolean',
        check(
          (a) => a === true,
          (a) => `Expected: true, Actual: ${textOf(a)}`,
          1,
        ),
      ),
      ...both(
        'isFalse(Boolean',
        check(
          (a) => a === false,
          (a) => `Expected: false, Actual: ${textOf(a)}`,
          1,
        ),
      ),
      ...both(
        'isNull(Object',
        check(
          (a) => a === null,
          (a) => `Expected: null, Actual: ${textOf(a)}`,
          1,
        ),
      ),
      ...both(
        'isNotNull(Object',
        check(
          (a) => a !== null,
          () => 'Value is null',
          1,
        ),
      ),
      ...both(
        'isInstanceOfType(Object, Type',
        check(isInstance, (_, t) => `Not an instance of ${textOf(t)}`, 2),
      ),
      ...both(
        'isNotInstanceOfType(Object, Type',
        check(
          (a, b) => !isInstance(a, b),
          (_, t) => `An instance of ${textOf(t)}`,
          2,
        ),
      ),
      'static void fail()': () => fail('', null),
      'static void fail(String)': (message: string) => fail('', message),
    },
  };
}

/** Source: Test.startTest and stopTest, Transaction Control. */
class TestWindow {
  readonly #rt: Runtime;
  readonly #async: Async;
  readonly #runner: JobRunner;
  #outer: Usage | null = null;

  constructor(rt: Runtime, async: Async, runner: JobRunner) {
    this.#rt = rt;
    this.#async = async;
    this.#runner = runner;
  }

  #state(): NonNullable<Runtime['test']> {
    const { test } = this.#rt;
    if (!test) throw this.#rt.fatal('UnexpectedException', 'Test methods are called only in tests');
    return test;
  }

  /** A fresh set of limits; what was written before no longer stands in the way of callouts. */
  start(): void {
    const test = this.#state();
    if (test.window !== 'before')
      throw this.#rt.fatal('UnexpectedException', 'Test.startTest() was called twice');
    test.window = 'open';
    this.#outer = this.#rt.tx.usage;
    this.#rt.tx.usage = noUsage();
    this.#release();
  }

  #release(): void {
    this.#rt.tx.uncommitted = false;
    for (const savepoint of this.#rt.tx.savepoints) savepoint.released = true;
  }

  /** Runs what the test enqueued. The first exception of a job is thrown here. */
  stop(): void {
    const test = this.#state();
    if (test.window !== 'open') {
      throw this.#rt.fatal('UnexpectedException', 'Test.stopTest() was called before Test.startTest()');
    }
    test.window = 'closed';
    const tx = this.#rt.tx;
    const commits = tx.onCommit.splice(0);
    for (const work of commits) work();
    this.#release();
    const jobs = [];
    for (let job = this.#rt.org.queue.pop(); job; job = this.#rt.org.queue.pop()) jobs.push(job);
    const outcomes = jobs.map((job) => this.#runner.run(job, true));
    for (const job of this.#async.scheduledInTest()) outcomes.push(this.#runner.run(job, true));
    this.#rt.tx = tx;
    if (this.#outer) tx.usage = this.#outer;
    const failed = outcomes.find((outcome) => outcome.exception);
    if (failed?.exception) {
      // In the test's own transaction the exception is an ordinary one again, unless it could not be caught.
      if (failed.exception.fatal) tx.doomed = true;
      throw failed.exception;
    }
  }
}

function testType(rt: Runtime, async: Async, runner: JobRunner): PlatformType {
  const window = new TestWindow(rt, async, runner);
  return {
    name: 'Test',
    kind: 'class',
    members: {
      'static void startTest()': () => window.start(),
      'static void stopTest()': () => window.stop(),
      'static Boolean isRunningTest()': () => rt.test !== null,
      'static void setMock(Type, Object)': (_: TypeToken, mock: object) => {
        if (rt.test) rt.test.mock = notNull(mock);
      },
    },
  };
}

export function testTypes(
  rt: Runtime,
  types: RuntimeTypes,
  async: Async,
  runner: JobRunner,
): readonly PlatformType[] {
  return [assertType(rt, types), testType(rt, async, runner)];
}
