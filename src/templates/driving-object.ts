import type { FilePlan } from '../files/plan.ts';
import { type XmlNode, xmlText } from './xml.ts';

type Field = { readonly fullName: string } & { readonly [element: string]: XmlNode };

/** The two fields that the kit needs on every object whose records send requests. */
const FIELDS: readonly Field[] = [
  {
    fullName: 'Integration_Idempotency_Key__c',
    caseSensitive: true,
    description:
      'Key of the latest request sent for this record; the same on every attempt. Set by the caller before save.',
    externalId: true,
    label: 'Integration Idempotency Key',
    length: 64,
    required: false,
    trackTrending: false,
    type: 'Text',
    unique: true,
  },
  {
    fullName: 'Retry_Count__c',
    defaultValue: 0,
    description:
      'Retries that the latest request of this record took until its final outcome. Written by the retry kit.',
    externalId: false,
    label: 'Retry Count',
    precision: 3,
    required: false,
    scale: 0,
    trackTrending: false,
    type: 'Number',
    unique: false,
  },
];

export function fieldPlans(object: string, folder: string): FilePlan[] {
  return FIELDS.map((field) => ({
    path: `${folder}/objects/${object}/fields/${field.fullName}.field-meta.xml`,
    owner: 'generated',
    content: { text: xmlText('CustomField', field) },
  }));
}

/**
 * Access to these fields, apart from the kit's own permission sets because it varies with the config. Nobody needs to write the
 * count: the kit does that in system mode.
 */
export function permissionSetPlan(objects: readonly string[], folder: string): FilePlan {
  const fieldPermissions = objects
    .flatMap((object) => [
      { editable: true, field: `${object}.Integration_Idempotency_Key__c`, readable: true },
      { editable: false, field: `${object}.Retry_Count__c`, readable: true },
    ])
    .sort((a, b) => (a.field < b.field ? -1 : 1));
  const text = xmlText('PermissionSet', {
    description: 'The retry fields of the records that send requests: for everybody who may cause a request.',
    fieldPermissions,
    hasActivationRequired: false,
    label: 'Retry Driving Records',
  });
  const path = `${folder}/permissionsets/Retry_Driving_Records.permissionset-meta.xml`;
  return { path, owner: 'generated', content: { text } };
}
