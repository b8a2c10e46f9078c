import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventQueue } from '../../../../src/model/simulation/kernel/event-queue.ts';

interface Event {
  readonly time: number;
  readonly kind: number;
  readonly subject: number;
}

function drain(queue: EventQueue): Event[] {
  const events: Event[] = [];
  while (queue.pop()) events.push({ time: queue.now, kind: queue.kind, subject: queue.subject });
  return events;
}

/** The order that the queue promises, by a stable sort. */
function inOrder(events: readonly Event[]): Event[] {
  return events.toSorted((a, b) => a.time - b.time || a.kind - b.kind);
}

const times = fc.array(fc.record({ time: fc.nat(50), kind: fc.nat(15) }), { maxLength: 600 });

describe('event queue', () => {
  test('events come out by time, then kind, then insertion', () => {
    fc.assert(
      fc.property(times, (drawn) => {
        const events = drawn.map((event, subject) => ({ ...event, subject }));
        const queue = new EventQueue();
        for (const { time, kind, subject } of events) queue.push(time, kind, subject);
        expect(drain(queue)).toEqual(inOrder(events));
      }),
    );
  });

  test('pushing while popping keeps the order, whatever the mixture', () => {
    const steps = fc.array(fc.record({ pops: fc.nat(3), later: fc.nat(20), kind: fc.nat(3) }), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(steps, (mixture) => {
        const queue = new EventQueue();
        const open: Event[] = [];
        mixture.forEach(({ pops, later, kind }, subject) => {
          for (let pop = 0; pop < pops; pop++) {
            const [first] = inOrder(open);
            expect(queue.nextMs).toBe(first?.time ?? Number.POSITIVE_INFINITY);
            expect(queue.pop()).toBe(first !== undefined);
            if (!first) break;
            open.splice(open.indexOf(first), 1);
            expect({ time: queue.now, kind: queue.kind, subject: queue.subject }).toEqual(first);
          }
          queue.push(queue.now + later, kind, subject);
          open.push({ time: queue.now + later, kind, subject });
        });
        expect(drain(queue)).toEqual(inOrder(open));
      }),
    );
  });

  test('arrivals are merged in by time and kind, and go before what was pushed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 60 }), times, (arrivals, drawn) => {
        const sorted = arrivals.toSorted((a, b) => a - b);
        const pushed = drawn.map((event, subject) => ({ ...event, subject: 1000 + subject }));
        const queue = new EventQueue();
        queue.clear(Float64Array.from(sorted), 3);
        for (const { time, kind, subject } of pushed) queue.push(time, kind, subject);
        const arrived = sorted.map((time, subject) => ({ time, kind: 3, subject }));
        expect(drain(queue)).toEqual(inOrder([...arrived, ...pushed]));
      }),
    );
  });

  test('a cleared queue starts again at 0, whatever was left in it', () => {
    const queue = new EventQueue();
    for (let event = 0; event < 1000; event++) queue.push(event, 0, event);
    for (let event = 0; event < 500; event++) queue.pop();
    queue.clear();
    expect([queue.now, queue.events, queue.nextMs, queue.pop()]).toEqual([
      0,
      0,
      Number.POSITIVE_INFINITY,
      false,
    ]);
    queue.push(0, 1, 7);
    expect(drain(queue)).toEqual([{ time: 0, kind: 1, subject: 7 }]);
  });

  test('times near the end of the range are kept to the millisecond', () => {
    const queue = new EventQueue();
    const far = 2 ** 49 - 1;
    queue.push(far, 15, 1);
    queue.push(far - 1, 15, 2);
    expect(drain(queue)).toEqual([
      { time: far - 1, kind: 15, subject: 2 },
      { time: far, kind: 15, subject: 1 },
    ]);
  });

  test('an event in the past is refused, and one at no time at all', () => {
    const queue = new EventQueue();
    queue.push(10, 0, 0);
    queue.pop();
    expect(() => queue.push(9, 2, 0)).toThrow('event 2 at 9 ms lies before 10 ms');
    expect(() => queue.push(Number.NaN, 2, 0)).toThrow('event 2 at NaN ms lies before 10 ms');
    queue.push(10, 0, 0);
    expect(queue.pop()).toBe(true);
  });

  test('a run that does not end is stopped: too many events in all', () => {
    const queue = new EventQueue({ events: 100, eventsAtOneInstant: 1000 });
    const forEver = (): void => {
      queue.push(0, 0, 0);
      while (queue.pop()) queue.push(queue.now + 60_000, 0, 0);
    };
    expect(forEver).toThrow('simulate.TooManyEvents 100 100');
  });

  test('a run that does not advance is stopped: too many events at one instant', () => {
    const queue = new EventQueue({ events: 1_000_000, eventsAtOneInstant: 50 });
    const forEver = (): void => {
      queue.push(120_000, 0, 0);
      while (queue.pop()) queue.push(queue.now, 0, 0);
    };
    expect(forEver).toThrow('simulate.TooManyEventsAtOnce 50 2');
  });

  test('the guard counts instants, not runs: as many events at each of several instants are fine', () => {
    const queue = new EventQueue({ events: 1_000_000, eventsAtOneInstant: 50 });
    for (let event = 0; event < 500; event++) queue.push(Math.floor(event / 50), 0, event);
    expect(drain(queue)).toHaveLength(500);
  });
});
