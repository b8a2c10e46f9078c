import { below, childOf, type Element, textOf } from './element.ts';
import { type ObjectKind, STANDARD_FIELDS } from './standard.ts';

/** What others have to know of a field. */
export interface FieldFacts {
  readonly name: string;
  /** As the Metadata API names it; of a standard field that is not looked into, `Standard`. */
  readonly type: string;
  readonly required: boolean;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  /** Of a picklist; null where the values are not known or not restricted. */
  readonly values: ReadonlySet<string> | null;
}

/** Longest values of types whose metadata names no length. Source: Metadata API, CustomField. */
const LENGTHS: Readonly<Record<string, number>> = { TextArea: 255, Email: 80, Phone: 40, Url: 255 };

function restrictedValues(xml: Element): ReadonlySet<string> | null {
  const set = childOf(xml, 'valueSet');
  if (textOf(set, 'restricted') !== 'true') return null;
  const names = below(set, 'valueSetDefinition', 'value', 'fullName');
  return names.length === 0 ? null : new Set(names.map(({ text }) => text));
}

export function fieldFacts(xml: Element, name: string): FieldFacts {
  const type = textOf(xml, 'type') ?? '';
  return {
    name,
    type,
    required: textOf(xml, 'required') === 'true' || type === 'MasterDetail',
    length: Number(textOf(xml, 'length') ?? LENGTHS[type] ?? 255),
    precision: Number(textOf(xml, 'precision') ?? 18),
    scale: Number(textOf(xml, 'scale') ?? 0),
    values: restrictedValues(xml),
  };
}

function standardField(name: string, type: string, required: boolean): FieldFacts {
  return { name, type, required, length: 255, precision: 18, scale: 0, values: null };
}

/** A field that an object has without being asked; null: it has none of this name. */
export function knownField(kind: ObjectKind, name: string, nameType: string): FieldFacts | null {
  // Fields of standard objects differ by edition and are not listed: only custom ones can be unknown.
  if (kind === 'standard') return name.includes('__') ? null : standardField(name, 'Standard', false);
  if (!STANDARD_FIELDS[kind].has(name)) return null;
  if (name === 'Name') return standardField(name, nameType, nameType === 'Text');
  const isName = kind === 'metadata' && (name === 'MasterLabel' || name === 'DeveloperName');
  return standardField(name, 'Standard', isName);
}
