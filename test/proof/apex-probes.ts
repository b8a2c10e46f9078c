import type { CalloutAnswer, CalloutRequest } from '../../tools/apex-runtime/org/org.ts';
import type { Transaction } from '../../tools/apex-runtime/org/transaction.ts';
import type { Runtime } from '../../tools/apex-runtime/platform/runtime.ts';
import { Fault } from '../../tools/apex-runtime/values/fault.ts';
import { type DecisionObject, requestNumber, requestOf, toNumber } from './anatomy.ts';
import type { Death, Drive } from './drive.ts';
import type { AttemptRecord } from './steps.ts';
import { wrap } from './wrap.ts';

const STEPS: Readonly<Record<string, string>> = {
  DELIVERED: 'delivered',
  RETRY: 'retry',
  DEAD_LETTER: 'dead-letter',
};

/** What the platform says where a call cannot be made at all; the texts are widely observed. */
const NOT_CALLED = [
  'Unauthorized endpoint, please check Setup->Security->Remote site settings.',
  "The callout couldn't access the endpoint. A named credential ERP could not be found",
  "We couldn't access the credential(s). You might not have the required permissions, or the external credential may be missing",
  'no protocol: callout:ERP/orders',
  'You have uncommitted work pending. Please commit or rollback before calling out',
];

const WRITING_DEATHS = ['at once', 'half way', 'at last'] as const;

/** Beyond every horizon. */
export const NEVER_MS = 1e12;

/**
 * Listens in on the compiled kit: which attempt is under way, what was decided. And stands for the outside: answers
 * callouts and draws by the keys (request, attempt), so that both sides get the same.
 */
export class ApexProbes {
  drive: Drive | null = null;
  /** Body of every answer. */
  body = '';
  /** Decisions of the transactions that count, since they were last taken. */
  decisions: AttemptRecord[] = [];
  /** The job that runs. */
  jobName: () => string = () => '';

  readonly #runtime: Runtime;
  #request = -1;
  #attempt = 0;
  /** Draws taken since the attempt began, or since its transaction died. */
  #taken = 2;
  #tx: Transaction | null = null;
  #drawing: number | null = null;
  #isLogLocked = false;
  #areRowsLocked = false;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    wrap(runtime, 'RetryRequest', 'attemptbegins', (method, self, args) => {
      const result = method.apply(self, args);
      const { request, attempts } = requestOf(self);
      this.#request = request;
      this.#attempt = attempts;
      this.#taken = 0;
      this.#tx = runtime.tx;
      return result;
    });
    wrap(runtime, 'RetryRequest', 'attemptends', (method, self, args) => {
      const decision = method.apply(self, args) as DecisionObject;
      if (!runtime.tx.isRehearsal) this.decisions.push(this.#record(self, args, decision));
      return decision;
    });
    wrap(runtime, 'RetryCalloutJob', 'ask', (method, self, args) => {
      if (this.#death()?.hasAsked === false) throw runtime.fatal('LimitException', 'It dies at its start');
      return method.apply(self, args);
    });
    wrap(runtime, 'RetryLane', 'place', (method, self, args) => {
      if (this.#writingDeath() === 'at once') this.#dieWriting();
      return method.apply(self, args);
    });
    wrap(runtime, 'RetryCalloutJob', 'goon', (method, self, args) => {
      if (this.#writingDeath() === 'half way') this.#dieWriting();
      if ((this.drive?.slotsTaken(this.jobName()) ?? 0) > (this.#isJob() ? 0 : 1))
        runtime.use('queueableJobs');
      const result = method.apply(self, args);
      if (this.#writingDeath() === 'at last') this.#dieWriting();
      return result;
    });
    this.#lock('CircuitBreakerStore', 'claimprobe', (drive, who) => drive.isClaimLocked(who));
    this.#lock('CircuitBreakerStore', 'record', (drive, who) => drive.isCircuitLocked(who));
    this.#lock('FailedIntegrationQueue', 'claim', (drive, who) => drive.areRowsLocked(who));
    // Where it goes to rows, that is because they cannot be written.
    wrap(runtime, 'RetryCalloutJob', 'movetorows', (method, self, args) => {
      this.#isLogLocked = this.#writingDeath() === 'at last';
      try {
        return method.apply(self, args);
      } finally {
        this.#isLogLocked = false;
      }
    });
    wrap(runtime, 'RetryOutcomes', 'write', (method, self, args) =>
      this.#isLogLocked ? null : method.apply(self, args),
    );
    wrap(runtime, 'RetryPlatform', 'draw', (method, self, args) => {
      this.#drawing = this.#nextDraw();
      const result = method.apply(self, args);
      this.#drawing = null;
      return result;
    });
  }

  /** Has a method find the rows locked that it asks for. */
  #lock(className: string, method: string, isLocked: (drive: Drive, who: string) => boolean): void {
    wrap(this.#runtime, className, method, (call, self, args) => {
      const { drive } = this;
      this.#areRowsLocked = drive !== null && isLocked(drive, this.jobName());
      try {
        return call.apply(self, args);
      } finally {
        this.#areRowsLocked = false;
      }
    });
    wrap(this.#runtime, className, 'locked', (call, self, args) => {
      if (this.#areRowsLocked) throw new Fault('QueryException', 'Record Currently Unavailable');
      return call.apply(self, args);
    });
  }

  #record(self: object, args: readonly unknown[], decision: DecisionObject): AttemptRecord {
    const { request, attempts } = requestOf(self);
    const atMs = args.find((arg) => typeof arg === 'bigint') as bigint;
    const step = STEPS[decision._step.name] ?? decision._step.name;
    const retries = step === 'retry';
    return {
      request,
      attempt: attempts,
      atMs: Number(atMs),
      step,
      category: decision._meaning._category,
      reason: decision._reason,
      delayMs: retries ? toNumber(decision._delayms) : null,
      minutes: retries ? toNumber(decision._minutes) : null,
      previousDelayMs: retries ? toNumber(decision._previousdelayms) : null,
      pauseMs: toNumber(decision._pausems),
    };
  }

  /** The word that `Crypto.getRandomInteger` gives: the draw in its lower 24 bits, noise above them. */
  #nextDraw(): number {
    const { tx } = this.#runtime;
    if (this.#tx !== tx && this.#taken < 2) {
      // Where a transaction died before it had decided, its Finalizer begins again.
      this.#taken = tx.kind === 'finalizer' && tx.job?.id === this.#tx?.job?.id ? 0 : 2;
    }
    this.#tx = tx;
    const draw = this.#taken < 2 ? this.#attemptDraw(this.#taken++) : this.#parkingDraw();
    return ((0xa5000000 | draw) >>> 0) / 4_294_967_296;
  }

  #attemptDraw(index: number): number {
    const draws = this.drive?.draws(this.#request, this.#attempt);
    return (index === 0 ? draws?.jitter : draws?.rounding) ?? 0;
  }

  #parkingDraw(): number {
    return this.drive?.parkingDraw(this.jobName()) ?? 0;
  }

  /** `OrgSettings.random`. @param otherwise - for keys and names of lanes, which decide nothing */
  random(otherwise: () => number): number {
    return this.#drawing ?? otherwise();
  }

  /** A call that the simulator did not make, or not before the horizon: then its job is not to end before it either. */
  #unexpected(): CalloutAnswer {
    if (!this.drive?.hasEnded(this.jobName())) this.#runtime.tx.now += NEVER_MS;
    return { failure: 'Nobody was to call here', latencyMs: 1 };
  }

  /** How far a job gets that is to die when it writes: to its Finalizer that must be all one. */
  #writingDeath(): 'at once' | 'half way' | 'at last' | null {
    const death = this.#death();
    if (death?.request !== null || !death.hasAsked) return null;
    return WRITING_DEATHS[Number(this.jobName().at(-1)) % 3] ?? null;
  }

  /** Whether it is no Finalizer that runs. */
  #isJob(): boolean {
    return this.#runtime.tx.kind === 'queueable';
  }

  /** How the job that runs is to die. */
  #death(): Death | null {
    return this.#isJob() ? (this.drive?.death(this.jobName()) ?? null) : null;
  }

  #dieWriting(): never {
    throw this.#runtime.fatal('LimitException', 'It dies while it writes');
  }

  /** The transaction has waited for an answer that it never gets to read. */
  #die(durationMs: number): never {
    const { tx } = this.#runtime;
    tx.now += durationMs;
    tx.answers.push(tx.now);
    tx.diesAtAnswer = true;
    throw this.#runtime.fatal('LimitException', 'It dies while it sends');
  }

  /** `OrgSettings.endpoint`. */
  answer({ headers, timeoutMs }: CalloutRequest): CalloutAnswer {
    const request = requestNumber(headers.get('Idempotency-Key') ?? '');
    const found = request === this.#request ? this.drive?.answer(request, this.#attempt) : null;
    if (!found) return this.#unexpected();
    const { outcome, durationMs } = found;
    if (this.drive?.death(this.jobName())?.request === request) this.#die(durationMs);
    switch (outcome.kind) {
      case 'answer':
        return {
          status: outcome.status,
          body: this.body,
          headers: {
            'Content-Type': 'application/json',
            ...(outcome.retryAfter === null
              ? {}
              : { [request % 2 ? 'Retry-After' : 'retry-after']: outcome.retryAfter }),
          },
          latencyMs: durationMs,
        };
      case 'timeout':
        return { failure: 'Read timed out', latencyMs: Math.min(durationMs, timeoutMs) };
      case 'no-answer':
        return { failure: 'Connection refused', latencyMs: durationMs };
      case 'configuration':
        return { failure: NOT_CALLED[request % NOT_CALLED.length] ?? '', latencyMs: durationMs };
      case 'crash':
        throw new Error('A crash is no answer');
    }
  }
}
