import type { SenderSettings } from '../../../src/model/simulation/settings.ts';
import { seededRandom } from '../../../tools/apex-runtime/org/org.ts';
import { JOB_CLASS } from '../anatomy.ts';
import type { Mutation } from '../apex-org.ts';
import { recordsOf } from '../records.ts';
import { CrashOrg } from './crash-org.ts';
import { Probes } from './probes.ts';
import { SecondJob } from './second-job.ts';

const LOG = 'Failed_Integration_Log__c';
const HOUR_MS = 3_600_000;
/** A second job may start so much earlier than it would: as if the first were slow. */
const REACH_MS = 10 * 60_000;
const WAITING: ReadonlySet<unknown> = new Set(['Deferred', 'In Flight', 'Redrive Requested']);

/** A job that another interrupts. */
export interface Interruption {
  /** Before which of the run's reads, writes and callouts: from 0. */
  readonly at: number;
  /** Which of the jobs that wait: from 0. */
  readonly second: number;
}

/** What a run came to. */
export interface Interleaved {
  readonly violations: readonly string[];
  /** Operations at which a job may be interrupted, with the number of jobs that may do it. */
  readonly points: readonly number[];
  /** Most probes of one opening, and results that a lock has cost. */
  readonly probes: number;
  readonly lost: number;
}

interface Probing {
  readonly _admission: { readonly _kind: { readonly name: string } } | null;
  readonly _seen: { readonly _openedatms: bigint } | null;
}

/** When the circuit opened that a job probes; null for a job that does not. */
function probed(work: object | undefined): number | null {
  const { _admission, _seen } = (work ?? {}) as Partial<Probing>;
  return _admission?._kind.name === 'PROBE' && _seen ? Number(_seen._openedatms) : null;
}

type Method = (...args: unknown[]) => unknown;

/** Jobs of one integration over the row of its circuit. */
export class Interleavings {
  readonly #apex: CrashOrg;
  readonly #probes: Probes;
  #lost = 0;

  /** @param mutation - a change of the kit's text, to see it found */
  constructor(mutation: Mutation | null = null) {
    this.#apex = new CrashOrg(mutation);
    this.#probes = new Probes(this.#apex.org);
    const store = this.#apex.org.machine.runtime.classes['CircuitBreakerStore'] as unknown as Record<
      string,
      Method
    >;
    const name = Object.getOwnPropertyNames(store).find((each) => each.split('$')[0] === 'record');
    const record = name ? store[name] : undefined;
    if (!name || !record) throw new Error('No CircuitBreakerStore.record');
    store[name] = (...args) => {
      const isRecorded = record.apply(store, args);
      if (!isRecorded) this.#lost++;
      return isRecorded;
    };
  }

  /** @param answers - of the endpoint in turn; 200 when they are used up */
  run(sender: SenderSettings, answers: readonly number[], interruption: Interruption | null): Interleaved {
    const { org } = this.#apex;
    const { runtime, async } = org.machine;
    this.#probes.holds = new WeakMap();
    const second = new SecondJob(org, this.#probes.holds);
    const violations: string[] = [];
    const delivered = new Set<string>();
    const probes = new Map<number, number>();
    const points: number[] = [];
    let isNested = false;
    let calls = 0;
    this.#lost = 0;

    const reach = (): void => {
      if (isNested || async.currentJob?.className !== JOB_CLASS || runtime.tx.kind !== 'queueable') return;
      const others = org.org.queue.jobs
        .filter((job) => job.runAt <= runtime.tx.now + REACH_MS)
        .toSorted((a, b) => a.runAt - b.runAt || (a.id < b.id ? -1 : 1));
      const at = points.push(others.length) - 1;
      const job = at === interruption?.at ? others[interruption.second] : undefined;
      if (!job) return;
      isNested = true;
      second.run(job);
      isNested = false;
    };
    this.#probes.listener = { handled: () => undefined, read: () => undefined, locks: reach, reads: reach };
    org.reset(
      {
        random: seededRandom(1),
        queueLatencyMs: () => 2000,
        endpoint: ({ headers }) => {
          reach();
          const key = headers.get('Idempotency-Key') ?? '';
          const opening = probed(async.currentJob?.work);
          if (opening !== null) probes.set(opening, (probes.get(opening) ?? 0) + 1);
          if (delivered.has(key)) violations.push(`${key} is sent again after it was delivered`);
          const status = answers[calls++] ?? 200;
          if (status === 200) delivered.add(key);
          return { status, latencyMs: 400 };
        },
      },
      recordsOf(sender, (object) => this.#apex.emptyValues(object)),
    );
    org.call('ProofCaller', 'schedule()');
    const count = 6;
    org.call('ProofCaller', 'submit(Integer, Integer, Boolean)', 0, count, false);
    const isBusy = (): boolean =>
      org.jobs.length > 0 || org.rows(LOG).some((row) => WAITING.has(row['Status__c']));
    for (let jobs = 0; isBusy() && jobs < 100; jobs++) {
      const step = org.step(48 * HOUR_MS);
      if (step?.outcome.error) violations.push(`a job dies of ${step.outcome.error.message}`);
      second.forget();
    }
    if (isBusy()) violations.push('no rest');
    if (delivered.size !== count) violations.push(`${delivered.size} of ${count} are delivered`);
    for (const [openedAt, made] of probes)
      if (made > sender.breaker.halfOpenProbes + this.#lost)
        violations.push(
          `${made} probes of the opening at ${openedAt} ms, ${this.#lost} results lost to a lock`,
        );
    return { violations, points, probes: Math.max(0, ...probes.values()), lost: this.#lost };
  }
}
