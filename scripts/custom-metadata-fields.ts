// The field files of the two custom metadata types of the kit, from the table of keys.
import { CONFIG_FIELDS, type ConfigField, type ConfigType } from '../src/config/field-table.ts';
import { type XmlNode, xmlText } from '../src/templates/xml.ts';

type Element = { readonly [name: string]: XmlNode };

const OBJECTS = 'force-app-template/main/default/objects';

/** The operator's switch: in no config file and in no generated record, so that a deployment never turns it. */
const SWITCH: readonly (readonly [string, Element])[] = [
  [
    'Is_Open__c',
    {
      defaultValue: false,
      description:
        'Switch of the operator: checked, the circuit is open and no request is sent. With Opened At, until the cool-down has passed; without it, until it is unchecked.',
      type: 'Checkbox',
    },
  ],
  [
    'Opened_At__c',
    {
      description:
        'When the operator opened the circuit. Empty: it stays open until Is Open is unchecked. No effect while Is Open is unchecked.',
      required: false,
      type: 'DateTime',
    },
  ],
];

/** In the order of the metadata API's schema, which is that of the alphabet, after the name. */
function fieldXml(field: string, elements: Element): string {
  const all: Element = {
    fieldManageability: 'SubscriberControlled',
    label: field.replace(/__c$/, '').replaceAll('_', ' '),
    ...elements,
  };
  const ordered = Object.keys(all)
    .sort()
    .map((name): [string, XmlNode] => [name, all[name] ?? '']);
  return xmlText('CustomField', { fullName: field, ...Object.fromEntries(ordered) });
}

/** `A whole number from 1 to 110 (seconds); default 10.` */
function limits({ range, unit, facts, store }: ConfigField): string {
  const fallback = facts.fallback === undefined ? null : store(facts.fallback);
  const end = facts.fallback === undefined ? 'required' : `default ${fallback ?? 'empty'}`;
  const start = range
    ? `a whole number from ${range.min} to ${range.max}${unit === null ? '' : ` (${unit})`}`
    : facts.expected;
  return `${start.charAt(0).toUpperCase()}${start.slice(1)}; ${end}.`;
}

function picklist(choices: readonly string[], fallback: unknown): Element {
  return {
    restricted: true,
    valueSetDefinition: {
      sorted: false,
      value: choices.map((choice) => ({ fullName: choice, default: choice === fallback, label: choice })),
    },
  };
}

function typeElements({ kind, facts, range, length }: ConfigField): Element {
  switch (kind) {
    case 'Checkbox':
      return { defaultValue: facts.fallback === true };
    case 'Number':
      return { precision: String(range?.max ?? 0).length, required: false, scale: 0 };
    case 'Picklist':
      return { required: false, valueSet: picklist(facts.choices, facts.fallback) };
    case 'Text':
      return { length: length ?? 0, required: false };
  }
}

function configFieldXml(field: ConfigField): string {
  const description = `${field.facts.description} ${limits(field)}`;
  return fieldXml(field.field, { description, type: field.kind, ...typeElements(field) });
}

function path(type: ConfigType, field: string): string {
  return `${OBJECTS}/${type}/fields/${field}.field-meta.xml`;
}

/** Path -> what the file holds. */
export function customMetadataFields(): Record<string, () => string> {
  const fromConfig = CONFIG_FIELDS.map(
    (field) => [path(field.type, field.field), () => configFieldXml(field)] as const,
  );
  const others = SWITCH.map(
    ([field, elements]) =>
      [path('Circuit_Breaker_Config__mdt', field), () => fieldXml(field, elements)] as const,
  );
  return Object.fromEntries([...fromConfig, ...others]);
}
