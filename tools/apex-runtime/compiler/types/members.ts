import { distance } from './convert.ts';
import { type Field, lineage, type Method, substitute, type Type, type TypeDef } from './type.ts';
import { outermost } from './universe.ts';

/** A field found on a type, with the type it has there. */
export interface FoundField {
  readonly field: Field;
  readonly type: Type;
}
/** A method found on a type, with the types it has there. */
export interface FoundMethod {
  readonly method: Method;
  readonly params: readonly Type[];
  readonly returns: Type;
}

export function findField(type: Type, name: string): FoundField | null {
  for (const ancestor of lineage(type)) {
    const field = ancestor.def.fields.get(name.toLowerCase());
    if (field) return { field, type: substitute(field.type, ancestor) };
  }
  return null;
}

/** All methods of a name, overridden ones left out, the most special type's first. */
export function methodsNamed(type: Type, name: string): readonly FoundMethod[] {
  const found: FoundMethod[] = [];
  const seen = new Set<string>();
  for (const ancestor of lineage(type)) {
    for (const method of ancestor.def.methods.get(name.toLowerCase()) ?? []) {
      if (seen.has(method.jsName)) continue;
      seen.add(method.jsName);
      found.push({
        method,
        params: method.params.map((param) => substitute(param, ancestor)),
        returns: substitute(method.returns, ancestor),
      });
    }
  }
  return found;
}

function cost(candidate: FoundMethod, args: readonly Type[]): number | null {
  if (candidate.params.length !== args.length) return null;
  let total = 0;
  for (const [i, arg] of args.entries()) {
    const param = candidate.params[i];
    const step = param ? distance(arg, param) : null;
    if (step === null) return null;
    total += step;
  }
  return total;
}

/** The overload that a call means: the one whose parameters are nearest. `ambiguous` where two are equally near. */
export function chooseOverload(
  candidates: readonly FoundMethod[],
  args: readonly Type[],
): FoundMethod | 'none' | 'ambiguous' {
  let best: FoundMethod | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  let tie = false;
  for (const candidate of candidates) {
    const total = cost(candidate, args);
    if (total === null || total > bestCost) continue;
    tie = total === bestCost;
    if (tie) continue;
    best = candidate;
    bestCost = total;
  }
  if (best === null) return 'none';
  return tie ? 'ambiguous' : best;
}

/** Whether code inside `from` may use a member: the same file sees everything, a test class what is `@TestVisible`. */
export function mayAccess(
  member: Pick<Field | Method, 'visibility' | 'testVisible' | 'owner'>,
  from: TypeDef,
): boolean {
  if (member.owner.origin !== 'user' || member.visibility === 'public' || member.visibility === 'global')
    return true;
  if (outermost(member.owner) === outermost(from)) return true;
  if (member.testVisible && outermost(from).isTest) return true;
  if (member.visibility !== 'protected') return false;
  for (let scope: TypeDef | null = from; scope !== null; scope = scope.outer) {
    if (lineage({ def: scope, args: [] }).some((ancestor) => ancestor.def === member.owner)) return true;
  }
  return false;
}
