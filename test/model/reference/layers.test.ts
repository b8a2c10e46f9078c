import { describe, expect, test } from 'vitest';
import { EventQueue } from '../../../src/model/simulation/kernel/event-queue.ts';
import { Simulation } from '../../../src/model/simulation/replication.ts';
import { burst, outage, policy, sender, settings } from '../simulation/settings.ts';

// T7: what retries make of the load of an endpoint that is down.

/** Layers of services, each of which calls the next one, so many tries each; the last one always fails. Calls of the last. */
function layered(layers: number, tries: number, requests: number): number {
  const queue = new EventQueue();
  let calls = 0;
  /** Of each call: its layer, who made it, and how often it has tried the next layer. */
  const layer: number[] = [];
  const caller: number[] = [];
  const tried: number[] = [];
  const call = (of: number, by: number): void => {
    layer.push(of);
    caller.push(by);
    queue.push(queue.now + 1, 0, tried.push(0) - 1);
  };
  const failed = (index: number): void => {
    const by = caller[index] as number;
    if (by >= 0) queue.push(queue.now + 1, 0, by);
  };
  for (let request = 0; request < requests; request++) call(0, -1);
  while (queue.pop()) {
    const index = queue.subject;
    const own = layer[index] as number;
    if (own === layers) {
      calls++;
      failed(index);
    } else if ((tried[index] as number) < tries) {
      tried[index] = (tried[index] as number) + 1;
      call(own + 1, index);
    } else failed(index);
  }
  return calls;
}

describe('T7: amplification', () => {
  test('five layers with three tries each make 243 calls of one, three layers with four make 64', () => {
    expect(layered(5, 3, 1)).toBe(243);
    expect(layered(3, 4, 10)).toBe(640);
  });

  test('three attempts against an endpoint that is down are three calls of each request', () => {
    const down = settings(
      { bursts: [burst(1000)], outages: [outage(0, 1440)] },
      { sender: { ...sender, policy: { ...policy, maxRetries: 2, maxElapsedMs: 86_400_000 } } },
    );
    const { calls, submitted, deadLettered } = new Simulation({ ...down, rule: 'retry-in-seconds' }).run(0);
    const kit = new Simulation(down).run(0);
    expect([kit.calls / kit.submitted, kit.deadLettered]).toEqual([3, 1000]);
    expect([calls > 0, submitted, deadLettered > 0]).toEqual([true, 1000, true]);
  });
});
