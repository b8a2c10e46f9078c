import type { Admission } from '../policy/admission.ts';
import type { BreakerState } from '../policy/breaker.ts';
import type { Outcome } from '../policy/outcome.ts';
import { RequestList } from './request-list.ts';

/** Stands for a job that does not die. */
const NEVER = Number.POSITIVE_INFINITY;

/** Nobody asked whether the job may call. */
const CALL: Admission = { kind: 'call', epoch: 0 };

/** A chain of jobs that carries requests: one job of it at a time is queued or runs. */
export class Lane {
  /** Its place among the lanes that exist: used again. */
  readonly id: number;
  /** Its identity: not used again in a replication. */
  serial = 0;
  inUse = false;
  /** What its job has to look at: all requests while it is queued, those from the present one on while it runs. */
  readonly requests = new RequestList();
  /** While it runs: passed over, since they are not due, and tried before they go on. */
  readonly passed = new RequestList();
  readonly tried = new RequestList();
  running = false;
  /** Jobs in the chain so far, and how many of the last ones died in a row. */
  depth = 0;
  crashedJobs = 0;
  /** The request that led when the job was enqueued, and how many jobs it had led: the key of the job's draws. */
  leader = 0;
  hop = 0;
  /** Calls of this job so far, how many it may make at most, and how long they took together, ms. */
  calls = 0;
  mostCalls = 0;
  spentMs = 0;
  /** Outages in a row. */
  outagesInARow = 0;
  /** When the job stopped early: until when the lane is silent, ms. */
  silentUntilMs: number | null = null;
  /** What the job read of the circuit. */
  admission: Admission = CALL;
  seen: BreakerState | null = null;
  /** What it has to tell the circuit: calls that were answered, outages among them, and until when it is to be silent, ms. */
  answers = 0;
  failures = 0;
  pausedUntilMs: number | null = null;
  /** Whether the transaction claimed a probe token for it. */
  hasClaimed = false;
  /** Requests that became rows. */
  readonly deferred: number[] = [];
  /** Whether its next job wakes the sweeper: the submission left rows, and had no job for that. */
  isSweepWanted = false;
  /** Whether the job dies; a number, 0 to 1: how far it comes after it has asked whether it may call. */
  dies: 'before asking' | number | null = null;
  /** During which call; one more than it makes: while it writes. */
  diesAtCall = NEVER;
  /** Whether the platform kills it, so that no Finalizer runs. */
  isKilled = false;
  /** A trigger of the org takes the one job that it may enqueue: 1, and that of its Finalizer: 2. */
  slotsTaken: 0 | 1 | 2 = 0;
  /** Of the request that is being sent: which attempt it is, what it will come to, and its draws for the policy. */
  attempt = 0;
  outcome: Outcome | null = null;
  jitter = 0;
  rounding = 0;

  constructor(id: number) {
    this.id = id;
  }

  /** Requests that are in this lane and not final. */
  get size(): number {
    return this.requests.size + this.passed.size + this.tried.size;
  }

  /** A job of it starts. */
  start(): void {
    this.running = true;
    this.calls = 0;
    this.mostCalls = 0;
    this.spentMs = 0;
    this.outagesInARow = 0;
    this.silentUntilMs = null;
    this.admission = CALL;
    this.seen = null;
    this.answers = 0;
    this.failures = 0;
    this.pausedUntilMs = null;
    this.hasClaimed = false;
    this.deferred.length = 0;
    this.dies = null;
    this.diesAtCall = NEVER;
    this.isKilled = false;
    this.slotsTaken = 0;
  }
}

/** The lanes that exist; free ones are used again. */
export class Lanes {
  readonly #lanes: Lane[] = [];
  readonly #free: Lane[] = [];
  #serials = 0;

  clear(): void {
    for (const lane of this.#lanes) if (lane.inUse) this.release(lane);
    this.#serials = 0;
  }

  get(id: number): Lane {
    return this.#lanes[id] as Lane;
  }

  /** A new lane, without requests. */
  take(): Lane {
    const lane = this.#free.pop() ?? this.#add();
    lane.inUse = true;
    lane.serial = this.#serials++;
    lane.depth = 0;
    lane.crashedJobs = 0;
    lane.hasClaimed = false;
    lane.isSweepWanted = false;
    return lane;
  }

  release(lane: Lane): void {
    lane.inUse = false;
    lane.running = false;
    lane.requests.clear();
    lane.passed.clear();
    lane.tried.clear();
    this.#free.push(lane);
  }

  /** The lane of this identity; null where it is no more. */
  bySerial(serial: number): Lane | null {
    return this.#lanes.find((lane) => lane.inUse && lane.serial === serial) ?? null;
  }

  /** Requests in lanes whose job is queued, and in lanes whose job runs. */
  census(): { queued: number; running: number } {
    let queued = 0;
    let running = 0;
    for (const lane of this.#lanes) {
      if (!lane.inUse) continue;
      if (lane.running) running += lane.size;
      else queued += lane.size;
    }
    return { queued, running };
  }

  #add(): Lane {
    const lane = new Lane(this.#lanes.length);
    this.#lanes.push(lane);
    return lane;
  }
}
