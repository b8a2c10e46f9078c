import { Philox } from './philox.ts';

/** What a block of four words is drawn for. A new purpose gets a new number; the old ones keep theirs. */
const ATTEMPT = 0;
const JOB = 1;

const WORD_RANGE = 4_294_967_296;

/** A word as a number in (0, 1). */
export function uniform(word: number): number {
  return (word + 0.5) / WORD_RANGE;
}

/**
 * Keyed draws: each is a function of (seed, replication, request, attempt, purpose). Two policies under one seed meet the
 * same outage draw for draw, and a change in one request leaves the draws of all the others alone.
 */
export class Draws {
  /** Words of the last `attempt`: does the endpoint fail, how long does it take. Integers in [0, 2^32). */
  failure = 0;
  latency = 0;
  /** Integers in [0, 2^24), as `model/policy` wants them. */
  jitter = 0;
  rounding = 0;

  readonly #philox = new Philox();
  #seedHigh = 0;

  /** @param seed - integer in [0, 2^53) */
  start(seed: number, replication: number): void {
    this.#seedHigh = Math.floor(seed / WORD_RANGE);
    this.#philox.setKey(seed >>> 0, replication);
  }

  /** Draws for one attempt of a request; the first attempt has the number 1. */
  attempt(request: number, attempt: number): void {
    const philox = this.#philox;
    philox.block(request, attempt, ATTEMPT, this.#seedHigh);
    this.failure = philox.word0;
    this.latency = philox.word1;
    this.jitter = philox.word2 >>> 8;
    this.rounding = philox.word3 >>> 8;
  }

  /** The word for the queue latency of the `hop`-th job that `request` leads. */
  job(request: number, hop: number): number {
    this.#philox.block(request, hop, JOB, this.#seedHigh);
    return this.#philox.word0;
  }
}
