import { CompileError, type Place } from '../compile-error.ts';
import type { MemberNode } from '../syntax/declaration-ast.ts';
import { lineage, type Method, type TypeDef } from '../types/type.ts';
import { jsFieldName, jsTypeName } from './names.ts';

/** A static initialiser that does more than name a constant. */
export function isNoticeable(member: MemberNode): boolean {
  if (member.kind === 'initializer') return member.static;
  if (member.kind !== 'field' || !member.modifiers.words.has('static')) return false;
  return member.value !== null && member.value.kind !== 'literal';
}

export function find(methods: readonly Method[] | undefined, place: Place): Method {
  const found = methods?.find((method) => method.place === place);
  if (!found) throw new CompileError(place, 'Not declared');
  return found;
}

export function holder(def: TypeDef, isStatic: boolean): string {
  return isStatic ? `T.${jsTypeName(def)}` : `T.${jsTypeName(def)}.prototype`;
}

/** The name in a stack trace: class and method, told apart by `$$`. */
export function frameName(def: TypeDef, name: string): string {
  return `${jsTypeName(def)}$$${name === '<init>' ? 'new' : name}`;
}

/** JavaScript names of all instance fields of a class, those of its superclasses first. */
export function instanceFields(def: TypeDef): readonly string[] {
  return lineage({ def, args: [] })
    .filter((type) => type.def.origin === 'user' && type.def.kind === 'class')
    .toReversed()
    .flatMap((type) => [...type.def.fields.values()].filter((field) => !field.isStatic).map(jsFieldName));
}
