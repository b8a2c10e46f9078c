import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CALLOUT_CATEGORIES } from '../../src/model/failure/category.ts';
import { DEAD_LETTER_CAUSES } from '../../src/model/failure/dead-letter.ts';
import { KIT } from './gates/project.ts';

const OBJECT = join(KIT, 'main/default/objects/Failed_Integration_Log__c/fields');

/** What a picklist allows, in its order. */
function picklist(field: string): string[] {
  const text = readFileSync(join(OBJECT, `${field}.field-meta.xml`), 'utf8');
  const values = text.slice(text.indexOf('<valueSet>'));
  return [...values.matchAll(/<fullName>([^<]+)<\/fullName>/gu)].map(([, value]) => value ?? '');
}

/** What the constants of a class say whose names begin so, in their order. */
function constants(name: string, prefix: string): string[] {
  const text = readFileSync(join(KIT, `main/default/classes/${name}.cls`), 'utf8');
  return [...text.matchAll(new RegExp(`String ${prefix}_\\w+ = '([^']+)'`, 'gu'))].map(
    ([, value]) => value ?? '',
  );
}

describe('the row says what the taxonomy says', () => {
  test('of categories', () => {
    expect(picklist('Category__c')).toEqual([...CALLOUT_CATEGORIES]);
    expect(constants('RetryPolicy', 'CATEGORY')).toEqual([...CALLOUT_CATEGORIES]);
  });

  test('of the reasons for giving up', () => {
    expect(picklist('Dead_Letter_Reason__c')).toEqual(Object.keys(DEAD_LETTER_CAUSES));
    expect([...constants('RetryPolicy', 'REASON'), ...constants('RetryHandlers', 'REASON')]).toEqual(
      Object.keys(DEAD_LETTER_CAUSES),
    );
  });

  test('and has a picklist value for each of its states', () => {
    expect(constants('FailedIntegrationLog', 'STATUS').sort()).toEqual(picklist('Status__c').sort());
  });
});
