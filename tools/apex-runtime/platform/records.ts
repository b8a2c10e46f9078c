import type { QueryPlan } from '../compiler/soql-plan.ts';
import type { Type } from '../compiler/types/type.ts';
import type { Operation } from '../org/dml.ts';
import type { ApexList } from '../values/collections.ts';
import { notNull } from '../values/fault.ts';
import { SObject } from '../values/sobject.ts';
import type { Database } from './database.ts';
import type { RecordOperations } from './kernel.ts';
import type { Runtime } from './runtime.ts';

/** What emitted code does with records and tokens. */
export function recordOperations(rt: Runtime, database: Database): RecordOperations {
  return {
    record: (name: string, fields: Record<string, unknown>) => database.record(name, fields),
    query: (type: Type, plan: QueryPlan, binds: readonly unknown[]) => database.query(type, plan, binds),
    count: (plan: QueryPlan, binds: readonly unknown[]) => database.count(plan, binds),
    single: (list: ApexList) => database.single(list),
    dml: (operation: Operation, records: SObject | ApexList, key: string | null) => {
      const list =
        notNull(records) instanceof SObject
          ? [records as SObject]
          : ((records as ApexList).items as SObject[]);
      database.dml(operation, list, true, key);
    },
    fieldToken: (object: string, field: string) => rt.tokens.field(object, field),
    typeToken: (object: string) => rt.tokens.type(object),
    typeOf: (type: Type) => rt.tokens.apexType(type),
    // The runtime knows one user: assumption `one-user`.
    runAs: (user: unknown) => notNull(user),
    runAsEnd: () => undefined,
  };
}
