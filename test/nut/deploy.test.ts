import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesBelow } from '../apex/gates/project.ts';
import { GOLDEN, generateVariant } from '../generated-project.ts';
import { DeployOrg } from './deploy-double/deploy-org.ts';
import { type SfDeploy, sfDeploy } from './deploy-double/sf-deploy.ts';

const VARIANTS = readdirSync(GOLDEN);
/** Of no config's concern, and as slow as all others together: it runs with one variant. */
const ONCE = 'RetryBulkTest';
const FULL = 'minimal';

/** Two orgs, so that one deployment is checked while the CLI starts for the other. */
const lanes: Lane[] = [];
let empty: readonly string[];
let projects = 0;

interface Lane {
  readonly org: DeployOrg;
  readonly sf: SfDeploy;
}

/** Custom objects of the users who configured the variants. */
function objects(): string[] {
  const configs = VARIANTS.map((variant) => readFileSync(join(GOLDEN, variant, 'retry.yml'), 'utf8'));
  return [
    ...new Set(
      configs.flatMap((text) => [...text.matchAll(/object: *(\w+__c)/gu)].map(([, name = '']) => name)),
    ),
  ];
}

/** Of each test; whoever waits for an org waits in its time. */
const TIMEOUT = 600_000;

beforeAll(async () => {
  for (const _ of [1, 2]) {
    const org = new DeployOrg(67, objects());
    empty = org.holds;
    lanes.push({ org, sf: await sfDeploy(org) });
  }
});
afterAll(() => Promise.all(lanes.map(({ sf }) => sf.close())));

/** Works in an org that nobody else works in. */
async function inLane(work: (lane: Lane) => Promise<void>): Promise<void> {
  let lane = lanes.pop();
  while (lane === undefined) {
    await setTimeout(50);
    lane = lanes.pop();
  }
  try {
    await work(lane);
  } finally {
    lanes.push(lane);
  }
}

/** A generated project, and the names of its test classes. */
async function project(
  { sf }: Lane,
  variant: string,
): Promise<{ root: string; classes: string; tests: string[] }> {
  projects += 1;
  const root = sf.home.folder(`${variant}-${projects}`);
  await generateVariant(variant, root);
  // The CLI insists on every package directory that the project names.
  const settings = JSON.parse(readFileSync(join(root, 'sfdx-project.json'), 'utf8'));
  for (const { path } of settings.packageDirectories) mkdirSync(join(root, path), { recursive: true });
  const classes = dirname(filesBelow(root).find((path) => basename(path) === 'RetryPolicy.cls') ?? '');
  const names = readdirSync(classes).filter((name) => name.endsWith('Test.cls'));
  return { root, classes, tests: names.map((name) => basename(name, '.cls')) };
}

const MANIFEST = ['--manifest', 'manifest/retry/package.xml'];
const REMOVAL = ['deploy', 'start', '--metadata-dir', 'manifest/retry/removal'];

/** A dry run, which leaves nothing behind. @returns how many components the project has */
async function dryRun({ org, sf }: Lane, root: string): Promise<number> {
  const { status, result, warnings } = await sf.project(root, 'deploy', 'start', ...MANIFEST, '--dry-run');
  expect(result.details.componentFailures ?? []).toEqual([]);
  expect([status, result.status, result.checkOnly, warnings ?? []]).toEqual([0, 'Succeeded', true, []]);
  expect(result.numberComponentsDeployed).toBeGreaterThan(100);
  expect(org.holds).toEqual(empty);
  return result.numberComponentsDeployed;
}

/** A validation with the project's own tests, which pass and cover every class. */
async function validate({ org, sf }: Lane, root: string, tests: readonly string[]): Promise<void> {
  const level = ['--test-level', 'RunSpecifiedTests', '--tests', ...tests];
  const { status, result, message } = await sf.project(root, 'deploy', 'validate', ...MANIFEST, ...level);
  expect(message).toBeUndefined();
  expect([status, result.status, result.numberTestErrors]).toEqual([0, 'Succeeded', 0]);
  expect(result.numberTestsCompleted).toBeGreaterThan(150);
  const covered = result.details.runTestResult?.codeCoverage ?? [];
  const missed = covered.map((each) => Number(each.numLocationsNotCovered) / Number(each.numLocations || 1));
  expect(covered.length).toBeGreaterThan(10);
  expect(Math.max(...missed)).toBeLessThanOrEqual(0.25);
  expect(org.holds).toEqual(empty);
}

/** The removal: refused while the sweep is scheduled and flows call classes, whole once both are gone. */
async function removeAll({ org, sf }: Lane, root: string, isFull: boolean): Promise<void> {
  if (isFull) {
    org.scheduled.add('RetrySweeper');
    const refused = await sf.project(root, ...REMOVAL);
    expect([refused.status, refused.result.status]).toEqual([1, 'Failed']);
    const said = refused.result.details.componentFailures;
    expect(said.map(({ componentType }) => componentType)).toContain('Flow');
    expect(said.map(({ fullName }) => fullName)).toContain('RetrySweeper');
  }
  // What scripts/apex/stop.apex does, and a person in Setup.
  org.scheduled.clear();
  org.deleteInSetup('Flow');
  const { status, result } = await sf.project(root, ...REMOVAL);
  expect(result.details.componentFailures ?? []).toEqual([]);
  expect([status, result.status]).toEqual([0, 'Succeeded']);
  expect(org.holds).toEqual(empty);
}

describe('with the real sf, a generated project passes a dry run and a validation with its tests, is deployed, is removed', () => {
  test.concurrent.each(VARIANTS)('%s', { timeout: TIMEOUT }, (variant) =>
    inLane(async (lane) => {
      const { root, tests } = await project(lane, variant);
      const components = await dryRun(lane, root);
      const isFull = variant === FULL;
      await validate(lane, root, isFull ? tests : tests.filter((name) => name !== ONCE));
      const { status, result } = await lane.sf.project(root, 'deploy', 'start', ...MANIFEST);
      expect([status, result.status, result.numberComponentsDeployed]).toEqual([0, 'Succeeded', components]);
      expect(lane.org.holds).toHaveLength(empty.length + components);
      await removeAll(lane, root, isFull);
    }),
  );
});

/** Mistakes, each in a file of the package directory. */
const MISTAKES: readonly (readonly [path: string, from: string, to: string])[] = [
  ['customMetadata/Retry_Config.Erp_Orders.md-meta.xml', '>Max_Retries__c<', '>Max_Tries__c<'],
  ['layouts/Retry_Config__mdt-Retry Config Layout.layout-meta.xml', '>Jitter__c<', '>Jitters__c<'],
  ['permissionsets/Retry_Operator.permissionset-meta.xml', 'Log__c.Attempts__c', 'Log__c.Tries__c'],
  [
    'objects/Circuit_Breaker_State__c/Circuit_Breaker_State__c.object-meta.xml',
    '<sharingModel>',
    '<sharingModel>Not',
  ],
  [
    'objects/Failed_Integration_Log__c/listViews/All.listView-meta.xml',
    '<filterScope>Everything</filterScope>',
    '',
  ],
  ['classes/RetryPolicy.cls', '{', '{ Integer one = ;'],
  ['classes/RetryPayload.cls-meta.xml', '65.0', '68.0'],
];

describe('with the real sf, a project is refused', () => {
  test.concurrent('for each of its mistakes with the reason, and nothing is kept', { timeout: TIMEOUT }, () =>
    inLane(async (lane) => {
      const { root, classes } = await project(lane, 'minimal');
      for (const [path, from, to] of MISTAKES) {
        const file = resolve(classes, '..', path);
        const text = readFileSync(file, 'utf8');
        expect(text).toContain(from);
        writeFileSync(file, text.replace(from, to));
      }
      const records = resolve(classes, '../customMetadata');
      cpSync(
        join(records, 'Retry_Config.Erp_Orders.md-meta.xml'),
        join(records, 'Retry_Settings.Erp_Orders.md-meta.xml'),
      );
      const { status, result } = await lane.sf.project(root, 'deploy', 'start', '--source-dir', 'force-app');
      expect([status, result.status, result.numberComponentsDeployed]).toEqual([1, 'Failed', 0]);
      const said = result.details.componentFailures.map(
        ({ componentType, fullName, problem }) => `${componentType} ${fullName}: ${problem}`,
      );
      expect(said).toEqual(
        expect.arrayContaining([
          'CustomMetadata Retry_Config.Erp_Orders: there is no field Retry_Config__mdt.Max_Tries__c',
          'Layout Retry_Config__mdt-Retry Config Layout: there is no field Retry_Config__mdt.Jitters__c',
          'PermissionSet Retry_Operator: there is no field Failed_Integration_Log__c.Tries__c',
          expect.stringMatching(/^CustomObject Circuit_Breaker_State__c: Not\w+ is no SharingModel$/u),
          'ListView Failed_Integration_Log__c.All: ListView needs filterScope',
          'CustomMetadata Retry_Settings.Erp_Orders: there is no custom metadata type Retry_Settings__mdt',
          'ApexClass RetryPayload: the API version 68.0 is none of an org whose latest is 67.0',
          expect.stringMatching(/^ApexClass RetryPolicy: .*;/u),
        ]),
      );
      expect(lane.org.holds).toEqual(empty);
    }),
  );

  test.concurrent('where the tests that were named cover too little', { timeout: TIMEOUT }, () =>
    inLane(async (lane) => {
      const { root } = await project(lane, 'three-integrations');
      const one = ['--test-level', 'RunSpecifiedTests', '--tests', 'RetryPolicyTest'];
      const { status, message } = await lane.sf.project(root, 'deploy', 'validate', ...MANIFEST, ...one);
      expect(status).toBe(1);
      expect(message).toContain('RetryCalloutJob - Test coverage of selected Apex Class is');
      expect(message).not.toContain('RetryPolicy - Test coverage');
    }),
  );
});
