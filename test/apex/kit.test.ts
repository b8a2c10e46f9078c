import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONFIG_FIELDS } from '../../src/config/field-table.ts';
import { lintFindings } from './gates/apex-lint.ts';
import { convertFindings } from './gates/convert.ts';
import { mustSkipJava } from './gates/java.ts';
import { type Allowed, pmdFindings } from './gates/pmd.ts';
import { apexBelow, assembleProject, filesBelow, KIT, type Project } from './gates/project.ts';
import { formatFindings, grammarFindings, xmlFindings } from './gates/syntax.ts';
import { boundedFields, integerFindings, rangeFindings } from './gates/twin.ts';
import { typeFindings } from './gates/types.ts';

const files = filesBelow(KIT);
const classes = apexBelow(KIT);
const source = (name: string): string => readFileSync(join(KIT, 'main/default/classes', name), 'utf8');

let project: Project;
beforeAll(() => {
  project = assembleProject(KIT);
});
afterAll(() => project.remove());

describe('every file of the kit', () => {
  test('is Apex by the ANTLR grammar', () => {
    expect(classes.length).toBeGreaterThan(10);
    expect(grammarFindings(classes)).toEqual([]);
  });

  test("is Apex by Salesforce's own parser, and is left alone by prettier in a new project", async () => {
    expect(await formatFindings(files)).toEqual([]);
  });

  test('is well-formed XML', () => {
    expect(xmlFindings(files)).toEqual([]);
  });

  test('names the access mode of every query and DML, its sharing with the reason, and no unknown annotation', () => {
    expect(lintFindings(classes)).toEqual([]);
  });

  test('is converted by the Salesforce CLI as part of a component', async () => {
    expect(await convertFindings(join(KIT, 'main'))).toEqual([]);
  });
});

describe.skipIf(mustSkipJava())('with Java, the Apex of the kit', () => {
  test('type-checks without a word', async () => {
    expect(await typeFindings([project.dir])).toEqual([[]]);
  });

  test('has nothing that PMD finds and that is not allowed with a reason', async () => {
    const allowed = JSON.parse(
      readFileSync(join(import.meta.dirname, 'pmd-allowed.json'), 'utf8'),
    ) as Allowed[];
    expect(allowed.filter(({ reason }) => reason.length < 40)).toEqual([]);
    expect(await pmdFindings(classes, allowed)).toEqual([]);
  });
});

describe('the twins', () => {
  test.each(['RetryPolicy.cls', 'CircuitBreaker.cls', 'RetryLane.cls'])(
    '%s calculates with integers only',
    (name) => {
      expect(integerFindings(name, source(name))).toEqual([]);
    },
  );

  test('RetryConfig has the defaults and ranges of the config file', () => {
    expect(rangeFindings('RetryConfig.cls', source('RetryConfig.cls'))).toEqual([]);
  });

  test('RetryConfig bounds every number that it reads', () => {
    const code = source('RetryConfig.cls');
    const read = CONFIG_FIELDS.filter(({ field, kind }) => kind === 'Number' && code.includes(`.${field}`));
    expect(boundedFields(code).sort()).toEqual(read.map(({ field }) => field).sort());
  });

  test.each([
    ['DEFAULT_HEADER', 'Idempotency_Header__c'],
    ['DEFAULT_RETRYABLE_CODES', 'Retryable_Status_Codes__c'],
    ['DEFAULT_MASKED_KEYS', 'Masked_Json_Keys__c'],
    ['DEFAULT_JITTER', 'Jitter__c'],
  ])('%s of RetryConfig is the default of %s', (constant, name) => {
    const field = CONFIG_FIELDS.find((entry) => entry.field === name);
    const value = new RegExp(`${constant} =\\s*(?:RetryPolicy\\.JitterKind\\.|')([^';]*)`, 'u');
    const found = value.exec(source('RetryConfig.cls'))?.[1];
    expect(constant === 'DEFAULT_JITTER' ? found?.toLowerCase() : found).toBe(
      field?.store(field.facts.fallback),
    );
  });
});

/** What tests work with. */
const HELPERS = ['RetryTestDoubles', 'RetryVectorCheck'];

test('every class has a test class of its own', () => {
  const names = classes.map((path) => basename(path, '.cls'));
  const isInterface = (name: string): boolean => source(`${name}.cls`).includes(`public interface ${name} `);
  const own = names.filter((name) => !name.endsWith('Test') && !HELPERS.includes(name) && !isInterface(name));
  expect(own.filter((name) => !names.includes(`${name}Test`))).toEqual([]);
});

test('nothing of the kit writes to the debug log', () => {
  expect(classes.filter((path) => readFileSync(path, 'utf8').includes('System.debug'))).toEqual([]);
});
