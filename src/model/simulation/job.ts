import { calloutFits } from '../platform/callout.ts';
import { outagesInARow, stopUntilMs } from '../policy/calling.ts';
import type { Decision } from '../policy/decide.ts';
import { MINUTE_MS } from '../policy/minutes.ts';
import type { Outcome } from '../policy/outcome.ts';
import { isCall } from '../policy/results.ts';
import { EVENT } from './event.ts';
import type { Lane } from './lanes.ts';
import { NONE } from './request-list.ts';
import type { Rule } from './rules/rule.ts';
import { dueList } from './trace.ts';
import type { World } from './world.ts';

/** One execution of a job, from its start to its end: kit.md, "How a job runs". It takes no time between its events. */

const CRASH: Outcome = { kind: 'crash' };

/** The job starts: it reads, and learns whether it may call. */
export function startJob(world: World, lane: Lane, rule: Rule): void {
  lane.start();
  world.faults.doom(lane);
  lane.mostCalls = rule.admit(lane);
  if (lane.dies === 'before asking') lane.mostCalls = 0;
  world.faults.time(lane, world.requests, world.queue.now);
  world.observer?.({
    kind: 'job-start',
    atMs: world.queue.now,
    lane: lane.serial,
    depth: lane.depth,
    admission: lane.admission,
    slotsTaken: lane.slotsTaken,
    requests: dueList(world.requests, lane.requests),
  });
  callNext(world, lane);
}

/** Requests are taken in the order of the lane; those that are not due yet are passed over. */
function callNext(world: World, lane: Lane): void {
  const { links, dueAt } = world.requests;
  const { timeoutMs } = world.settings.sender;
  while (lane.requests.head !== NONE) {
    if ((dueAt[lane.requests.head] as number) > world.queue.now) {
      lane.passed.push(links, lane.requests.shift(links));
    } else if (lane.calls < lane.mostCalls && calloutFits(lane.calls, lane.spentMs, timeoutMs)) {
      send(world, lane, lane.requests.head);
      return;
    } else break;
  }
  stopCalling(world, lane);
}

function send(world: World, lane: Lane, request: number): void {
  const { queue, requests, draws, endpoint, tally } = world;
  // A transaction that is killed leaves nothing behind: what it counts of its requests is gone with it.
  const attempt = lane.isKilled
    ? (requests.attempts[request] as number) + 1
    : requests.attempt(request, queue.now);
  endpoint.call(request, attempt, queue.now, draws);
  lane.attempt = attempt;
  lane.outcome = endpoint.outcome;
  lane.jitter = draws.jitter;
  lane.rounding = draws.rounding;
  lane.calls++;
  lane.spentMs += endpoint.durationMs;
  tally.call(attempt, queue.now);
  if (endpoint.isDuplicate) tally.duplicatesSent++;
  if (endpoint.hasEffectAgain) tally.duplicatesWithEffect++;
  if (lane.admission.kind === 'probe') tally.probes++;
  world.observer?.({
    kind: 'attempt',
    atMs: queue.now,
    lane: lane.serial,
    request,
    attempt,
    outcome: endpoint.outcome,
    durationMs: endpoint.durationMs,
    processed: endpoint.processed,
  });
  queue.push(queue.now + endpoint.durationMs, EVENT.answer, lane.id);
}

/** The answer to the request that is being sent, or its time-out. */
export function receive(world: World, lane: Lane, rule: Rule): void {
  const { queue, requests } = world;
  const request = lane.requests.shift(requests.links);
  if (lane.calls === lane.diesAtCall) {
    die(world, lane, rule, request);
    return;
  }
  const accounting = requests.accounting(request, lane.attempt);
  const decision = rule.decide(accounting, lane.outcome as Outcome, queue.now, lane);
  if (lane.isKilled) lane.tried.push(requests.links, request);
  else {
    world.trace(lane.serial, request, decision, lane);
    settle(world, lane, request, decision);
    learn(lane, decision, queue.now);
  }
  lane.outagesInARow = outagesInARow(lane.outagesInARow, decision);
  lane.silentUntilMs = stopUntilMs(decision, lane.outagesInARow, queue.now);
  if (lane.silentUntilMs === null) callNext(world, lane);
  else stopCalling(world, lane);
}

/** What is decided of a request that the lane carries. */
function settle(world: World, lane: Lane, request: number, { next }: Decision): void {
  const { now } = world.queue;
  if (next.step === 'retry') {
    world.requests.retry(request, now + next.minutes * MINUTE_MS, next.previousDelayMs);
    lane.tried.push(world.requests.links, request);
  } else if (next.step === 'delivered') world.deliver(request);
  else world.deadLetter(request, next.category);
}

/** What the job will tell the circuit. */
function learn(lane: Lane, decision: Decision, nowMs: number): void {
  if (!isCall(decision)) return;
  lane.answers++;
  if (decision.classification.outage) lane.failures++;
  if (decision.pauseMs !== null) {
    lane.pausedUntilMs = Math.max(lane.pausedUntilMs ?? 0, nowMs + decision.pauseMs);
  }
}

/**
 * What is untouched goes before what was tried: a lane is a queue. Were it tried in a fixed order, its first requests would
 * spend all their attempts in an outage before the last had one.
 */
function gather({ links }: World['requests'], lane: Lane): void {
  lane.passed.append(links, lane.requests);
  lane.passed.append(links, lane.tried);
  lane.requests.append(links, lane.passed);
}

/** Whether the end of the job changes anything for anybody. */
function matters(world: World, lane: Lane): boolean {
  const tells = lane.seen !== null || lane.failures > 0 || lane.pausedUntilMs !== null;
  const isWatched = world.slots !== null || world.observer !== null;
  return lane.requests.size > 0 || tells || isWatched || lane.dies !== null;
}

function stopCalling(world: World, lane: Lane): void {
  gather(world.requests, lane);
  if (!matters(world, lane)) world.lanes.release(lane);
  else world.queue.push(world.queue.now + world.jobOverheadMs, EVENT.jobEnd, lane.id);
}

/** The job writes, and goes on. */
export function endJob(world: World, lane: Lane, rule: Rule): void {
  if (lane.dies !== null) die(world, lane, rule, null);
  else leave(world, lane, rule, false);
}

/** The transaction dies, while it sends a request or while it writes. */
function die(world: World, lane: Lane, rule: Rule, sending: number | null): void {
  const { queue, requests, tally, observer } = world;
  tally.crashes++;
  observer?.({
    kind: 'crash',
    atMs: queue.now,
    lane: lane.serial,
    request: sending,
    hasAsked: lane.dies !== 'before asking',
    finalizer: !lane.isKilled,
  });
  if (sending !== null && lane.isKilled) lane.tried.push(requests.links, sending);
  else if (sending !== null) {
    requests.crash(sending);
    const decision = rule.decide(requests.accounting(sending), CRASH, queue.now, lane);
    world.trace(lane.serial, sending, decision, lane);
    settle(world, lane, sending, decision);
  }
  if (lane.admission.kind === 'wait') world.takeBack(lane, lane.seen);
  gather(requests, lane);
  leave(world, lane, rule, true);
}

function leave(world: World, lane: Lane, rule: Rule, hasDied: boolean): void {
  world.slots?.free();
  lane.running = false;
  if (lane.isKilled) {
    world.tally.kills++;
    rule.abandon(lane);
    return;
  }
  lane.crashedJobs = hasDied ? lane.crashedJobs + 1 : 0;
  rule.goOn(lane, hasDied);
}
