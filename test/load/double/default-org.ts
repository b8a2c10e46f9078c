import type { FieldDescribe } from './protocol.ts';

/** The object that the double has unless a test says otherwise. */
export const DEFAULT_OBJECT = 'Thing__c';

export function defaultFields(caseSensitive: boolean): FieldDescribe[] {
  return [
    { name: 'Id', type: 'id', length: 18, createable: false, updateable: false, idLookup: true },
    {
      name: 'Ext__c',
      type: 'string',
      length: 255,
      externalId: true,
      unique: true,
      caseSensitive,
      idLookup: true,
    },
    { name: 'Name', type: 'string', length: 80 },
    { name: 'Amount__c', type: 'double' },
    { name: 'City__c', type: 'string', length: 255 },
    { name: 'Note__c', type: 'textarea', length: 131_072 },
  ];
}
