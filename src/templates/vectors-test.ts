import type { CustomMetadataRecord, CustomMetadataValue, IntegrationPolicy } from '../config/types.ts';
import type { FilePlan } from '../files/plan.ts';
import type { Fill } from './apex-text.ts';
import { classMeta } from './class-meta.ts';
import { circuitVectors } from './vectors/circuit-vectors.ts';
import { decisionVectors } from './vectors/decision-vectors.ts';

/** What the vectors of an integration are made of. */
export interface VectorSubject {
  /** DeveloperName of its records. */
  readonly integration: string;
  readonly policy: IntegrationPolicy;
}

/**
 * What the vectors of one class may have together. A class has at most 1,000,000 characters (Apex Developer Guide, Execution
 * Governors and Limits).
 */
const MOST_CHARACTERS = 800_000;

function literal({ value }: CustomMetadataValue): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

function lines(items: readonly string[]): string {
  return items.join(',\n      ');
}

/** What RetryConfig.cls reads a policy from. */
const POLICY_FIELDS = {
  Retry_Config__mdt: [
    'Max_Retries__c',
    'Base_Delay_Seconds__c',
    'Backoff_Percent__c',
    'Max_Delay_Seconds__c',
    'Jitter__c',
    'Retryable_Status_Codes__c',
    'Already_Processed_Status_Codes__c',
    'Honor_Retry_After__c',
    'Max_Elapsed_Minutes__c',
    'Max_Age_Hours__c',
    'Immediate_Retries__c',
  ],
  Circuit_Breaker_Config__mdt: [
    'Failure_Rate_Percent__c',
    'Minimum_Calls__c',
    'Window_Minutes__c',
    'Cool_Down_Minutes__c',
    'Half_Open_Probes__c',
  ],
} as const;

/** The record, as Apex makes it in memory: the test must not depend on what an administrator changes in Setup. */
function fieldsOf(
  records: readonly CustomMetadataRecord[],
  type: keyof typeof POLICY_FIELDS,
  integration: string,
): string {
  const fields: readonly string[] = POLICY_FIELDS[type];
  const record = records.find((each) => each.type === type && each.developerName === integration);
  const values = (record?.values ?? []).filter(
    ({ field, value }) => fields.includes(field) && value !== null,
  );
  return lines([
    `DeveloperName = '${integration}'`,
    ...values.map((value) => `${value.field} = ${literal(value)}`),
  ]);
}

/** Integrations of the same policy need their vectors only once. */
function withoutRepeats(subjects: readonly VectorSubject[]): VectorSubject[] {
  const byPolicy = new Map<string, VectorSubject>();
  for (const subject of subjects) {
    const key = JSON.stringify(subject.policy);
    byPolicy.set(key, byPolicy.get(key) ?? subject);
  }
  return [...byPolicy.values()];
}

function quoted(vectors: readonly string[]): string {
  return lines(vectors.map((line) => `'${line}'`));
}

interface Section {
  readonly method: string;
  readonly retry: string;
  readonly decisions: string;
  readonly circuitBreaker: string;
  readonly circuits: string;
}

/** As few lists as they fit into. */
function perClass(sections: readonly Section[]): Section[][] {
  const classes: Section[][] = [];
  let room = 0;
  for (const section of sections) {
    const size = section.decisions.length + section.circuits.length;
    if (size > room) {
      classes.push([]);
      room = MOST_CHARACTERS;
    }
    classes.at(-1)?.push(section);
    room -= size;
  }
  return classes;
}

/** The test classes that hold the kit to the model: one, and more where there are many integrations. */
export function vectorTestPlans(
  subjects: readonly VectorSubject[],
  records: readonly CustomMetadataRecord[],
  folder: string,
  apiVersion: string,
  fill: Fill,
): FilePlan[] {
  const sections = withoutRepeats(subjects).map(({ integration, policy }) => ({
    method: integration.replaceAll('_', ''),
    retry: fieldsOf(records, 'Retry_Config__mdt', integration),
    decisions: quoted(decisionVectors(policy.retry)),
    circuitBreaker: fieldsOf(records, 'Circuit_Breaker_Config__mdt', integration),
    circuits: quoted(circuitVectors(policy.breaker)),
  }));
  return perClass(sections).flatMap((integrations, index): FilePlan[] => {
    const className = `RetryVectors${index === 0 ? '' : index + 1}Test`;
    const path = `${folder}/classes/${className}.cls`;
    const text = fill('vectors-test.cls', { className, integrations });
    return [
      { path, owner: 'generated', content: { text } },
      { path: `${path}-meta.xml`, owner: 'generated', content: { text: classMeta(apiVersion) } },
    ];
  });
}
