import type { Place } from '../compile-error.ts';
import type { Expr } from './ast.ts';

/** `Parent__r.Name` as a list of names. */
export interface FieldPath {
  readonly place: Place;
  readonly names: readonly string[];
}
/** `COUNT(Id) total`; `path` is null for `COUNT()`. */
export interface AggregateNode {
  readonly place: Place;
  readonly name: 'count' | 'count_distinct' | 'min' | 'max' | 'sum' | 'avg';
  readonly path: FieldPath | null;
  readonly alias: string | null;
}
export type SelectNode =
  | { readonly kind: 'field'; readonly path: FieldPath; readonly alias: string | null }
  | { readonly kind: 'aggregate'; readonly aggregate: AggregateNode };

export type SoqlValue =
  | { readonly kind: 'null'; readonly place: Place }
  | { readonly kind: 'boolean'; readonly place: Place; readonly value: boolean }
  | { readonly kind: 'number'; readonly place: Place; readonly text: string }
  | { readonly kind: 'string'; readonly place: Place; readonly value: string }
  | { readonly kind: 'date' | 'datetime'; readonly place: Place; readonly text: string }
  /** `TODAY`, `LAST_N_DAYS:7`. */
  | { readonly kind: 'date-formula'; readonly place: Place; readonly name: string; readonly count: number }
  | { readonly kind: 'bind'; readonly place: Place; readonly value: Expr }
  | { readonly kind: 'list'; readonly place: Place; readonly values: readonly SoqlValue[] }
  | { readonly kind: 'query'; readonly place: Place; readonly query: SoqlNode };

export type SoqlCondition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly SoqlCondition[] }
  | { readonly kind: 'not'; readonly part: SoqlCondition }
  | {
      readonly kind: 'compare';
      readonly place: Place;
      readonly path: FieldPath;
      readonly operator: string;
      readonly value: SoqlValue;
    };

export interface SoqlNode {
  readonly place: Place;
  readonly select: readonly SelectNode[];
  readonly from: string;
  readonly where: SoqlCondition | null;
  /** `system_mode`, `user_mode` or null. */
  readonly mode: 'system_mode' | 'user_mode' | null;
  readonly groupBy: readonly FieldPath[];
  readonly orderBy: readonly {
    readonly path: FieldPath;
    readonly descending: boolean;
    readonly nullsLast: boolean;
  }[];
  readonly limit: Expr | null;
  readonly offset: Expr | null;
  readonly forUpdate: boolean;
}
