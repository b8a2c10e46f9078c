import { EventQueue, RUNAWAY_LIMITS } from '../../../../src/model/simulation/kernel/event-queue.ts';
import { ln } from '../../../../src/model/simulation/random/numbers.ts';
import { Philox } from '../../../../src/model/simulation/random/philox.ts';

const ARRIVAL = 0;
const DEPARTURE = 1;
/** Ticks of the integer clock per unit of time: fine enough that rounding does not show. */
const TICKS = 1_000_000;

/** One server, Poisson arrivals, exponential service, first come first served: a model on the kernel of the simulator. */
export function mm1(
  arrivalRate: number,
  serviceRate: number,
  customers: number,
  warmUp: number,
  seed: number,
) {
  const queue = new EventQueue({ ...RUNAWAY_LIMITS, events: Number.POSITIVE_INFINITY });
  const philox = new Philox();
  philox.setKey(seed, 0);
  const arrivedAt = new Float64Array(customers);
  let served = 0;
  let waiting = 0;
  let timeInSystem = 0;
  let timeInQueue = 0;
  const exponential = (customer: number, rate: number, word: 'word0' | 'word1'): number => {
    philox.block(customer, 0, 0, 0);
    return Math.round((-ln((philox[word] + 0.5) / 2 ** 32) / rate) * TICKS);
  };
  const serve = (customer: number): void => {
    if (customer >= warmUp) timeInQueue += queue.now - (arrivedAt[customer] ?? 0);
    queue.push(queue.now + exponential(customer, serviceRate, 'word1'), DEPARTURE, customer);
  };
  queue.push(exponential(0, arrivalRate, 'word0'), ARRIVAL, 0);
  const arrive = (customer: number): void => {
    arrivedAt[customer] = queue.now;
    const next = customer + 1;
    if (next < customers) queue.push(queue.now + exponential(next, arrivalRate, 'word0'), ARRIVAL, next);
    if (waiting++ === 0) serve(customer);
  };
  const depart = (customer: number): void => {
    if (customer >= warmUp) timeInSystem += queue.now - (arrivedAt[customer] ?? 0);
    served++;
    if (--waiting > 0) serve(customer + 1);
  };
  while (queue.pop()) {
    if (queue.kind === ARRIVAL) arrive(queue.subject);
    else depart(queue.subject);
  }
  const counted = customers - warmUp;
  return { served, inSystem: timeInSystem / counted / TICKS, inQueue: timeInQueue / counted / TICKS };
}
