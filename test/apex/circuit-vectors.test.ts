import { expect, test } from 'vitest';
import {
  type Check,
  equal,
  type Fields,
  fields,
  list,
  long,
  runVectors,
  text,
  type Vector,
} from './apex-vector.ts';

function circuit(policy: Fields): string {
  const settings = Object.entries(policy).map(
    ([name, value]) => `settings.${name} = ${name.endsWith('Ms') ? long(value) : value};`,
  );
  return `RetryConfig.Circuit settings = new RetryConfig.Circuit();
    settings.isForcedOpen = false;
    ${settings.join('\n')}
    CircuitBreaker breaker = new CircuitBreaker(settings);
    CircuitBreaker.State state;
    CircuitBreaker.Admission admission;
    CircuitBreaker.Claim claim;
    CircuitBreaker.Results results;`;
}

function ask(step: Fields, want: Fields, name: string): string {
  const operator = fields(step['operator']);
  return `settings.isForcedOpen = ${operator['isOpen']};
    settings.forcedOpenSinceMs = ${long(operator['openedAtMs'])};
    admission = breaker.admission(state, ${text(step['lane'])}, ${long(step['atMs'])});
    ${equal(`CircuitBreaker.Kind.${String(want['kind']).toUpperCase()}`, 'admission.kind', name)}
    ${equal(long(want['untilMs'] ?? null), 'admission.untilMs', name)}
    ${equal(String(want['epoch'] ?? null), 'admission.epoch', name)}`;
}

function row(want: Fields | null, name: string): string {
  if (want === null) return `Assert.isNull(state, ${text(name)});`;
  const tokens = list(want['tokens']);
  return [
    equal(String(want['state'] === 'open'), 'state.isOpen()', name),
    ...['epoch', 'calls', 'failures', 'probesSucceeded'].map((key) =>
      equal(String(want[key]), `state.${key}`, name),
    ),
    ...['openedAtMs', 'pausedUntilMs'].map((key) => equal(long(want[key]), `state.${key}`, name)),
    equal(String(tokens.length), 'state.tokens.size()', name),
    ...tokens.flatMap((token, i) => [
      equal(text(token['lane']), `state.tokens[${i}].lane`, name),
      equal(long(token['expiresAtMs']), `state.tokens[${i}].expiresAtMs`, name),
    ]),
  ].join('\n');
}

function claim(step: Fields, want: Fields, name: string): string {
  const granted = equal(String(want['granted']), 'claim.isGranted', name);
  return `if (state == null) {
      Assert.isFalse(${want['granted']}, ${text(name)});
    } else {
      claim = breaker.claimProbe(state, ${text(step['lane'])}, ${long(step['atMs'])}, ${long(step['expiresAtMs'])});
      state = claim.state;
      ${granted}
    }
    ${row(want['row'] === null ? null : fields(want['row']), name)}`;
}

function report(step: Fields, want: Fields, name: string): string {
  const seen = fields(step['report']);
  return `results = new CircuitBreaker.Results(new CircuitBreaker.Admission(), 'lane');
    results.epoch = ${seen['epoch']};
    results.calls = ${seen['calls']};
    results.failures = ${seen['failures']};
    results.probeOf = ${text(seen['probeOf'])};
    results.pausedUntilMs = ${long(seen['pausedUntilMs'])};
    state = breaker.afterResults(state, results, ${long(step['atMs'])});
    ${row(want['row'] === null ? null : fields(want['row']), name)}`;
}

function story({ name, input, expected }: Vector): string {
  const steps = { ask, claim, report };
  return [
    circuit(fields(input['policy'])),
    ...list(input['steps']).map((step, i) =>
      steps[step['do'] as keyof typeof steps](step, list(expected)[i] ?? {}, `${name}: step ${i + 1}`),
    ),
  ].join('\n');
}

function lane(requests: readonly Fields[]): string {
  const adding = requests.map(({ id, dueAtMs, parkedSinceMs }) =>
    [
      `request = new RetryRequest('Any').withKey(${text(id)});`,
      `request.progress.parkedSinceMs = ${long(parkedSinceMs)};`,
      `lane.add(request, ${long(dueAtMs)});`,
    ].join('\n'),
  );
  return `RetryRequest request;
    RetryLane lane = new RetryLane('Any', 'lane');
    ${adding.join('\n')}`;
}

/** Where each request is after the lane was placed: in the child, or in a row that is due then. */
function placed({ name, input, expected }: Vector, least: number): string {
  const { child, rows } = fields(expected) as { child: Fields | null; rows: readonly Fields[] };
  const carried = child === null ? [] : list(child['requests']);
  const minutes =
    child === null
      ? []
      : [`Math.max(${least}, lane.next(${long(input['nowMs'])}).delayMinutes(${long(input['nowMs'])}))`];
  const checks = list(input['requests']).map(({ id }, i) => {
    const isRow = rows.some((entry) => entry['id'] === id);
    const want = [...rows, ...carried].find((entry) => entry['id'] === id) ?? {};
    return [
      equal(isRow ? "'Deferred'" : 'null', `lane.attempts[${i}].change?.status`, name),
      equal(long(want['dueAtMs']), `lane.attempts[${i}].dueAtMs`, name),
      equal(long(want['parkedSinceMs']), `lane.attempts[${i}].request.progress.parkedSinceMs`, name),
    ].join('\n');
  });
  const marked = `for (RetryAttempt attempt : lane.attempts) {
      if (attempt.change != null) { attempt.change.isWritten = true; }
    }`;
  return [
    ...checks,
    marked,
    equal(String(carried.length), `lane.next(${long(input['nowMs'])}).attempts.size()`, name),
    ...minutes.map((actual) => equal(String(child?.['minutes']), actual, name)),
  ].join('\n');
}

const CHECKS: Readonly<Record<string, Check>> = {
  breaker: story,
  'lane-next': (vector) =>
    `${lane(list(vector.input['requests']))}
    lane.place(${long(vector.input['silentUntilMs'])}, false, ${long(vector.input['nowMs'])});
    ${placed(vector, 0)}`,
  'lane-parked': (vector) => {
    const { untilMs, probes, draw, nowMs } = vector.input;
    return `${lane(list(vector.input['requests']))}
    lane.holdBack(${long(untilMs)}, ${probes}, ${draw}, ${long(nowMs)});
    lane.place(null, ${untilMs === null}, ${long(nowMs)});
    ${placed(vector, 1)}`;
  },
  'lane-probe': ({ name, input, expected }) =>
    `${lane(list(input['requests']))}
    ${equal(long(expected), `lane.probeAtMs(${long(input['untilMs'])}, ${long(input['nowMs'])})`, name)}`,
};

test.each(Object.entries(CHECKS))('circuit and lane in Apex do what the model says: %s', (file, check) => {
  const { count, failures } = runVectors(file, check);
  expect(count).toBeGreaterThan(10);
  expect(failures).toEqual([]);
});
