import { CALLOUT_TIME_MS } from '../../model/platform/callout.ts';
import type { BreakerPolicy } from '../../model/policy/policy.ts';
import { tokenExpiryMs } from '../../model/policy/probe.ts';
import { Story } from './circuit-story.ts';

const LANES = Array.from({ length: 101 }, (_, n) => `lane ${n + 1}`);

/** Just under and just at the share of outages that opens the circuit. */
function atTheThreshold(policy: BreakerPolicy): Story[] {
  const { failureRatePercent, minimumCalls } = policy;
  const enough = Math.ceil((failureRatePercent * minimumCalls) / 100);
  return [
    new Story(policy).calls(0, minimumCalls - 1, minimumCalls - 1).calls(1, 1, 0),
    new Story(policy).calls(0, minimumCalls, enough),
    new Story(policy).calls(0, minimumCalls, enough - 1).calls(1, 0, 1),
    new Story(policy).calls(0, minimumCalls * 100, failureRatePercent * minimumCalls - 1),
    new Story(policy).calls(0, minimumCalls * 100, failureRatePercent * minimumCalls),
    new Story(policy).calls(0, minimumCalls, 0),
  ];
}

/** At the end of the window, calls and outages start again at 0. */
function windows(policy: BreakerPolicy): Story[] {
  const { windowMs, minimumCalls } = policy;
  return [windowMs - 1, windowMs].map((ms) =>
    new Story(policy)
      .calls(5, minimumCalls + 1, 1)
      .calls(5 + ms, 1, 1)
      .ask(5 + ms, 'lane 1'),
  );
}

function opened(policy: BreakerPolicy, at: number): Story {
  return new Story(policy).calls(at, policy.minimumCalls, policy.minimumCalls);
}

/** Open, half-open with every token claimed, and one lane too many. */
function halfOpen(policy: BreakerPolicy, at: number): Story {
  const { coolDownMs, halfOpenProbes } = policy;
  const story = opened(policy, at)
    .ask(at + coolDownMs - 1, 'lane 1')
    .ask(at + coolDownMs, 'lane 1');
  for (const lane of LANES.slice(0, halfOpenProbes + 1)) {
    story.claim(at + coolDownMs - 1, lane, at + coolDownMs);
  }
  return story.ask(at + coolDownMs - 1, 'lane 1').ask(at + coolDownMs, 'lane 1');
}

function probes(policy: BreakerPolicy): Story[] {
  const { coolDownMs, halfOpenProbes } = policy;
  const at = coolDownMs + 1000;
  const closing = halfOpen(policy, 0).probe(at, 'a stranger', 0);
  for (const lane of LANES.slice(0, halfOpenProbes)) closing.probe(at, lane, 0);
  const failing = halfOpen(policy, 0).probe(at, 'lane 1', 1);
  failing
    .probe(at, 'lane 1', 0, failing.epoch - 1)
    .calls(at, 5, 5)
    .ask(at + coolDownMs, 'lane 1');
  return [closing.ask(at, 'lane 1'), failing];
}

/** A token is good as long as a call that starts now ends before it runs out, and free again when it has. */
function expiries(policy: BreakerPolicy): Story[] {
  const { coolDownMs } = policy;
  const expiry = coolDownMs + CALLOUT_TIME_MS.value + 500;
  const back = expiry - tokenExpiryMs(0);
  const story = opened(policy, 0).claim(1, 'lane 1', back);
  story.ask(coolDownMs + 500, 'lane 1').ask(coolDownMs + 501, 'lane 1');
  return [story.claim(expiry - 1, 'lane 2', back).claim(expiry, 'lane 2', back + 9)];
}

/** A 429 asks for silence, and opens nothing. */
function pauses(policy: BreakerPolicy): Story[] {
  return [
    new Story(policy).calls(0, 1, 0, 60_000).ask(59_999, 'lane 1').ask(60_000, 'lane 1').calls(60_000, 1, 0),
    new Story(policy).calls(0, 1, 0, 60_000).calls(10, 1, 0, 30_000).calls(60_000, 1, 0),
    new Story(policy)
      .calls(0, policy.minimumCalls, policy.minimumCalls, policy.coolDownMs + 5)
      .ask(policy.coolDownMs + 4, 'lane 1')
      .ask(policy.coolDownMs + 5, 'lane 1'),
  ];
}

/** What circuits of a policy go through, as lines for RetryVectorCheck.cls. */
export function circuitVectors(policy: BreakerPolicy): string[] {
  const stories = [atTheThreshold, windows, probes, expiries, pauses].flatMap((tell) => tell(policy));
  return stories.flatMap(({ lines }) => lines);
}
