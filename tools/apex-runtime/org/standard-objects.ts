import { type FieldSchema, ObjectSchema, plainField, type Schema } from './schema.ts';

/** Fields that the platform sets on every row of a database object. */
export function systemFields(): readonly FieldSchema[] {
  return [
    plainField({ name: 'Id', type: 'Id', readOnly: true }),
    plainField({ name: 'CreatedDate', type: 'DateTime', readOnly: true }),
    plainField({ name: 'LastModifiedDate', type: 'DateTime', readOnly: true }),
    plainField({ name: 'SystemModstamp', type: 'DateTime', readOnly: true }),
    lookup('CreatedById', 'CreatedBy', 'User', true),
    lookup('LastModifiedById', 'LastModifiedBy', 'User', true),
    plainField({ name: 'IsDeleted', type: 'Checkbox', readOnly: true }),
  ];
}

export function ownerField(): FieldSchema {
  return lookup('OwnerId', 'Owner', 'User', false);
}

function lookup(name: string, relationship: string, referenceTo: string, readOnly: boolean): FieldSchema {
  return plainField({ name, type: 'Lookup', relationship, referenceTo, readOnly });
}

function text(name: string, length = 255, more: Partial<FieldSchema> = {}): FieldSchema {
  return plainField({ name, type: 'Text', length, ...more });
}

/** The standard objects that a retry kit and its tests touch, with their common fields only: no org has fewer. */
const STANDARD: readonly (readonly [name: string, prefix: string, fields: readonly FieldSchema[]])[] = [
  [
    'User',
    '005',
    [
      text('Username', 80, { required: true, unique: true }),
      text('LastName', 80, { required: true }),
      text('FirstName', 40),
      text('Name', 121, { readOnly: true }),
      text('Alias', 8, { required: true }),
      plainField({ name: 'Email', type: 'Email', length: 80, required: true }),
      text('TimeZoneSidKey', 40),
      text('LocaleSidKey', 40),
      text('EmailEncodingKey', 40),
      text('LanguageLocaleKey', 40),
      plainField({ name: 'IsActive', type: 'Checkbox', defaultValue: true }),
      lookup('ProfileId', 'Profile', 'Profile', false),
    ],
  ],
  ['Profile', '00e', [text('Name', 255, { required: true })]],
  ['PermissionSet', '0PS', [text('Name', 80, { required: true }), text('Label', 80)]],
  [
    'PermissionSetAssignment',
    '0Pa',
    [
      lookup('AssigneeId', 'Assignee', 'User', false),
      lookup('PermissionSetId', 'PermissionSet', 'PermissionSet', false),
    ],
  ],
  ['Group', '00G', [text('Name', 40), text('DeveloperName', 80), text('Type', 40)]],
  [
    'Account',
    '001',
    [
      text('Name', 255, { required: true }),
      text('AccountNumber', 40),
      text('Site', 80),
      text('Phone', 40),
      plainField({ name: 'Industry', type: 'Picklist' }),
      plainField({ name: 'NumberOfEmployees', type: 'Integer' }),
      plainField({ name: 'AnnualRevenue', type: 'Number', scale: 2 }),
      plainField({ name: 'Description', type: 'LongTextArea', length: 32_000 }),
      ownerField(),
    ],
  ],
  [
    'Contact',
    '003',
    [
      text('LastName', 80, { required: true }),
      text('FirstName', 40),
      text('Name', 121, { readOnly: true }),
      plainField({ name: 'Email', type: 'Email', length: 80 }),
      lookup('AccountId', 'Account', 'Account', false),
      ownerField(),
    ],
  ],
  [
    'AsyncApexJob',
    '707',
    [
      text('Status', 40),
      text('JobType', 40),
      text('MethodName', 255),
      text('ExtendedStatus', 255),
      lookup('ApexClassId', 'ApexClass', 'ApexClass', false),
      plainField({ name: 'NumberOfErrors', type: 'Integer' }),
      plainField({ name: 'JobItemsProcessed', type: 'Integer' }),
      plainField({ name: 'TotalJobItems', type: 'Integer' }),
      plainField({ name: 'CompletedDate', type: 'DateTime' }),
      lookup('ParentJobId', 'ParentJob', 'AsyncApexJob', false),
    ],
  ],
  ['ApexClass', '01p', [text('Name'), text('NamespacePrefix', 15)]],
  [
    'CronTrigger',
    '08e',
    [
      lookup('CronJobDetailId', 'CronJobDetail', 'CronJobDetail', false),
      text('CronExpression'),
      text('State', 40),
      plainField({ name: 'NextFireTime', type: 'DateTime' }),
      plainField({ name: 'PreviousFireTime', type: 'DateTime' }),
      plainField({ name: 'TimesTriggered', type: 'Integer' }),
    ],
  ],
  ['CronJobDetail', '08a', [text('Name'), text('JobType', 40)]],
  [
    'Organization',
    '00D',
    [text('Name', 80), text('OrganizationType', 40), plainField({ name: 'IsSandbox', type: 'Checkbox' })],
  ],
];

/** Adds the standard objects to a schema. */
export function addStandardObjects(schema: Schema): void {
  for (const [name, keyPrefix, fields] of STANDARD) {
    const object = new ObjectSchema({ name, label: name, kind: 'standard', keyPrefix });
    for (const field of [...systemFields(), ...fields]) object.add(field);
    schema.add(object);
  }
}
