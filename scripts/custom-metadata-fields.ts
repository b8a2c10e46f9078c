// The field files of the two custom metadata types of the kit, from the table of keys.
import { CONFIG_FIELDS, type ConfigField, type ConfigType } from '../src/config/field-table.ts';
import { HANDLER_FIELD } from '../src/config/records.ts';
import { type XmlNode, xmlText } from '../src/templates/xml.ts';

type Element = { readonly [name: string]: XmlNode };

const OBJECTS = 'force-app-template/main/default/objects';

interface OtherField {
  readonly type: ConfigType;
  readonly field: string;
  readonly elements: Element;
}

/** Fields that no key of the config file holds. */
const OTHERS: readonly OtherField[] = [
  {
    type: 'Retry_Config__mdt',
    field: HANDLER_FIELD,
    elements: {
      description:
        'Apex class that is told what became of the requests of this integration, and that builds payloads that are not stored. It implements RetryCalloutHandler. Written by the generator: the name of the integration without underscores, then Handler. Empty: none.',
      inlineHelpText: 'Name of an Apex class that implements RetryCalloutHandler; empty: none.',
      length: 40,
      required: false,
      type: 'Text',
    },
  },
  // The operator's switch is in no generated record either, so that a deployment never turns it.
  {
    type: 'Circuit_Breaker_Config__mdt',
    field: 'Is_Open__c',
    elements: {
      defaultValue: false,
      description:
        'Switch of the operator: checked, the circuit is open and no request is sent. With Opened At, until the cool-down has passed; without it, until it is unchecked. Default: not checked.',
      inlineHelpText:
        'Checked: nothing is sent. With Opened At, until the cool-down has passed; without it, until you uncheck it. Takes effect in the next transaction.',
      type: 'Checkbox',
    },
  },
  {
    type: 'Circuit_Breaker_Config__mdt',
    field: 'Opened_At__c',
    elements: {
      description:
        'When the operator opened the circuit. Empty (the default): it stays open until Is Open is unchecked. No effect while Is Open is unchecked.',
      inlineHelpText:
        'When you opened the circuit: it closes by itself when the cool-down has passed. Empty: it stays open until you uncheck Is Open.',
      required: false,
      type: 'DateTime',
    },
  },
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

/** What may be written into the field: `a whole number from 1 to 110 (seconds)`. */
function expected({ range, unit, facts }: ConfigField): string {
  if (range) {
    // The config file has a multiplier where the field has a percentage.
    const unitText = facts.kind === 'decimal' ? `${unit}, so 200 for 2` : unit;
    return `a whole number from ${range.min} to ${range.max}${unitText === null ? '' : ` (${unitText})`}`;
  }
  return facts.kind === 'list' ? `${facts.expected}, separated by commas` : facts.expected;
}

/** `A whole number from 1 to 110 (seconds); default 10.` */
function limits(field: ConfigField): string {
  const { facts, store } = field;
  const fallback = facts.fallback === undefined ? null : store(facts.fallback);
  const end = facts.fallback === undefined ? 'required' : `default ${fallback ?? 'empty'}`;
  const start = expected(field);
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

/** The most that the platform shows as help. Source: Metadata API Developer Guide, CustomField. */
const LONGEST_HELP = 510;

function configFieldXml(field: ConfigField): string {
  const description = `${field.facts.description} ${limits(field)}`;
  // Whoever edits a record sees the help, never the description.
  if (description.length > LONGEST_HELP) throw new Error(`the help of ${field.field} is too long`);
  const text = { description, inlineHelpText: description };
  return fieldXml(field.field, { ...text, type: field.kind, ...typeElements(field) });
}

function path(type: ConfigType, field: string): string {
  return `${OBJECTS}/${type}/fields/${field}.field-meta.xml`;
}

/** Path -> what the file holds. */
export function customMetadataFields(): Record<string, () => string> {
  const fromConfig = CONFIG_FIELDS.map(
    (field) => [path(field.type, field.field), () => configFieldXml(field)] as const,
  );
  const others = OTHERS.map(
    ({ type, field, elements }) => [path(type, field), () => fieldXml(field, elements)] as const,
  );
  return Object.fromEntries([...fromConfig, ...others]);
}
