import { CallError, type CallFailure } from '../model/failure/call-failure.ts';
import { decideRetry, type StopReason } from '../model/load/call-retry.ts';
import type { LoadDeps } from './ports.ts';

/** The run cannot go on now; everything so far is kept and it can be resumed. */
export class Stop extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'Stop';
    this.reason = reason;
  }
}

/** One line about a failed call: no body, no token. */
export function describeFailure(what: string, { status, code, message }: CallFailure): string {
  const answer = status === null ? 'no answer' : `status ${status}`;
  return `${what}: ${answer}${code === '' ? '' : ` ${code}`}${message === '' ? '' : ` (${message})`}`;
}

/** What a call may do between its attempts. */
export interface CallOptions {
  /** Runs before each attempt, the first included. */
  readonly beforeAttempt?: () => Promise<void>;
  /** Whether the caller itself knows what to do about a failure: it is rethrown as it is. */
  readonly isHandled?: (failure: CallFailure) => boolean;
}

/** What the engine needs: the ports, and a wait that ends when the run does. */
export interface EngineDeps extends Pick<LoadDeps, 'clock' | 'draw'> {
  readonly api: Pick<LoadDeps['api'], 'refresh'>;
  readonly pause: (ms: number) => Promise<void>;
}

/** The only layer that repeats a call. */
export class RetryEngine {
  readonly #deps: EngineDeps;
  readonly #onFailure: (failure: CallFailure) => void;
  #refreshing: Promise<void> | null = null;
  /** Failed attempts that were followed by another one. */
  retries = 0;

  /** @param onFailure - hears of every failed attempt, so that the run can slow down */
  constructor(deps: EngineDeps, onFailure: (failure: CallFailure) => void) {
    this.#deps = deps;
    this.#onFailure = onFailure;
  }

  /**
   * Makes a call until it succeeds.
   *
   * @param what - names the call in the message of a stop
   * @throws {Stop} where another attempt is no use
   */
  async call<Result>(
    what: string,
    attempt: () => Promise<Result>,
    { beforeAttempt, isHandled }: CallOptions = {},
  ): Promise<Result> {
    let failures = 0;
    let refreshed = false;
    for (;;) {
      await beforeAttempt?.();
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        this.#onFailure(error.failure);
        if (isHandled?.(error.failure)) throw error;
        if (error.failure.status !== 401) failures++;
        await this.recover(what, error, { failures, refreshed });
        refreshed ||= error.failure.status === 401;
      }
    }
  }

  /** Waits or refreshes after a failed attempt, as decided. @throws {Stop} */
  async recover(
    what: string,
    error: CallError,
    history: { failures: number; refreshed: boolean },
  ): Promise<void> {
    const { clock, draw, pause } = this.#deps;
    const decision = decideRetry(error.failure, history, draw(), clock());
    if (decision.kind === 'stop')
      throw new Stop(decision.reason, describeFailure(what, error.failure), error);
    this.retries++;
    if (decision.kind === 'refresh') await this.#refresh(what, error);
    else await pause(decision.ms);
  }

  /** Lanes that meet the same dead token share one refresh. */
  async #refresh(what: string, error: CallError): Promise<void> {
    this.#refreshing ??= this.#deps.api.refresh().finally(() => {
      this.#refreshing = null;
    });
    try {
      await this.#refreshing;
    } catch (cause) {
      if (cause instanceof CallError && cause.failure.status === null) return;
      throw new Stop('auth', describeFailure(what, error.failure), cause);
    }
  }

  /** For single-attempt calls whose failure the caller handles. */
  noticed(error: CallError): void {
    this.#onFailure(error.failure);
  }
}
