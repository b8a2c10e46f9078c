import { CallError, type CallFailure } from '../model/failure/call-failure.ts';
import { backoffMs, MAX_ATTEMPTS } from '../model/load/call-retry.ts';
import type { Chunk } from '../model/load/chunk.ts';
import type { JobFinal } from '../model/load/journal-line.ts';
import type { KeyIndex } from '../model/load/key-index.ts';
import { nextStep, type Piece, type Step } from '../model/load/piece.ts';
import { pollDelayMs } from '../model/load/poll.ts';
import { chunkOf } from '../model/load/run-state.ts';
import { fetchVerdicts, readSavedVerdicts } from './download.ts';
import type { JobInfo } from './ports.ts';
import { describeFailure, Stop } from './retry-engine.ts';
import type { Run } from './run.ts';
import { settle, split } from './settle.ts';
import type { Verdicts } from './verdicts.ts';

/** Uploads that may fail before the run stops; each one cost a job. */
const UPLOADS = MAX_ATTEMPTS;

const TOO_LARGE = 413;

function isGone(failure: CallFailure): boolean {
  return failure.status === 404;
}

/** A job that is not in the state a call needs: "InvalidJobState" in the documentation, INVALIDJOBSTATE in answers. */
function isWrongState(failure: CallFailure): boolean {
  return failure.status === 400 && /^INVALID_?JOB_?STATE$/i.test(failure.code);
}

/** Takes one piece from wherever the journal left it to its end. */
export class PieceDriver {
  readonly #run: Run;
  readonly #id: string;
  readonly #onJobEnded: () => void;
  #jobEnded = false;
  #uploadFailures = 0;
  #refreshed = false;
  /** What was uploaded, until its keys are read. */
  #sent: Buffer | null = null;
  #keys: KeyIndex | null = null;
  #verdicts: Verdicts | null = null;

  /** @param onJobEnded - called when the results of its job arrive, so that another one may begin */
  constructor(run: Run, piece: Piece, onJobEnded: () => void) {
    this.#run = run;
    this.#id = piece.piece;
    this.#onJobEnded = () => {
      this.#jobEnded = true;
      onJobEnded();
    };
  }

  get #chunk(): Chunk {
    const chunk = this.#run.journal.state.chunks.get(chunkOf(this.#id));
    if (!chunk) throw new Error(`no chunk of piece ${this.#id}`);
    return chunk.plan;
  }

  get #piece(): Piece | null {
    return this.#run.journal.state.chunks.get(chunkOf(this.#id))?.open.get(this.#id) ?? null;
  }

  /** @throws {Stop} @throws UserError */
  async drive(): Promise<void> {
    for (let piece = this.#piece; piece !== null; piece = this.#piece) {
      this.#run.checkGoing();
      const step = nextStep(piece);
      if (step === null || piece.held) return;
      // Another job has begun in place of its own: it gets in line again.
      if (step === 'create' && this.#jobEnded) return;
      await this.#perform(step, piece);
      this.#run.report();
    }
  }

  #perform(step: Step, piece: Piece): Promise<void> {
    const job = piece.job ?? '';
    switch (step) {
      case 'create':
        return this.#create(piece);
      case 'upload':
        return this.#upload(piece, job);
      case 'drop':
        return this.#drop(job, 'the outcome of its upload is not known');
      case 'close':
        return this.#close(job);
      case 'check-close':
        return this.#checkClose(job);
      case 'poll':
        return this.#poll(piece, job);
      case 'download':
        return this.#download(piece, job);
      case 'settle':
        return this.#settle(piece, job);
    }
  }

  async #create(piece: Piece): Promise<void> {
    const { deps, engine, journal, manifest } = this.#run;
    if (piece.round > 0 && piece.jobs === 0) await this.#run.sleep(backoffMs(piece.round, deps.draw()));
    this.#run.checkAllowance();
    const { object, key, delimiter, lineEnding } = manifest;
    const settings = { object, externalId: key.name, delimiter, lineEnding };
    const job = await engine.call('create a job', () => deps.api.create(settings), {
      beforeAttempt: () => journal.append({ t: 'job.creating', piece: this.#id }),
    });
    await journal.append({ t: 'job.created', piece: this.#id, job });
  }

  async #upload(piece: Piece, job: string): Promise<void> {
    const { deps, engine, journal, source } = this.#run;
    const body = await source.body(this.#chunk, piece);
    await journal.append({ t: 'upload.begin', piece: this.#id, job });
    try {
      await deps.api.upload(job, body);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      engine.noticed(error);
      await this.#uploadFailed(job, error);
      return;
    }
    // Not after a failure: a connection that breaks may still be reading.
    this.#sent = body;
    await journal.append({ t: 'upload.done', piece: this.#id, job });
  }

  /** A job takes one upload. If that failed, whatever arrived of it, the rows go into another job. */
  async #uploadFailed(job: string, error: CallError): Promise<void> {
    this.#uploadFailures++;
    const { status } = error.failure;
    const piece = this.#piece;
    if (status === TOO_LARGE && piece !== null && piece.rows > 1) {
      await this.#drop(job, describeFailure('upload', error.failure));
      return split(this.#run, this.#chunk, piece);
    }
    if (status !== 401) await this.#drop(job, describeFailure('upload', error.failure));
    if (this.#uploadFailures >= UPLOADS)
      throw new Stop('retries', describeFailure('upload', error.failure), error);
    const again = isGone(error.failure) || isWrongState(error.failure);
    const failure = again ? { ...error.failure, status: null } : error.failure;
    const history = { failures: this.#uploadFailures, refreshed: this.#refreshed };
    this.#refreshed ||= status === 401;
    await this.#run.engine.recover('upload', new CallError(failure, error), history);
  }

  async #drop(job: string, reason: string): Promise<void> {
    const { deps, engine, journal } = this.#run;
    const isHandled = (failure: CallFailure) => isGone(failure) || isWrongState(failure);
    try {
      await engine.call('abort a job', () => deps.api.abort(job), { isHandled });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
    }
    await journal.append({ t: 'job.dropped', piece: this.#id, job, reason });
  }

  async #close(job: string): Promise<void> {
    const { deps, engine, journal } = this.#run;
    await journal.append({ t: 'job.closing', piece: this.#id, job });
    try {
      await deps.api.close(job);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      engine.noticed(error);
      const checkable = isGone(error.failure) || isWrongState(error.failure);
      if (!checkable) await engine.recover('close a job', error, { failures: 1, refreshed: false });
      return this.#checkClose(job);
    }
    await journal.append({ t: 'job.closed', piece: this.#id, job });
  }

  /** Looks whether a job was told to run, and tells it if not. */
  async #checkClose(job: string): Promise<void> {
    const { deps, engine, journal } = this.#run;
    const isHandled = (failure: CallFailure) => isGone(failure) || isWrongState(failure);
    const close = async (): Promise<void> => {
      const { state } = await deps.api.job(job);
      if (state === 'Open') await deps.api.close(job);
    };
    for (let looks = 0; ; looks++) {
      try {
        await engine.call('close a job', close, { isHandled });
        break;
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        if (isGone(error.failure)) return this.#drop(job, 'the org does not know it any more');
        if (looks >= MAX_ATTEMPTS)
          throw new Stop('retries', describeFailure('close a job', error.failure), error);
        await this.#run.sleep(pollDelayMs(looks));
      }
    }
    await journal.append({ t: 'job.closed', piece: this.#id, job });
  }

  /**
   * What the rows of the piece are found by in its results. Taken from what was sent, where that is still at hand, for the source
   * would have to be read and checked again.
   */
  async #readKeys(piece: Piece): Promise<KeyIndex> {
    if (this.#keys !== null) return this.#keys;
    const { source } = this.#run;
    const body = this.#sent ?? (await source.body(this.#chunk, piece));
    this.#keys = source.keysOf(body, piece);
    this.#sent = null;
    source.release(body);
    return this.#keys;
  }

  async #poll(piece: Piece, job: string): Promise<void> {
    // The org has work to do now: a good time for ours.
    await this.#readKeys(piece);
    for (let looks = 0; ; looks++) {
      const info = await this.#look(job);
      if (info === null) return this.#drop(job, 'the org does not know it any more');
      const { state, processed, failed, error } = info;
      if (state === 'Open') return this.#close(job);
      if (state !== 'UploadComplete' && state !== 'InProgress') {
        const final: JobFinal = { state, processed, failed, error };
        return this.#run.journal.append({ t: 'job.final', piece: this.#id, job, ...final });
      }
      await this.#run.sleep(pollDelayMs(looks));
    }
  }

  async #look(job: string): Promise<JobInfo | null> {
    const { deps, engine } = this.#run;
    try {
      return await engine.call('look at a job', () => deps.api.job(job), { isHandled: isGone });
    } catch (error) {
      if (error instanceof CallError) return null;
      throw error;
    }
  }

  async #download(piece: Piece, job: string): Promise<void> {
    this.#verdicts = await fetchVerdicts(this.#run, piece, await this.#readKeys(piece), this.#onJobEnded);
    if (this.#verdicts === null) return this.#drop(job, 'the org does not know it any more');
    const { whole, counts } = this.#verdicts;
    // The first time, a person should know. The second time, the rows without a verdict go again: that changes no value.
    const t = whole || piece.short ? 'results.saved' : 'results.short';
    await this.#run.journal.append({ t, piece: this.#id, ...counts });
  }

  async #settle(piece: Piece, job: string): Promise<void> {
    const verdicts =
      this.#verdicts ?? (await readSavedVerdicts(this.#run, piece, await this.#readKeys(piece)));
    if (verdicts === null) return this.#download(piece, job);
    await settle(this.#run, this.#chunk, piece, verdicts);
  }
}
