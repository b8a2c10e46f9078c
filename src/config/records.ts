import { CONFIG_FIELDS, type ConfigField, type ConfigType } from './field-table.ts';
import { handlerClass } from './names.ts';
import type { CustomMetadataRecord, CustomMetadataValue, Integration, RetryConfig } from './types.ts';

const VALUE_TYPES: Readonly<Record<ConfigField['kind'], CustomMetadataValue['type']>> = {
  Checkbox: 'boolean',
  Number: 'double',
  Picklist: 'string',
  Text: 'string',
};

/** Holds the name of the integration's handler class: no key, since it follows from the name. */
export const HANDLER_FIELD = 'Handler_Class__c';

function valueAt(integration: Integration, key: string): unknown {
  let value: unknown = integration;
  for (const part of key.split('.')) value = (value as Readonly<Record<string, unknown>>)[part];
  return value;
}

function record(type: ConfigType, integration: Integration): CustomMetadataRecord {
  const fields = CONFIG_FIELDS.filter((field) => field.type === type);
  const handler: CustomMetadataValue = {
    field: HANDLER_FIELD,
    type: 'string',
    value: handlerClass(integration.name),
  };
  return {
    type,
    developerName: integration.name,
    label: integration.name.replaceAll('_', ' '),
    values: [
      ...fields.map(({ field, kind, key, store }) => ({
        field,
        type: VALUE_TYPES[kind],
        value: store(valueAt(integration, key)),
      })),
      ...(type === 'Retry_Config__mdt' ? [handler] : []),
    ],
  };
}

/**
 * The records of every integration, one of each type. The operator's switch (`Is_Open__c`, `Opened_At__c`) is not in
 * them: a deployment must not close a circuit that an operator has opened.
 */
export function customMetadataRecords({ integrations }: RetryConfig): CustomMetadataRecord[] {
  return integrations.flatMap((integration) => [
    record('Retry_Config__mdt', integration),
    record('Circuit_Breaker_Config__mdt', integration),
  ]);
}
