import type { TestRun } from '../../../tools/apex-runtime/runner/run-tests.ts';
import type { Component } from '../../apex/gates/metadata/component.ts';
import { RULES, ruleFindings } from '../../apex/gates/metadata/lint.ts';
import type { MetadataFinding } from '../../apex/gates/metadata/rule.ts';
import { World } from '../../apex/gates/metadata/world.ts';
import { runApex } from './apex-project.ts';
import type { Failure } from './metadata-format.ts';

const ORG_RULES = RULES.filter(({ keeper }) => keeper === 'org');

function failureOf({ component, file, line, message }: MetadataFinding): Failure {
  return { type: component?.type ?? '', fullName: component?.fullName ?? '', file, line, problem: message };
}

/** What is wrong and where: a foreign object, of which we know the name only, lacks much before and after. */
const textOf = ({ file, message }: MetadataFinding): string => `${file}: ${message}`;

/** What the org holds before and would hold after a deployment. */
export interface Change {
  readonly before: readonly Component[];
  readonly after: readonly Component[];
  readonly deployed: readonly Component[];
  readonly deleted: readonly Component[];
  readonly apiVersion: number;
}

/** What the metadata of a deployment breaks, in itself and in what stays. */
export function metadataFailures({ before, after, deployed, deleted, apiVersion }: Change): Failure[] {
  const world = new World(after, apiVersion);
  const own = ruleFindings(deployed, world, ORG_RULES).map(failureOf);
  if (deleted.length === 0) return own;
  const staying = after.filter((each) => !deployed.includes(each));
  const known = new Set(ruleFindings(staying, new World(before, apiVersion), ORG_RULES).map(textOf));
  const broken = ruleFindings(staying, world, ORG_RULES).filter((each) => !known.has(textOf(each)));
  return [
    ...own,
    ...broken.map((each) => ({
      ...failureOf(each),
      problem: `Referenced elsewhere in the org: ${each.message}`,
    })),
  ];
}

/** Apex of the org after a deployment, compiled, with the tests that were asked for. */
export function apexOutcome(
  { after, deployed, deleted }: Change,
  tests: readonly string[],
): { failures: readonly Failure[]; run: TestRun | null } {
  const isTouched = [...deployed, ...deleted].some(({ type }) =>
    /^Apex|^Custom(?:Field|Object|Metadata)$/u.test(type),
  );
  if (!isTouched) return { failures: [], run: null };
  const outcome = runApex(after, tests);
  return 'tests' in outcome ? { failures: [], run: outcome } : { failures: outcome, run: null };
}
