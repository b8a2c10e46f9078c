import { EventQueue, RUNAWAY_LIMITS } from '../../../src/model/simulation/kernel/event-queue.ts';
import { Stream } from './stream.ts';

// Clients that each update one row once under optimistic concurrency: read, write with the version read, and again after a
// back-off where another was faster. The model of "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).

const READ = 0;
const READ_ANSWER = 1;
const WRITE = 2;
const WRITE_ANSWER = 3;

const BASE = 5;
const CAP = 2000;
/** Ticks of the integer clock per unit of time. */
const TICKS = 1000;

export const BACKOFFS = ['None', 'Exponential', 'Equal', 'Full', 'Decorrelated'] as const;
export type Backoff = (typeof BACKOFFS)[number];

/** Reused from run to run: no memory is taken in one. */
export class OptimisticClients {
  /** Of the last run. */
  time = 0;
  writes = 0;

  readonly #queue = new EventQueue({ ...RUNAWAY_LIMITS, events: Number.POSITIVE_INFINITY });
  readonly #versions = new Float64Array(256);
  readonly #attempts = new Float64Array(256);
  readonly #sleeps = new Float64Array(256);
  readonly #backoff: Backoff;
  #stream = new Stream(0, 0);
  #version = 0;

  constructor(backoff: Backoff) {
    this.#backoff = backoff;
  }

  get events(): number {
    return this.#queue.events;
  }

  run(clients: number, seed: number, replication: number): void {
    const queue = this.#queue;
    this.#stream = new Stream(seed, replication);
    this.#version = 0;
    this.writes = 0;
    this.#attempts.fill(0);
    this.#sleeps.fill(BASE);
    queue.clear();
    for (let client = 0; client < clients; client++) this.#send(READ, client, 0);
    while (queue.pop()) this.#handle(queue.kind, queue.subject);
    this.time = queue.now / TICKS;
  }

  #handle(kind: number, client: number): void {
    switch (kind) {
      case READ:
        this.#versions[client] = this.#version;
        this.#send(READ_ANSWER, client, 0);
        break;
      case READ_ANSWER:
        this.#send(WRITE, client, 0);
        break;
      case WRITE:
        this.writes++;
        if (this.#versions[client] === this.#version) {
          this.#version++;
          this.#versions[client] = -1;
        }
        this.#send(WRITE_ANSWER, client, 0);
        break;
      default:
        if (this.#versions[client] !== -1) this.#send(READ, client, this.#wait(client));
    }
  }

  /** Every message is under way for some time. */
  #send(kind: number, client: number, later: number): void {
    const underWay = Math.abs(this.#stream.normal(10, 2));
    this.#queue.push(this.#queue.now + Math.round((underWay + later) * TICKS), kind, client);
  }

  #wait(client: number): number {
    const attempt = (this.#attempts[client] as number) + 1;
    this.#attempts[client] = attempt;
    const longest = Math.min(CAP, BASE * 2 ** Math.min(attempt, 30));
    switch (this.#backoff) {
      case 'None':
        return 0;
      case 'Exponential':
        return longest;
      case 'Equal':
        return longest / 2 + (longest / 2) * this.#stream.uniform();
      case 'Full':
        return longest * this.#stream.uniform();
      case 'Decorrelated': {
        const last = this.#sleeps[client] as number;
        const sleep = Math.min(CAP, BASE + (3 * last - BASE) * this.#stream.uniform());
        this.#sleeps[client] = sleep;
        return sleep;
      }
    }
  }
}
