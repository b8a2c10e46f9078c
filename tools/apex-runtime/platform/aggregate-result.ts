import { Fault } from '../values/fault.ts';
import { PlatformObject } from './platform-object.ts';

/** One row of an aggregate query. */
export class AggregateResult extends PlatformObject {
  readonly apexName = 'AggregateResult';
  readonly values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    super();
    this.values = values;
  }

  get(alias: string): unknown {
    const key = Object.keys(this.values).find((name) => name.toLowerCase() === alias.toLowerCase());
    if (key === undefined) throw new Fault('SObjectException', `Invalid field ${alias} for AggregateResult`);
    return this.values[key] ?? null;
  }
}
