// What the kernel of the simulator does in a second, and what others do, in one run. Prints tables for bench/README.md.
// Run: node bench/simulation-peers.ts [PATH/backoff_simulator.py]. Needs a Python 3 with SimPy 3 (Debian: python3-simpy3);
// PYTHON names it. What is not there is left out.
import { execFileSync } from 'node:child_process';
import FlatQueue from 'flatqueue';
import { EventQueue } from '../src/model/simulation/kernel/event-queue.ts';
import { BACKOFFS, OptimisticClients } from '../test/model/reference/optimistic.ts';
import { serve } from '../test/model/reference/stations.ts';
import { median, medianCpuMs, ROUNDS } from './measure.ts';

const PYTHON = process.env['PYTHON'] ?? 'python3';

/** simjs has no types, and takes itself to be in a browser: it is found where that has its globals. */
const browser = globalThis as {
  window?: unknown;
  Sim?: {
    readonly Sim: new () => { addEntity(entity: unknown): void; simulate(until: number): void };
    readonly Entity: new (name?: string) => object;
    readonly Facility: new (name: string) => object;
    readonly Random: new (seed: number) => { exponential(rate: number): number };
  };
};
browser.window = globalThis;
// @ts-expect-error: no types
await import('simjs');
if (browser.Sim === undefined) throw new Error('simjs did not load');
const { Sim, Entity, Facility, Random } = browser.Sim;

interface Scheduling {
  setTimer(after: number): { done(then: () => void): void };
  useFacility(facility: object, duration: number): unknown;
}

function ofSimJs(customers: number): void {
  const sim = new Sim();
  const random = new Random(1);
  const server = new Facility('server');
  let left = customers;
  class Source extends Entity {
    start(): void {
      this.arrive();
    }
    arrive(): void {
      const scheduling = this as unknown as Scheduling;
      if (left-- <= 0) return;
      scheduling.useFacility(server, random.exponential(1));
      scheduling.setTimer(random.exponential(0.8)).done(() => this.arrive());
    }
  }
  sim.addEntity(Source);
  sim.simulate(Number.MAX_SAFE_INTEGER);
}

const MM1 = {
  arrivalRate: 0.8,
  serviceRate: 1,
  servers: 1,
  service: 'exponential',
  full: 'wait',
} as const;

/** CPU seconds that a Python program prints, median of so many rounds; null where it does not run. */
function python(rounds: number, ...args: readonly string[]): number | null {
  try {
    const run = (): number => Number(execFileSync(PYTHON, args, { encoding: 'utf8', stdio: 'pipe' }));
    return median(Array.from({ length: rounds }, run));
  } catch (error) {
    console.error(
      `left out: ${args.join(' ')}: ${error instanceof Error ? error.message.split('\n')[0] : ''}`,
    );
    return null;
  }
}

function line(name: string, perSecond: number | null, ours: number): void {
  if (perSecond === null) return;
  console.log(`| ${name} | ${(perSecond / 1e6).toFixed(2)} | ${(ours / perSecond).toFixed(1)} |`);
}

function queues(): void {
  const ours = 1_000_000 / (medianCpuMs(() => serve(MM1, 1_000_000, 0, 1)) / 1000);
  const simJs = 100_000 / (medianCpuMs(() => ofSimJs(100_000)) / 1000);
  const simPy = python(ROUNDS, 'bench/peers/queue.py', '50000');
  console.log('| M/M/1 at 80 % | million customers/s | ours is so many times as fast |\n|---|--:|--:|');
  line('this kernel (2 events a customer)', ours, ours);
  line('simjs 2.0.3', simJs, ours);
  line('SimPy 3.0.11', simPy === null ? null : 50_000 / simPy, ours);
}

/** The published table has a hundred repeats of each cell. */
const REPEATS = 20;
const THEIR_REPEATS = 4;
const PUBLISHED_REPEATS = 100;

/** All cells of the published table. */
function table(): number {
  let events = 0;
  for (const backoff of BACKOFFS) {
    const model = new OptimisticClients(backoff);
    for (let clients = 10; clients <= 190; clients += 10) {
      for (let repeat = 0; repeat < REPEATS; repeat++) {
        model.run(clients, 1, repeat);
        events += model.events;
      }
    }
  }
  return events;
}

function backoffs(script: string | undefined): void {
  let events = 0;
  const ms = medianCpuMs(() => {
    events = table();
  });
  const ours = (ms / 1000) * (PUBLISHED_REPEATS / REPEATS);
  const all = events * (PUBLISHED_REPEATS / REPEATS);
  const some =
    script === undefined ? null : python(5, 'bench/peers/backoff.py', script, String(THEIR_REPEATS));
  const theirs = some === null ? null : some * (PUBLISHED_REPEATS / THEIR_REPEATS);
  console.log(
    `\n| AWS back-off table, ${(all / 1e6).toFixed(1)} M events | CPU s | M events/s | ours is so many times as fast |\n|---|--:|--:|--:|`,
  );
  const cells = (seconds: number): string => `${seconds.toFixed(1)} | ${(all / seconds / 1e6).toFixed(2)}`;
  console.log(`| this kernel | ${cells(ours)} | 1.0 |`);
  if (theirs === null) return;
  console.log(`| the published script in CPython | ${cells(theirs)} | ${(theirs / ours).toFixed(1)} |`);
}

const HOLDS = 1_000_000;

/** Times to come, the same for all. */
function later(): () => number {
  let draw = 1;
  return () => {
    draw = (Math.imul(draw, 1_103_515_245) + 12_345) >>> 0;
    return draw % 100_000;
  };
}

/** Hold model: take the earliest event, put one back. */
function hold(pending: number): number {
  const queue = new EventQueue();
  const draw = later();
  for (let event = 0; event < pending; event++) queue.push(draw(), 1, event);
  return medianCpuMs(() => {
    for (let done = 0; done < HOLDS && queue.pop(); done++) queue.push(queue.now + draw(), 1, queue.subject);
  });
}

function holdFlat(pending: number): number {
  const queue = new FlatQueue<number>();
  const draw = later();
  for (let event = 0; event < pending; event++) queue.push(event, draw());
  return medianCpuMs(() => {
    for (let done = 0; done < HOLDS; done++) {
      const now = queue.peekValue() ?? 0;
      queue.push(queue.pop() ?? 0, now + draw());
    }
  });
}

function holds(): void {
  console.log(
    '\n| Hold model, pending events | this queue, M holds/s | flatqueue 3.1.0 | ratio |\n|---|--:|--:|--:|',
  );
  for (const pending of [100, 10_000, 1_000_000]) {
    const [ours, flat] = [hold(pending), holdFlat(pending)].map((ms) => HOLDS / ms / 1000) as [
      number,
      number,
    ];
    console.log(`| ${pending} | ${ours.toFixed(1)} | ${flat.toFixed(1)} | ${(ours / flat).toFixed(2)} |`);
  }
}

queues();
backoffs(process.argv[2]);
holds();
