import { DELAY_MAX_MINUTES } from '../../platform/delay.ts';
import { DML_ROWS } from '../../platform/transaction.ts';
import { minutesCovering } from '../../policy/minutes.ts';
import { freeLanes, heldUntilMs, spreadOverLanes } from '../../policy/submit.ts';
import type { Lane } from '../lanes.ts';
import type { SubmitContext } from '../scenario.ts';
import { dueList, dueOf } from '../trace.ts';
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

/** One transaction can write only so many rows. */
function refusedOf({ settings }: World, count: number, sizes: readonly number[]): number {
  if (count <= DML_ROWS.value) return 0;
  const inLanes = sizes.reduce((sum, size) => sum + size, 0);
  const rowsToWrite = settings.sender.durability === 'row' ? count : count - inLanes;
  return Math.max(0, rowsToWrite - DML_ROWS.value);
}

function defer(world: World, from: number, to: number, dueAtMs: number, story: Story | null): void {
  for (let request = from; request < to; request++) {
    world.requests.dueAt[request] = dueAtMs;
    world.rows.defer(request);
    story?.row(request);
  }
}

/** What an observer gets to know of a transaction. */
class Story {
  readonly #world: World;
  readonly #lanes: { lane: number; requests: number[] }[] = [];
  readonly #rows: number[] = [];
  readonly #context: SubmitContext;
  readonly #refused: readonly number[];

  constructor(world: World, context: SubmitContext, end: number, refused: number) {
    this.#world = world;
    this.#context = context;
    this.#refused = Array.from({ length: refused }, (_, index) => end + index);
  }

  lane(lane: Lane): void {
    const requests = dueList(this.#world.requests, lane.requests).map(({ request }) => request);
    this.#lanes.push({ lane: lane.serial, requests });
  }

  row(request: number): void {
    this.#rows.push(request);
  }

  tell(): void {
    const { observer, queue, requests } = this.#world;
    const rows = new Set(this.#rows);
    observer?.({
      kind: 'submit',
      atMs: queue.now,
      context: this.#context,
      // A lane that the platform refused has become rows.
      lanes: this.#lanes.filter((lane) => lane.requests.every((request) => !rows.has(request))),
      rows: dueOf(requests, this.#rows),
      refused: this.#refused,
    });
  }
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
  const { lanes, queue, rows } = world;
  world.jobs.begin(context === 'sync' ? 'sync' : 'batch');
  const { sizes, rowsDueAtMs } = spread(world, count);
  const refused = refusedOf(world, count, sizes);
  const end = first + count - refused;
  const story = world.observer === null ? null : new Story(world, context, end, refused);
  const rowsBefore = rows.deferred;
  const leavesRows = first + sizes.reduce((sum, size) => sum + size, 0) < end;
  const { transaction } = world;
  let isSweepWanted = leavesRows && freeLanes(transaction.limit, transaction.enqueued) <= sizes.length;
  let from = first;
  for (const size of sizes) {
    const lane = fill(world, from, Math.max(0, Math.min(size, end - from)));
    story?.lane(lane);
    lane.isSweepWanted = isSweepWanted;
    isSweepWanted = false;
    if (world.jobs.enqueue(lane, 0) !== 'queued') {
      lanes.release(lane);
      defer(world, from, from + size, rowsDueAtMs, story);
    }
    from += size;
  }
  defer(world, from, end, rowsDueAtMs, story);
  if (rows.deferred > rowsBefore) {
    sweeper.wake(Math.min(DELAY_MAX_MINUTES.value, minutesCovering(rowsDueAtMs - queue.now)));
  }
  if (rows.open > 0) sweeper.watch();
  world.jobs.commit();
  story?.tell();
  return refused;
}
