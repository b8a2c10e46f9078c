import { backAtMs, probeTimeMs } from '../../policy/lane.ts';
import { parkedSinceMs } from '../../policy/parking.ts';
import { tokenExpiryMs } from '../../policy/probe.ts';
import type { Lane } from '../lanes.ts';
import { NONE } from '../request-list.ts';
import type { World } from '../world.ts';

/** Holds a request back; it counts as parked from when it could have gone. */
export function postpone({ queue, requests }: World, request: number, untilMs: number): void {
  const dueAtMs = requests.dueAt[request] as number;
  if (dueAtMs >= untilMs) return;
  requests.park(request, parkedSinceMs(dueAtMs, requests.parkedSince(request), untilMs, queue.now));
  requests.dueAt[request] = untilMs;
}

/** The first due time of a lane's requests, ms; Infinity for a lane without any. */
export function earliestMs({ requests }: World, lane: Lane): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (let next = lane.requests.head; next !== NONE; next = requests.links[next] as number) {
    earliest = Math.min(earliest, requests.dueAt[next] as number);
  }
  return earliest;
}

/**
 * `RetryLane.park`: no attempt is spent. The first lanes to come claim the right to probe, the others come back spread over
 * the minutes after them.
 *
 * @param untilMs - of the admission that said `wait`
 * @param draw - integer in [0, 2^24)
 */
export function park(world: World, lane: Lane, untilMs: number | null, draw: number): void {
  const { now } = world.queue;
  const probeAtMs = lane.requests.size === 0 ? null : probeTimeMs(earliestMs(world, lane), untilMs, now);
  const hasToken = probeAtMs !== null && world.claimToken(lane, tokenExpiryMs(probeAtMs));
  const backMs = backAtMs(untilMs, hasToken, draw, now);
  for (let next = lane.requests.head; next !== NONE; next = world.requests.links[next] as number) {
    postpone(world, next, backMs);
  }
  world.observer?.({ kind: 'parked', atMs: now, lane: lane.serial, untilMs, hasToken, draw });
}
