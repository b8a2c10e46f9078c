import { Philox } from './philox.ts';

/** What a block of four words is drawn for. A new purpose gets a new number; the old ones keep theirs. */
const ATTEMPT = 0;
const JOB = 1;
const ANSWER = 2;
const ARRIVAL = 3;
const LOCK = 4;
const FAULT = 5;

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
  /** Words of the last `job`: how long it is queued, whether it dies, whether its Finalizer runs. Integers in [0, 2^32). */
  queueLatency = 0;
  crash = 0;
  kill = 0;
  /** Words of the last `fault`: whether a trigger takes the enqueue of a job, whether one that dies comes to ask the circuit. */
  slot = 0;
  asking = 0;
  /** Of the last `job`, for the policy: how long it parks. Integer in [0, 2^24). */
  parking = 0;

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

  /** Draws for the `hop`-th job that `request` leads. */
  job(request: number, hop: number): void {
    const philox = this.#philox;
    philox.block(request, hop, JOB, this.#seedHigh);
    this.queueLatency = philox.word0;
    this.parking = philox.word1 >>> 8;
    this.crash = philox.word2;
    this.kill = philox.word3;
  }

  /** The word for whether the answer to an attempt gets lost. */
  answer(request: number, attempt: number): number {
    this.#philox.block(request, attempt, ANSWER, this.#seedHigh);
    return this.#philox.word0;
  }

  /** The word for the gap before the `index`-th transaction of a stream of arrivals. */
  arrival(stream: number, index: number): number {
    this.#philox.block(index, stream, ARRIVAL, this.#seedHigh);
    return this.#philox.word0;
  }

  /** More draws for the `hop`-th job that `request` leads, where something goes wrong in the org. */
  fault(request: number, hop: number): void {
    this.#philox.block(request, hop, FAULT, this.#seedHigh);
    this.slot = this.#philox.word0;
    this.asking = this.#philox.word2;
  }

  /** The word for whether a row can be locked, the `count`-th time that somebody wants to. */
  lock(count: number): number {
    this.#philox.block(count, 0, LOCK, this.#seedHigh);
    return this.#philox.word0;
  }
}
