import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { KIT_FOLDER, listKit, readTemplates } from '../../src/files/kit.ts';
import { apexTexts } from '../../src/templates/apex-text.ts';
import { handlerPlans } from '../../src/templates/handler.ts';
import { asPrettierWritesIt } from './prettier.ts';

async function plansFor(className: string, object: string) {
  const fill = await apexTexts(await readTemplates());
  return handlerPlans({ integration: 'Erp_Orders', object, className }, 'classes-of', '62.0', fill);
}

test('a handler and its test are the user’s from the start', async () => {
  const plans = await plansFor('ErpOrdersHandler', 'Order__c');
  expect(plans.map(({ path, owner }) => [path, owner])).toEqual([
    ['classes-of/classes/ErpOrdersHandler.cls', 'user'],
    ['classes-of/classes/ErpOrdersHandler.cls-meta.xml', 'user'],
    ['classes-of/classes/ErpOrdersHandlerTest.cls', 'user'],
    ['classes-of/classes/ErpOrdersHandlerTest.cls-meta.xml', 'user'],
  ]);
});

test.each([
  ['the shortest', 'AHandler', 'Task'],
  ['usual', 'ErpOrdersHandler', 'Order__c'],
  [
    'the longest',
    `${'Abcdefghij'.repeat(3).slice(0, 29)}Handler`,
    `namespace_of_ns__${'Long_'.repeat(7)}Name__c`,
  ],
])('prettier leaves handlers with %s names alone', async (_, className, object) => {
  for (const { path, content } of await plansFor(className, object)) {
    const text = 'text' in content ? content.text : '';
    expect(await asPrettierWritesIt(path.split('/').at(-1) ?? '', text)).toBe(text);
  }
});

test('no class of the kit has the name of a handler, but the one that the config refuses', async () => {
  const names = (await listKit(KIT_FOLDER)).map((path) => basename(path, '.cls'));
  expect(names.filter((name) => /Handler(?:Test)?$/u.test(name))).toEqual(['RetryCalloutHandler']);
});
