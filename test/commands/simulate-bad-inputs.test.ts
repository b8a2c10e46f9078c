import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { INTEGRATION, SimulateCommand } from './simulate-command.ts';

const command = new SimulateCommand();

/** A scenario with one thing changed. */
function scenario(changes: Record<string, string> = {}): string {
  const parts = {
    name: 'name: down',
    workload: 'workload: { horizonHours: 24, bursts: [{ atMinute: 5, requests: 200 }] }',
    endpoint: 'endpoint: { outages: [{ fromMinute: 0, toMinute: 15 }] }',
    expect: 'expect: { lost: "== 0" }',
    ...changes,
  };
  const { org = '', ...lines } = parts as typeof parts & { org?: string };
  return `${INTEGRATION}${org}scenarios:\n  - ${Object.values(lines).join('\n    ')}\n`;
}

const outage = (text: string) => scenario({ endpoint: `endpoint: { outages: [{ ${text} }] }` });
const endpoint = (text: string) => scenario({ endpoint: `endpoint: { ${text} }` });
const burst = (text: string) => scenario({ workload: `workload: { bursts: [{ ${text} }] }` });
const expectation = (text: string) => scenario({ expect: `expect: { ${text} }` });

const BAD_CONFIGS: readonly [what: string, config: string, message: RegExp][] = [
  ['an empty file', '', /empty/],
  ['a file that is no YAML', 'integrations: [', /./],
  ['a failure rate under 0', outage('fromMinute: 0, toMinute: 5, failureRate: -0.1'), /failureRate is -0\.1/],
  ['a failure rate over 1', outage('fromMinute: 0, toMinute: 5, failureRate: 1.5'), /failureRate is 1\.5/],
  ['a failure that is no failure', outage('fromMinute: 0, toMinute: 5, failure: 200'), /failure is 200/],
  ['an outage that ends before it starts', outage('fromMinute: 9, toMinute: 5'), /ends in minute 5/],
  ['an outage after the horizon', outage('fromMinute: 1500, toMinute: 1600'), /ends with minute 1440/],
  ['an outage at a time in words', outage('fromMinute: noon, toMinute: 15'), /fromMinute is noon/],
  ['error rates over all calls', endpoint('errorRates: { "500": 0.6, "503": 0.6 }'), /add up to 1\.2/],
  ['a status that is no error', endpoint('errorRates: { "200": 0.1 }'), /200/],
  [
    'a latency whose least is over its most',
    endpoint('latencyMs: { distribution: uniform, min: 9, max: 3 }'),
    /min is 9/,
  ],
  ['a latency of an unknown kind', endpoint('latencyMs: { distribution: gamma }'), /gamma/],
  ['a latency under 0', endpoint('latencyMs: { distribution: constant, value: -1 }'), /value is -1/],
  ['a burst of nothing', burst('atMinute: 5, requests: 0'), /requests is 0/],
  ['a burst of many', burst('atMinute: 5, requests: many'), /requests is many/],
  ['a burst after the horizon', burst('atMinute: 2000, requests: 5'), /ends with minute 1440/],
  [
    'a kind of transaction that there is not',
    burst('atMinute: 5, requests: 5, context: batch'),
    /context is batch/,
  ],
  [
    'no horizon',
    scenario({ workload: 'workload: { horizonHours: 0, bursts: [{ atMinute: 0, requests: 1 }] }' }),
    /horizonHours is 0/,
  ],
  ['an unknown metric', expectation('speed: "<= 90"'), /speed/],
  ['an expectation that compares with nothing', expectation('lost: "none"'), /"none"/],
  ['a percentage of what is no share', expectation('lost: "<= 5%"'), /counts requests/],
  ['an unknown key', scenario({ name: 'name: down\n    speed: 9' }), /speed/],
  ['a scenario for an unknown integration', scenario({ name: 'name: down\n    integration: Crm' }), /"Crm"/],
  ['a scenario without a name', scenario({ name: 'integration: Erp_Orders' }), /name/],
  ['an edition that there is not', scenario({ org: 'org: { edition: gold }\n' }), /edition is gold/],
  ['an org without licences', scenario({ org: 'org: { userLicenses: 0 }\n' }), /userLicenses is 0/],
];

describe('sf retry simulate refuses a config file with', () => {
  test.each(BAD_CONFIGS)('%s', async (_, config, message) => {
    const path = command.file('retry.yml', config);
    const refusal = await command.refusal('--config', path);
    expect([refusal.name, refusal.exitCode]).toEqual(['InvalidConfig', 1]);
    expect(refusal.issues).toHaveLength(1);
    expect(refusal.issues[0]?.message).toMatch(message);
    expect(refusal.issues[0]?.fix).toMatch(/\.$/);
    expect(refusal.message).not.toMatch(/\n\s+at /);
  });
});

const BAD_TIMES: readonly [what: string, csv: string, message: RegExp][] = [
  ['text where a number should be', 'minute,requests\n5,200\nnoon,200\n', /times\.csv.*3.*noon/s],
  ['a negative number of requests', 'minute,requests\n5,-200\n', /-200/],
  ['a time that there is not', 'time\n2026-13-01T08:00:00Z\n', /2026-13-01/],
  ['an unknown column', 'minute,speed\n5,9\n', /speed/],
  ['neither minute nor time', 'requests\n5\n', /minute or time/],
  ['a value too many', 'minute,requests\n5,200,9\n', /3 values/],
  ['no transaction', 'minute,requests\n', /no transaction/],
];

describe('sf retry simulate refuses a file of times with', () => {
  const recorded = scenario({ workload: 'workload: { timesFile: times.csv }' });

  test.each(BAD_TIMES)('%s', async (_, csv, message) => {
    command.file('times.csv', csv);
    const refusal = await command.refusal('--config', command.file('retry.yml', recorded));
    expect([refusal.name, refusal.exitCode]).toEqual(['BadTimes', 1]);
    expect(refusal.message).toMatch(message);
    expect(refusal.message).not.toMatch(/\n\s+at |undefined/);
    expect(refusal.actions.length).toBeGreaterThan(0);
  });

  test('a file that is not there', async () => {
    const missing = recorded.replace('times.csv', 'nothing.csv');
    const refusal = await command.refusal('--config', command.file('retry.yml', missing));
    expect([refusal.name, refusal.exitCode]).toEqual(['TimesNotReadable', 1]);
    expect(refusal.message).toMatch(/nothing\.csv/);
  });
});

const BAD_FLAGS: readonly [flags: readonly string[], name: string, message: RegExp][] = [
  [['--config', 'FOLDER/nothing.yml'], 'ConfigNotFound', /nothing\.yml/],
  [['--config', 'FOLDER'], 'ConfigNotAFile', /./],
  [['--scenario', 'outage'], 'UnknownScenario', /"outage"/],
  [['--integration', 'Crm'], 'UnknownIntegration', /"Crm"/],
  [['--report', 'FOLDER'], 'OutputIsNoFile', /folder/],
  [['--report', 'FOLDER/report/'], 'OutputIsNoFile', /folder/],
  [['--report', 'FOLDER/nowhere/report.html'], 'OutputFolderMissing', /nowhere/],
  [['--report', 'FOLDER/retry.yml/report.html'], 'OutputFolderMissing', /retry\.yml/],
  [['--report', 'FOLDER/retry.yml'], 'SameFile', /retry\.yml/],
  [['--report', 'READONLY/report.html'], 'NotWritable', /report\.html/],
  [['--trace', 'FOLDER'], 'OutputIsNoFile', /folder/],
  [['--report', 'FOLDER/report.html', '--trace', 'FOLDER'], 'OutputIsNoFile', /folder/],
  [['--trace', 'READONLY/trace.jsonl'], 'NotWritable', /trace\.jsonl/],
  [['--trace', 'FOLDER/same', '--report', 'FOLDER/same'], 'SameFile', /same/],
  [['--compare', 'FOLDER/other.yml', '--report', 'FOLDER/other.yml'], 'SameFile', /other\.yml/],
  [['--compare', 'FOLDER/nothing.yml'], 'ConfigNotFound', /nothing\.yml/],
  [['--compare', 'FOLDER/invalid.yml'], 'InvalidConfig', /maxRetries/],
  [['--compare', 'FOLDER/crm.yml'], 'NothingToCompare', /"Erp_Orders"/],
];

const WRONG_FLAGS: readonly [flags: readonly string[], message: RegExp][] = [
  [['--seed', 'one'], /Expected an integer but received: one/],
  [['--seed', '1.5'], /Expected an integer but received: 1\.5/],
  [['--seed', '-1'], /greater than or equal to 0 but received: -1/],
  [['--seed', '9007199254740992'], /less than or equal to 9007199254740991/],
  [['--replications', '0'], /greater than or equal to 1 but received: 0/],
  [['--replications', 'many'], /Expected an integer but received: many/],
  [['--replications', '1000001'], /less than or equal to 1000000 but received: 1000001/],
  [['--report'], /--report expects a value/],
  [['--speed', '9'], /Nonexistent flag: --speed/],
  [['down'], /Unexpected argument: down/],
];

describe('sf retry simulate refuses the command line', () => {
  /** Root may write anywhere but where the system itself says no. */
  const readOnly = (): string => {
    if (process.getuid?.() === 0) return '/sys';
    const path = command.path('read-only');
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o555);
    return path;
  };

  test.each(BAD_FLAGS)('%j', async (flags, name, message) => {
    const config = command.file('retry.yml', INTEGRATION);
    command.file('other.yml', INTEGRATION);
    command.file('crm.yml', INTEGRATION.replace('Erp_Orders', 'Crm'));
    command.file('invalid.yml', `${INTEGRATION}    retry: { maxRetries: -1 }\n`);
    const before = readdirSync(command.folder).sort();
    const argv = flags.map((flag) => flag.replace('FOLDER', command.folder).replace('READONLY', readOnly()));
    const refusal = await command.refusal(
      ...(flags.includes('--config') ? [] : ['--config', config]),
      ...argv,
    );
    expect([refusal.name, refusal.exitCode]).toEqual([name, 1]);
    expect(refusal.message).toMatch(message);
    expect(refusal.message).not.toMatch(/\n\s+at |undefined/);
    expect(refusal.actions.length).toBeGreaterThan(0);
    const after = readdirSync(command.folder).filter((entry) => entry !== 'read-only');
    expect(after.sort()).toEqual(before.filter((entry) => entry !== 'read-only'));
    expect(readFileSync(config, 'utf8')).toBe(INTEGRATION);
    expect(existsSync(command.path('same'))).toBe(false);
    expect(command.printed).toEqual([]);
  });

  test.each(WRONG_FLAGS)('%j', async (flags, message) => {
    const refusal = await command.refusal('--config', command.file('retry.yml', INTEGRATION), ...flags);
    expect(refusal.exitCode).toBe(2);
    expect(refusal.message).toMatch(message);
  });
});
