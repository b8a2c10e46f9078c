import { DELAY_MAX_MINUTES } from '../../platform/delay.ts';
import { DML_ROWS } from '../../platform/transaction.ts';
import { minutesCovering } from '../../policy/minutes.ts';
import { freeLanes, heldUntilMs, spreadOverLanes } from '../../policy/submit.ts';
import type { Lane } from '../lanes.ts';
import type { SubmitContext } from '../scenario.ts';
import { dueList } from '../trace.ts';
import type { World } from '../world.ts';
import type { Sweeper } from './sweeper.ts';

/** What goes where: to lanes of these sizes, and the rest to rows, due then. */
interface Spread {
  readonly sizes: readonly number[];
  readonly rowsDueAtMs: number;
}

function spread({ circuit, daily, queue, settings, transaction }: World, count: number): Spread {
  const { maxLanes, requestsPerJob } = settings.sender;
  const admission = circuit.admission(null, queue.now);
  if (admission.kind === 'wait') {
    return { sizes: [], rowsDueAtMs: heldUntilMs(admission.untilMs, queue.now) };
  }
  if (daily.isUnderReserve(queue.now, settings.sender.reservePercent)) {
    return { sizes: [], rowsDueAtMs: queue.now };
  }
  const free = freeLanes(transaction.limit, transaction.enqueued);
  return {
    sizes: spreadOverLanes(count, free, maxLanes, requestsPerJob).lanes,
    rowsDueAtMs: queue.now,
  };
}

function fill(world: World, first: number, size: number): Lane {
  const lane = world.lanes.take();
  for (let request = first; request < first + size; request++) {
    if (world.settings.sender.durability === 'row') world.rows.lease(request, lane.serial, world.queue.now);
    lane.requests.push(world.requests.links, request);
  }
  return lane;
}

/**
 * `RetryCallout.submit`: takes over `count` requests, numbered from `first`.
 *
 * @returns how many of them, the last ones, it refuses: one transaction can write only so many rows
 */
export function submit(
  world: World,
  sweeper: Sweeper,
  first: number,
  count: number,
  context: SubmitContext,
): number {
  const { lanes, queue, requests, rows, observer } = world;
  world.begin(context === 'sync' ? 'sync' : 'batch');
  const { sizes, rowsDueAtMs } = spread(world, count);
  const inLanes = sizes.reduce((sum, size) => sum + size, 0);
  const rowsToWrite = world.settings.sender.durability === 'row' ? count : count - inLanes;
  const refused = Math.max(0, rowsToWrite - DML_ROWS.value);
  const end = first + count - refused;
  const started: { lane: number; requests: number[] }[] = [];
  const deferred: number[] = [];
  let from = first;
  for (const size of sizes) {
    const lane = fill(world, from, Math.max(0, Math.min(size, end - from)));
    const carried = observer === null ? [] : dueList(requests, lane.requests).map(({ request }) => request);
    if (world.enqueue(lane, 0) === 'queued') started.push({ lane: lane.serial, requests: carried });
    else {
      for (let request = from; request < from + size; request++) deferred.push(request);
      lanes.release(lane);
    }
    from += size;
  }
  for (let request = from; request < end; request++) deferred.push(request);
  for (const request of deferred) {
    requests.dueAt[request] = rowsDueAtMs;
    rows.defer(request);
  }
  if (deferred.length > 0) {
    sweeper.wake(Math.min(DELAY_MAX_MINUTES.value, minutesCovering(rowsDueAtMs - queue.now)));
  }
  if (rows.open > 0) sweeper.watch();
  world.commit();
  observer?.({
    kind: 'submit',
    atMs: queue.now,
    context,
    lanes: started,
    rows: deferred.map((request) => ({ request, dueAtMs: requests.dueAt[request] as number })),
    refused: Array.from({ length: refused }, (_, index) => end + index),
  });
  return refused;
}
