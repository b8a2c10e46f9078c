import type { CallFailure } from '../model/failure/call-failure.ts';
import { chunkProgress } from '../model/load/run-state.ts';
import { newThrottle, slowDown, speedUp, type Throttle } from '../model/load/throttle.ts';
import { HOPELESS_JOBS } from '../model/load/unprocessed.ts';
import type { ChunkSource } from './chunk-source.ts';
import type { Journal } from './journal.ts';
import type { Manifest } from './manifest.ts';
import type { LoadDeps } from './ports.ts';
import { RetryEngine, Stop } from './retry-engine.ts';

/** What a run is made of. */
export interface RunParts {
  readonly deps: LoadDeps;
  readonly runDir: string;
  readonly manifest: Manifest;
  readonly journal: Journal;
  readonly source: ChunkSource;
  /** Time at which to stop, ms since 1970; null to go on to the end. */
  readonly deadline: number | null;
}

/** Of the org's daily API requests, the share at which no new job is begun: others need some too. */
const API_USAGE_GUARD = 0.98;

/** A run under way: what its lanes share. */
export class Run {
  readonly deps: LoadDeps;
  readonly runDir: string;
  readonly manifest: Manifest;
  readonly journal: Journal;
  readonly source: ChunkSource;
  readonly engine: RetryEngine;
  readonly #deadline: number | null;
  #throttle: Throttle;
  #hopeless = 0;
  /** Why the run stops; null while it goes on. */
  stopping: unknown = null;
  readonly #awake = new AbortController();

  constructor({ deps, runDir, manifest, journal, source, deadline }: RunParts) {
    this.deps = deps;
    this.runDir = runDir;
    this.manifest = manifest;
    this.journal = journal;
    this.source = source;
    this.#deadline = deadline;
    this.#throttle = newThrottle(manifest.options.parallel);
    const pause = (ms: number) => this.sleep(ms);
    this.engine = new RetryEngine({ ...deps, pause }, (failure) => this.#noticeFailure(failure));
  }

  /** Jobs that may run at a time. */
  get allowed(): number {
    return this.#throttle.allowed;
  }

  #noticeFailure({ status }: CallFailure): void {
    if (status === 503) this.#throttle = slowDown(this.#throttle);
    this.report();
  }

  /** Takes note of how a job ended. @throws {Stop} where jobs keep failing whatever they carry */
  noticeJob(progress: boolean, error: string | null): void {
    if (progress) {
      this.#hopeless = 0;
      this.#throttle = speedUp(this.#throttle);
      return;
    }
    this.#hopeless++;
    if (this.#hopeless >= HOPELESS_JOBS) throw new Stop('jobs', error ?? 'no reason given');
  }

  /** Ends the run: lanes leave at their next step, sleepers at once. */
  stop(reason: unknown): void {
    this.stopping ??= reason;
    this.#awake.abort();
  }

  /** Waits, but no longer than the run goes on. @throws what the run stops for */
  async sleep(ms: number): Promise<void> {
    const left = this.#deadline === null ? ms : Math.min(ms, Math.max(0, this.#deadline - this.deps.clock()));
    await this.deps.sleep(left, this.#awake.signal);
    this.checkGoing();
  }

  /** @throws what the run stops for */
  checkGoing(): void {
    if (this.stopping !== null) throw this.stopping;
    if (this.#deadline !== null && this.deps.clock() >= this.#deadline) throw new Stop('wait', '');
  }

  /** @throws {Stop} if the org's API requests of the day are nearly used up */
  checkAllowance(): void {
    const usage = this.deps.api.apiUsage();
    if (usage === null || usage.used < usage.limit * API_USAGE_GUARD) return;
    throw new Stop('quota', `${usage.used} of ${usage.limit} API requests of 24 hours are used`);
  }

  report(): void {
    this.deps.progress({
      rows: this.manifest.source.rows,
      ...chunkProgress(this.journal.state),
      parallel: this.allowed,
      retries: this.engine.retries,
    });
  }
}
