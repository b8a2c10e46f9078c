import { expect, test } from 'vitest';
import type { CustomMetadataValue } from '../../src/config/types.ts';
import { recordPlan } from '../../src/templates/custom-metadata-record.ts';

function xmlOf(type: CustomMetadataValue['type'], value: CustomMetadataValue['value']): string {
  const record = {
    type: 'Retry_Config__mdt',
    developerName: 'Erp_Orders',
    label: 'Erp Orders',
    values: [{ field: 'Field__c', type, value }],
  };
  const plan = recordPlan(record, 'app');
  expect(plan.path).toBe('app/customMetadata/Retry_Config.Erp_Orders.md-meta.xml');
  return 'text' in plan.content ? plan.content.text : '';
}

test.each([
  ['string', 'a', '<value xsi:type="xsd:string">a</value>'],
  ['double', 0, '<value xsi:type="xsd:double">0</value>'],
  ['double', 200, '<value xsi:type="xsd:double">200</value>'],
  ['boolean', false, '<value xsi:type="xsd:boolean">false</value>'],
  ['boolean', true, '<value xsi:type="xsd:boolean">true</value>'],
  ['string', null, '<value xsi:nil="true" />'],
  ['string', '', '<value xsi:nil="true" />'],
] as const)('the %s %j is written as %s', (type, value, expected) => {
  expect(xmlOf(type, value)).toContain(`\n    <field>Field__c</field>\n    ${expected}\n`);
});
