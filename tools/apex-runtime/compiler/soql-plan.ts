/** What a compiled query asks for, with the names as the schema spells them. Binds are numbered. */
export interface QueryPlan {
  readonly object: string;
  /** Fields as paths: `['Owner', 'Name']`. */
  readonly fields: readonly (readonly string[])[];
  readonly aggregates: readonly {
    readonly name: 'count' | 'count_distinct' | 'min' | 'max' | 'sum' | 'avg';
    readonly path: readonly string[] | null;
    readonly alias: string;
  }[];
  /** `COUNT()` without anything else: the result is a number. */
  readonly countOnly: boolean;
  readonly groupBy: readonly { readonly path: readonly string[]; readonly alias: string }[];
  readonly where: PlanCondition | null;
  readonly orderBy: readonly {
    readonly path: readonly string[];
    readonly descending: boolean;
    readonly nullsLast: boolean;
  }[];
  /** Number of the bind. */
  readonly limit: number | null;
  readonly offset: number | null;
  readonly forUpdate: boolean;
}

export type PlanCondition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly PlanCondition[] }
  | { readonly kind: 'not'; readonly part: PlanCondition }
  | {
      readonly kind: 'compare';
      readonly path: readonly string[];
      readonly operator: string;
      /** Number of the bind: literals are binds too. */
      readonly bind: number;
    };
