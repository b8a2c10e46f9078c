import { EventQueue, RUNAWAY_LIMITS } from '../../../src/model/simulation/kernel/event-queue.ts';
import { Histogram } from '../../../src/model/simulation/statistics/histogram.ts';
import { Stream } from './stream.ts';

// Servers with a queue, of the textbooks: customers come at random, are served, wait, are turned away or try again.

const ARRIVAL = 0;
const DEPARTURE = 1;
const RETRY = 2;

/** Ticks of the integer clock per unit of time: fine enough that rounding does not show. */
const TICKS = 1_000_000;
const BATCHES = 40;

export interface Station {
  readonly arrivalRate: number;
  /** Of one server. */
  readonly serviceRate: number;
  readonly servers: number;
  readonly service: 'exponential' | 'constant';
  /** Where nobody is free: wait in line, go away for good, or try again later at this rate. */
  readonly full: 'wait' | 'leave' | { readonly retryRate: number };
}

export interface Served {
  /** Mean time in the system, and in line or orbit, of those served. */
  readonly inSystem: number;
  readonly inQueue: number;
  /** Standard error of `inSystem`, from batches of successive customers. */
  readonly error: number;
  /** Share of arrivals that find all servers busy. */
  readonly busy: number;
  /** Time in the system, in thousandths. */
  readonly histogram: Histogram;
}

export function serve(station: Station, customers: number, warmUp: number, seed: number): Served {
  const { arrivalRate, serviceRate, servers, service, full } = station;
  const queue = new EventQueue({ ...RUNAWAY_LIMITS, events: Number.POSITIVE_INFINITY });
  const stream = new Stream(seed, 0);
  const arrivedAt = new Float64Array(customers);
  const line = new Int32Array(customers);
  const histogram = new Histogram();
  const batches = new Float64Array(BATCHES);
  const perBatch = (customers - warmUp) / BATCHES;
  let head = 0;
  let tail = 0;
  let working = 0;
  let found = 0;
  /** In an array: a variable that functions share costs an object for each sum. */
  const timeInQueue = new Float64Array(1);
  let counted = 0;
  const after = (mean: number): number => queue.now + Math.round(stream.exponential(mean) * TICKS);
  const constant = Math.round(TICKS / serviceRate);
  const begin = (customer: number): void => {
    working++;
    if (customer >= warmUp) {
      timeInQueue[0] = (timeInQueue[0] as number) + queue.now - (arrivedAt[customer] as number);
    }
    queue.push(service === 'constant' ? queue.now + constant : after(1 / serviceRate), DEPARTURE, customer);
  };
  const turnUp = (customer: number): void => {
    if (working < servers) begin(customer);
    else if (full === 'wait') line[tail++] = customer;
    else if (full !== 'leave') queue.push(after(1 / full.retryRate), RETRY, customer);
  };
  const depart = (customer: number): void => {
    working--;
    if (head < tail) begin(line[head++] as number);
    if (customer < warmUp) return;
    const time = queue.now - (arrivedAt[customer] as number);
    const batch = Math.floor((customer - warmUp) / perBatch);
    batches[batch] = (batches[batch] as number) + time;
    histogram.add(Math.round((time / TICKS) * 1000));
    counted++;
  };
  let next = 0;
  queue.push(after(1 / arrivalRate), ARRIVAL, 0);
  while (queue.pop()) {
    const customer = queue.subject;
    if (queue.kind === DEPARTURE) depart(customer);
    else if (queue.kind === RETRY) turnUp(customer);
    else {
      arrivedAt[customer] = queue.now;
      if (++next < customers) queue.push(after(1 / arrivalRate), ARRIVAL, next);
      if (customer >= warmUp && working === servers) found++;
      turnUp(customer);
    }
  }
  const means = Array.from(batches, (sum) => sum / perBatch / TICKS);
  const inSystem = means.reduce((sum, mean) => sum + mean, 0) / BATCHES;
  const squares = means.reduce((sum, mean) => sum + (mean - inSystem) ** 2, 0);
  return {
    inSystem,
    inQueue: (timeInQueue[0] as number) / counted / TICKS,
    error: Math.sqrt(squares / (BATCHES - 1) / BATCHES),
    busy: found / (customers - warmUp),
    histogram,
  };
}
