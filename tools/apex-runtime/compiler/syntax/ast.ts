import type { Place } from '../compile-error.ts';
import type { SoqlNode } from './soql-ast.ts';

/** A type as written: `Map<String, List<Foo.Bar>>[]`. */
export interface TypeNode {
  readonly place: Place;
  readonly names: readonly { readonly name: string; readonly args: readonly TypeNode[] }[];
  readonly arrayDepth: number;
}

export type LiteralKind = 'Integer' | 'Long' | 'Decimal' | 'Double' | 'String' | 'Boolean' | 'null';

interface Node {
  readonly place: Place;
}
export interface Literal extends Node {
  readonly kind: 'literal';
  readonly type: LiteralKind;
  /** Numbers without suffix, strings unescaped. */
  readonly text: string;
}
export interface Name extends Node {
  readonly kind: 'name';
  readonly name: string;
}
export interface Member extends Node {
  readonly kind: 'member';
  readonly object: Expr;
  readonly name: string;
  readonly safe: boolean;
}
export interface Index extends Node {
  readonly kind: 'index';
  readonly object: Expr;
  readonly index: Expr;
}
export interface Call extends Node {
  readonly kind: 'call';
  readonly target: Expr | null;
  readonly name: string;
  readonly args: readonly Expr[];
  readonly safe: boolean;
}
/** `this(...)` or `super(...)` at the start of a constructor. */
export interface ConstructorCall extends Node {
  readonly kind: 'constructor-call';
  readonly which: 'this' | 'super';
  readonly args: readonly Expr[];
}
export interface New extends Node {
  readonly kind: 'new';
  readonly type: TypeNode;
  readonly args: readonly Expr[];
}
export interface NewCollection extends Node {
  readonly kind: 'new-collection';
  readonly type: TypeNode;
  readonly elements: readonly Expr[];
  readonly entries: readonly (readonly [key: Expr, value: Expr])[];
}
export interface NewArray extends Node {
  readonly kind: 'new-array';
  readonly type: TypeNode;
  readonly size: Expr | null;
  readonly elements: readonly Expr[];
}
export interface Cast extends Node {
  readonly kind: 'cast';
  readonly type: TypeNode;
  readonly value: Expr;
}
export interface InstanceOf extends Node {
  readonly kind: 'instanceof';
  readonly value: Expr;
  readonly type: TypeNode;
}
export interface Unary extends Node {
  readonly kind: 'unary';
  readonly operator: string;
  readonly value: Expr;
}
/** `x++`, `--x`. */
export interface Step extends Node {
  readonly kind: 'step';
  readonly operator: '++' | '--';
  readonly prefix: boolean;
  readonly target: Expr;
}
export interface Binary extends Node {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expr;
  readonly right: Expr;
}
export interface Conditional extends Node {
  readonly kind: 'conditional';
  readonly condition: Expr;
  readonly whenTrue: Expr;
  readonly otherwise: Expr;
}
export interface Assign extends Node {
  readonly kind: 'assign';
  readonly operator: string;
  readonly target: Expr;
  readonly value: Expr;
}
export interface This extends Node {
  readonly kind: 'this' | 'super';
}
export interface ClassLiteral extends Node {
  readonly kind: 'class-literal';
  readonly type: TypeNode;
}
export interface SoqlExpr extends Node {
  readonly kind: 'soql';
  readonly query: SoqlNode;
}
export type Expr =
  | Literal
  | Name
  | Member
  | Index
  | Call
  | ConstructorCall
  | New
  | NewCollection
  | NewArray
  | Cast
  | InstanceOf
  | Unary
  | Step
  | Binary
  | Conditional
  | Assign
  | This
  | ClassLiteral
  | SoqlExpr;

export interface Block extends Node {
  readonly kind: 'block';
  readonly body: readonly Stmt[];
  /** Line of the closing brace. */
  readonly endLine: number;
}
export interface LocalDeclaration extends Node {
  readonly kind: 'local';
  readonly type: TypeNode;
  readonly final: boolean;
  readonly variables: readonly {
    readonly place: Place;
    readonly name: string;
    readonly value: Expr | null;
  }[];
}
export interface WhenValue {
  readonly place: Place;
  /** Literals, or names of enum constants; empty for `when Type name` and for `when else`. */
  readonly values: readonly Expr[];
  readonly type: TypeNode | null;
  readonly name: string;
  readonly otherwise: boolean;
}
export type DmlOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete';
export type Stmt =
  | Block
  | LocalDeclaration
  | (Node & { readonly kind: 'expression'; readonly value: Expr })
  | (Node & {
      readonly kind: 'if';
      readonly condition: Expr;
      readonly whenTrue: Stmt;
      readonly otherwise: Stmt | null;
    })
  | (Node & {
      readonly kind: 'switch';
      readonly value: Expr;
      readonly cases: readonly (WhenValue & { readonly block: Block })[];
    })
  | (Node & {
      readonly kind: 'for';
      readonly init: LocalDeclaration | readonly Expr[];
      readonly condition: Expr | null;
      readonly update: readonly Expr[];
      readonly body: Stmt;
    })
  | (Node & {
      readonly kind: 'for-each';
      readonly type: TypeNode;
      readonly name: string;
      readonly over: Expr;
      readonly body: Stmt;
    })
  | (Node & { readonly kind: 'while' | 'do'; readonly condition: Expr; readonly body: Stmt })
  | (Node & {
      readonly kind: 'try';
      readonly body: Block;
      readonly catches: readonly {
        readonly place: Place;
        readonly type: TypeNode;
        readonly name: string;
        readonly body: Block;
      }[];
      readonly finallyBlock: Block | null;
    })
  | (Node & { readonly kind: 'return'; readonly value: Expr | null })
  | (Node & { readonly kind: 'throw'; readonly value: Expr })
  | (Node & { readonly kind: 'break' | 'continue' })
  | (Node & {
      readonly kind: 'dml';
      readonly operation: DmlOperation;
      readonly records: Expr;
      readonly key: string;
    })
  | (Node & { readonly kind: 'run-as'; readonly user: Expr; readonly body: Block });
