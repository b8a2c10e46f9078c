import type { CalloutCategory } from '../failure/category.ts';
import { dailyAsyncLimit, elasticLimit } from '../platform/daily-limit.ts';
import { JOB_OVERHEAD_MS } from '../platform/queue.ts';
import type { BreakerState } from '../policy/breaker.ts';
import type { Decision } from '../policy/decide.ts';
import type { Draws as PolicyDraws } from '../policy/draw.ts';
import { MINUTE_MS } from '../policy/minutes.ts';
import { isWorthRecording } from '../policy/results.ts';
import { Circuit } from './circuit.ts';
import { Endpoint } from './endpoint.ts';
import { EVENT } from './event.ts';
import { Faults } from './faults.ts';
import { JobQueue } from './job-queue.ts';
import { EventQueue } from './kernel/event-queue.ts';
import { type Lane, Lanes } from './lanes.ts';
import { otherExecutions } from './limits/other-work.ts';
import { RollingLimit } from './limits/rolling-limit.ts';
import { Transaction } from './limits/transaction.ts';
import { type OperatorAct, switchActs } from './operator.ts';
import { Draws } from './random/draws.ts';
import { recoveryMs } from './recovery.ts';
import { Requests } from './requests.ts';
import { Rows } from './rows.ts';
import type { OrgSettings } from './scenario.ts';
import type { SimulationSettings } from './settings.ts';
import { Slots } from './slots.ts';
import { Tally } from './tally.ts';
import type { Observer } from './trace.ts';

function dailyLimitOf(org: OrgSettings): RollingLimit {
  const always = org.otherAsyncExecutionsPerDay;
  const others =
    (org.otherWork ?? []).length === 0 ? () => always : (atMs: number) => otherExecutions(org, atMs);
  const limit = dailyAsyncLimit(org.userLicenses);
  const ceiling = org.elasticLimit ? elasticLimit(org.userLicenses) : limit;
  return new RollingLimit(limit, others, ceiling);
}

/** The org, the endpoint and what is under way between them. Made once, cleared for each replication. */
export class World {
  readonly settings: SimulationSettings;
  readonly observer: Observer | null;
  readonly queue = new EventQueue();
  readonly draws = new Draws();
  readonly endpoint: Endpoint;
  readonly daily: RollingLimit;
  readonly requests = new Requests();
  readonly rows = new Rows(this.requests);
  readonly lanes = new Lanes();
  readonly tally: Tally;
  readonly circuit: Circuit;
  readonly faults: Faults;
  /** null where nothing limits how many jobs run. */
  readonly slots: Slots | null;
  readonly jobOverheadMs: number;
  /** The transaction that runs. */
  readonly transaction: Transaction;
  readonly jobs: JobQueue;
  readonly acts: readonly OperatorAct[];

  constructor(settings: SimulationSettings, mostRetries: number, observer: Observer | null) {
    const { scenario, org, sender } = settings;
    this.settings = settings;
    this.observer = observer;
    this.endpoint = new Endpoint(scenario.endpoint, sender.timeoutMs);
    this.daily = dailyLimitOf(org);
    this.transaction = new Transaction(this.daily);
    this.tally = new Tally(scenario.workload.horizonHours * 60, mostRetries, recoveryMs(scenario.endpoint));
    this.circuit = new Circuit(sender.breaker, this.tally);
    this.faults = new Faults(org.faults, this.draws);
    const most = org.maxConcurrentJobs ?? 0;
    this.slots = most > 0 || org.elasticLimit ? new Slots(most, this.daily) : null;
    this.jobOverheadMs = org.jobOverheadMs ?? JOB_OVERHEAD_MS.value;
    this.jobs = new JobQueue(this);
    this.acts = settings.acts ?? switchActs(scenario.switchedOff ?? []);
  }

  /** The draws must have been started. @param arrivals - times of the transactions that submit, ms */
  clear(arrivals: Float64Array, requests: number): void {
    this.queue.clear(arrivals, EVENT.submit);
    this.requests.reserve(requests);
    this.endpoint.clear(requests);
    this.daily.clear();
    this.lanes.clear();
    this.rows.clear();
    this.circuit.clear();
    this.faults.clear();
    this.slots?.clear();
    this.tally.clear();
    this.jobs.clear();
    for (const [index, { atMs }] of this.acts.entries()) this.queue.push(atMs, EVENT.operator, index);
    for (const { toMinute } of this.settings.org.otherWork ?? []) {
      this.queue.push(toMinute * MINUTE_MS, EVENT.otherWorkEnd, 0);
    }
  }

  /** An operator does something by hand. */
  act(index: number): void {
    this.circuit.act(this.acts[index] as OperatorAct);
    this.observer?.({ kind: 'operator', atMs: this.queue.now, state: this.circuit.state });
  }

  /** The sender knows that the endpoint has processed it. */
  deliver(request: number): void {
    if (!this.endpoint.hasProcessed(request)) this.tally.deliveredButNotProcessed++;
    this.rows.close(request);
    this.tally.deliver(this.requests.submittedAt[request] as number, this.queue.now);
  }

  /** The sender gives it up. */
  deadLetter(request: number, category: CalloutCategory): void {
    if (this.endpoint.hasProcessed(request)) this.tally.deadLetteredButProcessed++;
    this.rows.close(request);
    this.tally.deadLetter(category, this.requests.submittedAt[request] as number, this.queue.now);
  }

  /** Nobody knows of it any more. */
  lose(request: number): void {
    this.tally.lose(this.requests.submittedAt[request] as number, this.queue.now);
  }

  /** Claims the right to probe, under lock. */
  claimToken(lane: Lane, expiresAtMs: number): boolean {
    const { now } = this.queue;
    if (!this.circuit.isOpen) return false;
    const lockFailed = this.faults.lockFails();
    const granted = !lockFailed && this.circuit.claim(lane.serial, now, expiresAtMs);
    if (granted) lane.hasClaimed = true;
    this.observer?.({ kind: 'token', atMs: now, lane: lane.serial, granted, lockFailed, expiresAtMs });
    return granted;
  }

  /** The transaction that claimed a token is rolled back. @param before - the circuit when it began */
  takeBack(lane: Lane, before: BreakerState | null): void {
    if (!lane.hasClaimed) return;
    this.circuit.restore(lane.serial, before);
    this.observer?.({
      kind: 'circuit',
      atMs: this.queue.now,
      lane: lane.serial,
      state: this.circuit.state,
      dropped: false,
    });
  }

  /** Writes what a job has to tell the circuit, under lock; without it, that is lost. */
  record({ admission, seen, answers, failures, pausedUntilMs, serial }: Lane): void {
    if (admission.kind === 'wait') return;
    const probeOf = admission.kind === 'probe' ? String(serial) : null;
    const results = { epoch: admission.epoch, calls: answers, failures, probeOf, pausedUntilMs };
    if (!isWorthRecording(seen, results)) return;
    const dropped = this.faults.lockFails();
    if (!dropped) this.circuit.record(results, this.queue.now);
    const { state } = this.circuit;
    this.observer?.({ kind: 'circuit', atMs: this.queue.now, lane: serial, state, dropped });
  }

  /** Tells the observer of a decision. */
  trace(lane: number | null, request: number, decision: Decision, { jitter, rounding }: PolicyDraws): void {
    this.observer?.({
      kind: 'decision',
      atMs: this.queue.now,
      lane,
      request,
      attempt: this.requests.attempts[request] as number,
      decision,
      draws: { jitter, rounding },
    });
  }
}
