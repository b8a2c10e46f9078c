import { calloutFits } from '../platform/callout.ts';
import { JOB_OVERHEAD_MS } from '../platform/queue.ts';
import { outagesInARow, stopUntilMs } from '../policy/calling.ts';
import { MINUTE_MS } from '../policy/minutes.ts';
import type { Outcome } from '../policy/outcome.ts';
import { parkedTimeMs } from '../policy/parking.ts';
import type { Lane } from './lanes.ts';
import type { Pending } from './requests.ts';
import type { Rule } from './rules/rule.ts';
import { EVENT, type World } from './world.ts';

/** One execution of a job, from its start to its end: kit.md, "How a job runs". It takes no time between its events. */

/**
 * The job starts. Steps 1 and 2 of the kit, reading the circuit and parking the lane, have their place here once the
 * model has a circuit: a lane that may not call goes straight to its end.
 */
export function startJob(world: World, lane: Lane): void {
  lane.left = [];
  lane.running = true;
  lane.cursor = 0;
  lane.calls = 0;
  lane.spentMs = 0;
  lane.outages = 0;
  lane.silentUntilMs = null;
  callNext(world, lane);
}

/** Requests are taken in the order of the lane; those that are not due yet are passed over. */
function callNext(world: World, lane: Lane): void {
  const { requestsPerJob, timeoutMs } = world.settings.sender;
  while (lane.cursor < lane.requests.length) {
    const next = lane.requests[lane.cursor] as Pending;
    if (next.dueAtMs > world.queue.now) {
      lane.left.push(next);
      lane.cursor++;
    } else if (lane.calls < requestsPerJob && calloutFits(lane.calls, lane.spentMs, timeoutMs)) {
      send(world, lane, next);
      return;
    } else break;
  }
  stopCalling(world, lane);
}

function send(world: World, lane: Lane, pending: Pending): void {
  const { queue, requests, draws, endpoint } = world;
  const attempt = requests.attempt(pending.request, parkedTimeMs(pending, queue.now), queue.now);
  draws.attempt(pending.request, attempt);
  endpoint.call(queue.now, draws.failure, draws.latency);
  lane.outcome = endpoint.outcome;
  lane.jitter = draws.jitter;
  lane.rounding = draws.rounding;
  lane.calls++;
  lane.spentMs += endpoint.durationMs;
  world.tally.call(attempt, queue.now);
  queue.push(queue.now + endpoint.durationMs, EVENT.answer, lane.id);
}

/** The answer to the request that is being sent, or its time-out. */
export function receive(world: World, lane: Lane, rule: Rule): void {
  const { now } = world.queue;
  const { request } = lane.requests[lane.cursor++] as Pending;
  const decision = rule.decide(world.requests.accounting(request), lane.outcome as Outcome, now, lane);
  const { next } = decision;
  if (next.step === 'retry') {
    world.requests.retry(request, next.previousDelayMs);
    lane.left.push({ request, dueAtMs: now + next.minutes * MINUTE_MS, parkedSinceMs: null });
  } else if (next.step === 'delivered') {
    world.tally.deliver(world.requests.submittedAt[request] as number, now);
  } else world.tally.deadLetter(next.category, world.requests.submittedAt[request] as number, now);
  lane.outages = outagesInARow(lane.outages, decision);
  lane.silentUntilMs = stopUntilMs(decision, lane.outages, now);
  if (lane.silentUntilMs === null) callNext(world, lane);
  else stopCalling(world, lane);
}

/**
 * What is untouched goes before what was tried: a lane is a queue. Were it tried in a fixed order, its first requests would
 * spend all their attempts in an outage before the last had one.
 */
function stopCalling(world: World, lane: Lane): void {
  if (lane.cursor < lane.requests.length) lane.left = [...lane.requests.slice(lane.cursor), ...lane.left];
  lane.cursor = lane.requests.length;
  // With nothing to carry on, the end of the job changes nothing for anybody.
  if (lane.left.length === 0) world.lanes.release(lane);
  else world.queue.push(world.queue.now + JOB_OVERHEAD_MS.value, EVENT.jobEnd, lane.id);
}
