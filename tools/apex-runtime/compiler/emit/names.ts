import type { Expr } from '../syntax/ast.ts';
import { type FoundField, findField } from '../types/members.ts';
import type { Field, TypeDef } from '../types/type.ts';
import type { Body } from './body.ts';

/** The JavaScript name of a type. */
export function jsTypeName(def: TypeDef): string {
  return def.name.replaceAll('.', '$');
}

/** The JavaScript name of an instance or static field. */
export function jsFieldName(field: Pick<Field, 'name'>): string {
  return `_${field.name.toLowerCase()}`;
}

/** The type that an expression names, where it names one and no variable. */
export function typeNamed(body: Body, node: Expr): TypeDef | null {
  const names: string[] = [];
  let at = node;
  while (at.kind === 'member' && !at.safe) {
    names.unshift(at.name);
    at = at.object;
  }
  if (at.kind !== 'name') return null;
  if (body.local(at.name) || fieldInScope(body, at.name)) return null;
  return body.universe.lookup([at.name, ...names], body.self);
}

/** A field that a bare name means: of this class and its superclasses, or a static one of an outer class. */
export function fieldInScope(body: Body, name: string): FoundField | null {
  for (let scope: TypeDef | null = body.self; scope !== null; scope = scope.outer) {
    const found = findField({ def: scope, args: [] }, name);
    if (found && (scope === body.self || found.field.isStatic)) return found;
  }
  return null;
}
