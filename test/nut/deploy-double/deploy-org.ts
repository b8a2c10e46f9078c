import { percent, REQUIRED_PERCENT } from '../../../tools/apex-runtime/runner/coverage.ts';
import type { TestRun } from '../../../tools/apex-runtime/runner/run-tests.ts';
import type { Component } from '../../apex/gates/metadata/component.ts';
import { foreignObject } from '../../apex/gates/metadata/source-format.ts';
import { hasTests, syntaxFailures } from './apex-project.ts';
import { apexOutcome, type Change, metadataFailures } from './checks.ts';
import { type Failure, type Name, readPackage } from './metadata-format.ts';
import { type Package, unzip } from './package-zip.ts';
import { remove } from './removal.ts';

export interface DeployOptions {
  readonly checkOnly: boolean;
  readonly testLevel: string;
  readonly runTests: readonly string[];
}

/** What became of one component that was not refused. */
export interface Success extends Name {
  readonly file: string;
  readonly done: 'created' | 'changed' | 'deleted' | 'unknown';
}

export interface Deployment {
  readonly id: string;
  readonly options: DeployOptions;
  readonly successes: readonly Success[];
  readonly failures: readonly Failure[];
  /** null: no tests were asked for, or it did not come to them. */
  readonly run: TestRun | null;
  readonly isGood: boolean;
}

function isCovered(run: TestRun): boolean {
  return run.coverage.every((each) => percent(each) >= REQUIRED_PERCENT);
}

const keyOf = ({ type, fullName }: Name): string => `${type} ${fullName}`;

/** An org as far as deployments see it. It keeps what was deployed. */
export class DeployOrg {
  readonly apiVersion: number;
  readonly deployments: Deployment[] = [];
  /** Classes that cron triggers run: no deployment changes or deletes them. */
  readonly scheduled = new Set<string>();
  #components: readonly Component[];

  /** @param objects - custom objects that are there before */
  constructor(apiVersion: number, objects: readonly string[]) {
    this.apiVersion = apiVersion;
    this.#components = objects.map(foreignObject);
  }

  /** Type and name of everything that the org holds, sorted. */
  get holds(): readonly string[] {
    return this.#components.map(keyOf).sort();
  }

  /** What a person does in Setup, where no deployment can. */
  deleteInSetup(type: string): void {
    this.#components = this.#components.filter((each) => each.type !== type);
  }

  /** Takes a deployment. It is done when this returns. */
  async deploy(zip: Uint8Array, options: DeployOptions): Promise<Deployment> {
    const id = `0Af${String(this.deployments.length + 1).padStart(12, '0')}AAA`;
    const deployment = { id, options, ...(await this.#outcome(zip, options)) };
    this.deployments.push(deployment);
    return deployment;
  }

  async #outcome(zip: Uint8Array, options: DeployOptions): Promise<Omit<Deployment, 'id' | 'options'>> {
    let read: Package;
    try {
      read = await unzip(zip);
    } catch (error) {
      return refused([
        {
          type: '',
          fullName: 'package.xml',
          file: 'package.xml',
          line: 0,
          problem: (error as Error).message,
        },
      ]);
    }
    const { change, successes, failures } = this.#plan(read);
    const found = [...failures, ...metadataFailures(change), ...syntaxFailures(change.deployed)];
    if (found.length > 0) return refused(found);
    const outcome = apexOutcome(change, this.#testsOf(options, change));
    if (outcome.failures.length > 0) return refused(outcome.failures);
    const run = options.testLevel.startsWith('Run') ? outcome.run : null;
    const isGood = run === null || (run.tests.every(({ failure }) => failure === null) && isCovered(run));
    if (isGood && !options.checkOnly) this.#components = change.after;
    return { successes, failures: [], run, isGood };
  }

  #testsOf({ testLevel, runTests }: DeployOptions, { after }: Change): readonly string[] {
    if (testLevel === 'RunSpecifiedTests') return runTests;
    if (testLevel !== 'RunLocalTests') return [];
    return after.filter(hasTests).map(({ fullName }) => fullName);
  }

  #plan({ files, manifest, deleted }: Package): {
    change: Change;
    successes: Success[];
    failures: Failure[];
  } {
    const before = this.#components;
    const { components: deployed, failures } = readPackage(files, manifest);
    const first = remove(before, deleted.before);
    const replaced = first.left.filter((each) => !deployed.some((other) => keyOf(other) === keyOf(each)));
    const second = remove([...replaced, ...deployed], deleted.after);
    const gone = [...first.deleted, ...second.deleted];
    const known = before.map(keyOf);
    const isTooNew = Number(manifest.version) > this.apiVersion;
    return {
      change: { before, after: second.left, deployed, deleted: gone, apiVersion: this.apiVersion },
      successes: [
        ...deployed.map((each) => success(each, known.includes(keyOf(each)) ? 'changed' : 'created')),
        ...gone.map((each) => success(each, 'deleted')),
        ...[...first.unknown, ...second.unknown].map((each) =>
          success({ ...each, file: 'destructiveChanges.xml' }, 'unknown'),
        ),
      ],
      failures: [
        ...failures,
        ...first.failures,
        ...second.failures,
        ...[...deployed, ...gone].filter((each) => this.scheduled.has(each.fullName)).map(inUse),
        ...(isTooNew ? [tooNew(manifest.version, this.apiVersion)] : []),
      ],
    };
  }
}

function success({ type, fullName, file }: Name & { readonly file: string }, done: Success['done']): Success {
  return { type, fullName, file, done };
}

function tooNew(version: string, latest: number): Failure {
  const problem = `The package has API version ${version}; the latest of this org is ${latest}.0`;
  return { type: '', fullName: 'package.xml', file: 'package.xml', line: 0, problem };
}

function inUse({ type, fullName, file }: Component): Failure {
  const problem = 'This schedulable class has jobs pending or in progress';
  return { type, fullName, file, line: 0, problem };
}

function refused(failures: readonly Failure[]): Omit<Deployment, 'id' | 'options'> {
  return { successes: [], failures, run: null, isGood: false };
}
