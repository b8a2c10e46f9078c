import type { Place } from '../compile-error.ts';
import type { Block, Expr, TypeNode } from './ast.ts';

interface Node {
  readonly place: Place;
}
export interface Modifiers {
  /** Lower case: `public`, `static`, `with sharing`, ... */
  readonly words: ReadonlySet<string>;
  readonly annotations: readonly {
    readonly place: Place;
    readonly name: string;
    readonly values: ReadonlyMap<string, string>;
  }[];
}
export interface Parameter {
  readonly place: Place;
  readonly type: TypeNode;
  readonly name: string;
}
export interface MethodNode extends Node {
  readonly kind: 'method';
  readonly modifiers: Modifiers;
  readonly name: string;
  /** null = void. */
  readonly returns: TypeNode | null;
  readonly parameters: readonly Parameter[];
  readonly body: Block | null;
}
export interface ConstructorNode extends Node {
  readonly kind: 'constructor';
  readonly modifiers: Modifiers;
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Block;
}
export interface Accessor {
  readonly place: Place;
  readonly modifiers: Modifiers;
  /** null for `get;` */
  readonly body: Block | null;
}
export interface FieldNode extends Node {
  readonly kind: 'field';
  readonly modifiers: Modifiers;
  readonly type: TypeNode;
  readonly name: string;
  readonly value: Expr | null;
}
export interface PropertyNode extends Node {
  readonly kind: 'property';
  readonly modifiers: Modifiers;
  readonly type: TypeNode;
  readonly name: string;
  readonly getter: Accessor | null;
  readonly setter: Accessor | null;
}
export interface InitializerNode extends Node {
  readonly kind: 'initializer';
  readonly static: boolean;
  readonly body: Block;
}
export type MemberNode =
  | MethodNode
  | ConstructorNode
  | FieldNode
  | PropertyNode
  | InitializerNode
  | TypeDeclaration;
export interface TypeDeclaration extends Node {
  readonly kind: 'type';
  readonly what: 'class' | 'interface' | 'enum';
  readonly modifiers: Modifiers;
  readonly name: string;
  readonly superType: TypeNode | null;
  readonly interfaces: readonly TypeNode[];
  readonly members: readonly MemberNode[];
  readonly constants: readonly { readonly place: Place; readonly name: string }[];
  readonly endLine: number;
  /** Of a trigger, which is read as a class with one method: `before insert` and the like. */
  readonly trigger: { readonly object: string; readonly events: readonly string[] } | null;
}
