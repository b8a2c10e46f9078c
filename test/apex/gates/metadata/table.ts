import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One element that a type may hold. */
export interface ElementRule {
  readonly name: string;
  /** Of XML Schema (string, boolean ...), an enumeration, or a type of the table. */
  readonly type: string;
  readonly required: boolean;
  readonly many: boolean;
}

interface TableFile {
  readonly types: Readonly<Record<string, string>>;
  readonly enumerations: Readonly<Record<string, string>>;
}

const file = JSON.parse(readFileSync(join(import.meta.dirname, 'table.json'), 'utf8')) as TableFile;

function elementRule(text: string): ElementRule {
  const {
    name = '',
    mark = '',
    type = '',
  } = /^(?<name>\w+)(?<mark>[?*+]?) (?<type>\w+)$/u.exec(text)?.groups ?? {};
  return {
    name,
    type,
    required: mark === '' || mark === '+',
    many: mark === '*' || mark === '+',
  };
}

const split = (list: string): string[] => list.split(', ').filter((part) => part !== '');

/** Type -> its elements in their order. Written by `scripts/metadata-table.ts` from the WSDL of the Metadata API. */
export const TYPES: ReadonlyMap<string, readonly ElementRule[]> = new Map(
  Object.entries(file.types).map(([name, elements]) => [name, split(elements).map(elementRule)]),
);

/** Enumeration -> its values. */
export const ENUMERATIONS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(file.enumerations).map(([name, values]) => [name, new Set(split(values))]),
);
