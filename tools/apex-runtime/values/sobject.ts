import { keyText } from './equality.ts';
import { Fault } from './fault.ts';

/** What a record needs to know of its object. */
export interface RecordType {
  readonly name: string;
  /** The value of a field that nobody has set, by field name; null where that is null. */
  readonly emptyValues: Readonly<Record<string, unknown>>;
}

/** An SObject in memory: a value per field, under the field's name as the schema spells it. */
export class SObject {
  readonly type: RecordType;
  readonly fields: Record<string, unknown>;
  /** Names of the fields that a query selected; null for a record made by `new`. */
  readonly queried: ReadonlySet<string> | null;
  /** Messages of `addError`. */
  errors: string[] = [];

  constructor(
    type: RecordType,
    fields: Record<string, unknown> = {},
    queried: ReadonlySet<string> | null = null,
  ) {
    this.type = type;
    this.fields = fields;
    this.queried = queried;
  }

  /** @throws Fault where a query did not select the field */
  get(name: string): unknown {
    const value = this.fields[name];
    return value === undefined ? this.#absent(name) : value;
  }

  set(name: string, value: unknown): void {
    this.fields[name] = value;
  }

  #absent(name: string): unknown {
    if (this.queried !== null && !this.queried.has(name)) {
      throw new Fault(
        'SObjectException',
        `SObject row was retrieved via SOQL without querying the requested field: ${this.type.name}.${name}`,
      );
    }
    return this.queried === null ? (this.type.emptyValues[name] ?? null) : null;
  }

  apexKey(): string {
    const parts = Object.keys(this.fields)
      .filter((name) => this.fields[name] !== null)
      .sort()
      .map((name) => `${name}=${keyText(this.fields[name])}`);
    return `\0O${this.type.name}{${parts.join(',')}}`;
  }
}
