import { CompileError } from './compile-error.ts';
import { methodsNamed } from './types/members.ts';
import {
  lineage,
  type Method,
  sameType,
  substitute,
  type Type,
  type TypeDef,
  typeText,
} from './types/type.ts';

function overridden(def: TypeDef, method: Method): { readonly method: Method; readonly owner: Type } | null {
  for (const ancestor of lineage({ def, args: [] }).slice(1)) {
    for (const candidate of ancestor.def.methods.get(method.name.toLowerCase()) ?? []) {
      const params = candidate.params.map((param) => substitute(param, ancestor));
      const same =
        params.length === method.params.length && params.every((p, i) => sameType(p, method.params[i] ?? p));
      if (same && !candidate.isStatic) return { method: candidate, owner: ancestor };
    }
  }
  return null;
}

function checkOverride(def: TypeDef, method: Method, fail: (method: Method, text: string) => void): void {
  const found = overridden(def, method);
  if (method.isOverride && !found) fail(method, `No method to override: ${method.name}`);
  if (!found || found.owner.def.name === 'Object') return;
  if (found.owner.def.kind === 'interface') {
    if (method.visibility !== 'public' && method.visibility !== 'global') {
      fail(method, `Methods of an interface must be public or global: ${method.name}`);
    }
  } else {
    if (!method.isOverride && found.method.visibility !== 'private')
      fail(method, `Missing 'override': ${method.name}`);
    if (!found.method.isVirtual) fail(method, `Non-virtual methods cannot be overridden: ${method.name}`);
  }
  const returns = substitute(found.method.returns, found.owner);
  if (!sameType(returns, method.returns)) {
    fail(method, `Return type must be ${typeText(returns)} as in ${found.owner.def.name}: ${method.name}`);
  }
}

/** An abstract method that a class inherits and that nothing implements; the interface's methods included. */
function unimplemented(def: TypeDef): string | null {
  const self: Type = { def, args: [] };
  for (const ancestor of lineage(self)) {
    for (const methods of ancestor.def.methods.values()) {
      for (const method of methods.filter((candidate) => candidate.isAbstract)) {
        const params = method.params.map((param) => substitute(param, ancestor));
        const done = methodsNamed(self, method.name).some(
          (found) =>
            !found.method.isAbstract &&
            found.params.length === params.length &&
            found.params.every((param, i) => sameType(param, params[i] ?? param)),
        );
        if (!done) return `${ancestor.def.name}.${method.name}(${params.map(typeText).join(', ')})`;
      }
    }
  }
  return null;
}

/** A batch's `start` gives a QueryLocator, a List or another Iterable: no interface can say that. */
function lacksStart(def: TypeDef): boolean {
  const self: Type = { def, args: [] };
  if (!lineage(self).some((type) => type.def.name === 'Database.Batchable')) return false;
  return !methodsNamed(self, 'start').some(({ params, returns, method }) => {
    const [param] = params;
    const given = ['Database.QueryLocator', 'List', 'Iterable'].includes(returns.def.name);
    return (
      !method.isStatic && params.length === 1 && param?.def.name === 'Database.BatchableContext' && given
    );
  });
}

/** What a class owes to its supertypes. */
export function checkClass(def: TypeDef): readonly CompileError[] {
  const errors: CompileError[] = [];
  const fail = (at: { readonly place: Method['place'] }, text: string): void => {
    if (at.place) errors.push(new CompileError(at.place, text));
  };
  for (let at = def.superType; at; at = at.def.superType) {
    if (at.def === def) {
      fail(def, `Circular inheritance: ${def.name}`);
      return errors;
    }
  }
  for (const method of [...def.methods.values()].flat()) {
    if (!method.isStatic) checkOverride(def, method, fail);
  }
  if (def.kind === 'class' && !def.isAbstract) {
    const missing = unimplemented(def);
    if (missing) fail(def, `Class ${def.name} must implement ${missing}`);
    if (lacksStart(def)) fail(def, `Class ${def.name} must implement start(Database.BatchableContext)`);
  }
  return errors;
}
