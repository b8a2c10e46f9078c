import type { Place } from '../compile-error.ts';
import type { Expr, Index, Member, Name } from '../syntax/ast.ts';
import { isNamed } from '../types/convert.ts';
import { type FoundField, findField, mayAccess } from '../types/members.ts';
import { type Field, type Type, type TypeDef, typeText } from '../types/type.ts';
import type { Body, Typed } from './body.ts';
import { fieldInScope, jsFieldName, jsTypeName, typeNamed } from './names.ts';

/** Something that can be read, and perhaps written. */
export interface Location {
  readonly typed: Typed;
  /** Code to run before reading and writing, if both happen. */
  readonly setup: string | null;
  /** Code that writes, and has the written value. Throws CompileError where nobody may write here. */
  write(value: string): string;
}

function isOwnStorage(body: Body, field: Field): boolean {
  const { accessorOf } = body.settings;
  return accessorOf !== null && field.owner === body.self && field.name.toLowerCase() === accessorOf;
}

function checkWrite(body: Body, place: Place, field: Field): void {
  if (isOwnStorage(body, field)) return;
  const writer = field.setVisibility;
  if (writer === null) body.fail(place, `Field is not writeable: ${field.owner.name}.${field.name}`);
  if (!mayAccess({ ...field, visibility: writer }, body.self)) {
    body.fail(place, `Field is not writeable from here: ${field.owner.name}.${field.name}`);
  }
  if (!field.isFinal) return;
  const allowed =
    body.settings.initializes && field.owner === body.self && field.isStatic === body.settings.isStatic;
  if (!allowed) body.fail(place, `Final field cannot be assigned: ${field.owner.name}.${field.name}`);
}

function staticField(body: Body, place: Place, { field, type }: FoundField): Location {
  if (field.owner.origin === 'platform') {
    const seen = field.owner.name === 'Trigger' ? triggerType(body, type) : type;
    return readOnly(body, place, { code: platformConstant(body, field), type: seen }, field);
  }
  const owner = `T.${jsTypeName(field.owner)}`;
  if (field.owner.kind === 'enum') {
    return readOnly(body, place, { code: `${owner}.${field.name}`, type, sure: true }, field);
  }
  const slot = `${owner}.$S().${jsFieldName(field)}`;
  const own = isOwnStorage(body, field);
  return {
    typed: { code: field.getter && !own ? `${owner}.get$${field.name.toLowerCase()}()` : slot, type },
    setup: null,
    write: (value) => {
      checkWrite(body, place, field);
      return field.setter && !own
        ? `${owner}.set$${field.name.toLowerCase()}(${value})`
        : `(${slot}=${value})`;
    },
  };
}

/** `Trigger.new` and the like hold the records of the trigger's object, inside the trigger itself. */
function triggerType(body: Body, type: Type): Type {
  const object = body.self.triggerOn ? body.universe.lookup([body.self.triggerOn], null) : null;
  if (!object) return type;
  const special = (arg: Type): Type => (isNamed(arg, 'SObject') ? { def: object, args: [] } : arg);
  return { def: type.def, args: type.args.map(special) };
}

function platformConstant(body: Body, field: Field): string {
  const { owner, name, type } = field;
  if (owner.constants.includes(name))
    return `$.constant(${JSON.stringify(owner.name)},${JSON.stringify(name)})`;
  return `${body.settings.pool.function(`${owner.name}: static ${typeText(type)} ${name}`)}()`;
}

function readOnly(body: Body, place: Place, typed: Typed, field: Field): Location {
  return { typed, setup: null, write: () => body.fail(place, `Field is not writeable: ${field.name}`) };
}

/** @param object - the code of the object; simple enough to be repeated where `setup` says so */
function instanceField(
  body: Body,
  place: Place,
  object: Typed,
  { field, type }: FoundField,
  setup: string | null,
): Location {
  const guard = object.guard === undefined ? {} : { guard: object.guard };
  if (field.owner.kind === 'sobject' || field.owner.name === 'SObject')
    return recordField(body, place, object, { field, type }, setup);
  const name = field.owner.origin === 'platform' ? field.name : jsFieldName(field);
  const own = isOwnStorage(body, field);
  return {
    typed: {
      code:
        field.getter && !own ? `${object.code}.get$${field.name.toLowerCase()}()` : `${object.code}.${name}`,
      type,
      ...guard,
    },
    setup,
    write: (value) => {
      if (object.guard) body.fail(place, 'Safe navigation cannot be assigned to');
      checkWrite(body, place, field);
      return field.setter && !own
        ? `${object.code}.set$${field.name.toLowerCase()}(${value})`
        : `(${object.code}.${name}=${value})`;
    },
  };
}

function recordField(
  body: Body,
  place: Place,
  object: Typed,
  { field, type }: FoundField,
  setup: string | null,
): Location {
  const key = JSON.stringify(field.name);
  const guard = object.guard === undefined ? {} : { guard: object.guard };
  const code = object.relation ? `$.via(${object.code},${key})` : `${object.code}.get(${key})`;
  return {
    typed: { code, type, ...guard, ...(type.def.kind === 'sobject' ? { relation: true } : {}) },
    setup,
    write: (value) => {
      if (object.guard || object.relation) body.fail(place, 'This cannot be assigned to');
      if (field.setVisibility === null)
        body.fail(place, `Field is not writeable: ${field.owner.name}.${field.name}`);
      return `$.put(${object.code},${key},${value})`;
    },
  };
}

function locateName(body: Body, node: Name): Location {
  const local = body.local(node.name);
  if (local) {
    return {
      typed: { code: local.js, type: local.type },
      setup: null,
      write: (value) => {
        if (local.final) body.fail(node.place, `Final variable cannot be assigned: ${local.name}`);
        return `(${local.js}=${value})`;
      },
    };
  }
  const found = fieldInScope(body, node.name);
  if (!found) return body.fail(node.place, `Variable does not exist: ${node.name}`);
  checkRead(body, node.place, found.field);
  if (found.field.isStatic) return staticField(body, node.place, found);
  if (body.settings.isStatic) body.fail(node.place, `Not available in a static context: ${node.name}`);
  return instanceField(
    body,
    node.place,
    { code: 'this', type: { def: body.self, args: [] }, sure: true },
    found,
    null,
  );
}

function checkRead(body: Body, place: Place, field: Field): void {
  if (!mayAccess(field, body.self))
    body.fail(place, `Variable is not visible: ${field.owner.name}.${field.name}`);
}

/** The constants of a type, or the fields of an object as tokens. */
function locateOnType(body: Body, node: Member, def: TypeDef): Location {
  const found = findField({ def, args: [] }, node.name);
  if (def.kind === 'sobject') return token(body, node, def, found);
  if (!found?.field.isStatic)
    return body.fail(node.place, `Variable does not exist: ${def.name}.${node.name}`);
  checkRead(body, node.place, found.field);
  return staticField(body, node.place, found);
}

function token(body: Body, node: Member, def: TypeDef, found: FoundField | null): Location {
  const isType = node.name.toLowerCase() === 'sobjecttype';
  if (!isType && !found) body.fail(node.place, `Field does not exist: ${def.name}.${node.name}`);
  const code = found
    ? `$.fieldToken(${JSON.stringify(def.name)},${JSON.stringify(found.field.name)})`
    : `$.typeToken(${JSON.stringify(def.name)})`;
  const type = body.platform(found ? 'SObjectField' : 'SObjectType');
  return {
    typed: { code, type, sure: true },
    setup: null,
    write: () => body.fail(node.place, 'A token cannot be assigned to'),
  };
}

function locateMember(body: Body, node: Member, stable: boolean): Location {
  const def = typeNamed(body, node.object);
  if (def) return locateOnType(body, node, def);
  const linked = body.record(node.object);
  const found = findField(linked.type, node.name);
  if (!found || (found.field.isStatic && found.field.owner.origin === 'user')) {
    return body.fail(node.place, `Variable does not exist: ${typeText(linked.type)}.${node.name}`);
  }
  checkRead(body, node.place, found.field);
  const { object, setup } = receiver(body, linked, node.safe, stable);
  return instanceField(body, node.place, object, found, setup);
}

/** The object before a dot, kept in a variable where it is used more than once, with the guard that `?.` adds. */
export function receiver(
  body: Body,
  linked: Typed,
  safe: boolean,
  stable: boolean,
): { readonly object: Typed; readonly setup: string | null } {
  if (safe) {
    const temp = body.temp();
    const guard = `(${linked.guard ? `${linked.guard}||` : ''}(${temp}=${linked.code})===null)`;
    return { object: { code: temp, type: linked.type, sure: true, guard }, setup: null };
  }
  if (!stable || /^[\w$]+$/.test(linked.code)) return { object: linked, setup: null };
  const temp = body.temp();
  return { object: { ...linked, code: temp }, setup: `${temp}=${linked.code}` };
}

function locateIndex(body: Body, node: Index, stable: boolean): Location {
  const linked = body.link(node.object);
  const [element] = linked.type.args;
  if (!isNamed(linked.type, 'List') || !element)
    return body.fail(node.place, `Not a List: ${typeText(linked.type)}`);
  const index = body.value(node.index, body.platform('Integer'));
  const { object, setup } = receiver(body, linked, false, stable);
  let indexCode = body.solid(index);
  let steps = setup;
  if (stable) {
    const temp = body.temp();
    steps = `${setup ? `${setup},` : ''}${temp}=${indexCode}`;
    indexCode = temp;
  }
  return {
    typed: {
      code: `${object.code}.get(${indexCode})`,
      type: element,
      ...(linked.guard ? { guard: linked.guard } : {}),
    },
    setup: steps,
    write: (value) => `$.setAt(${object.code},${indexCode},${value})`,
  };
}

/** @param stable - whether it will be both read and written: then its parts are evaluated once, in `setup` */
export function locate(body: Body, node: Expr, stable: boolean): Location {
  if (node.kind === 'name') return locateName(body, node);
  if (node.kind === 'member') return locateMember(body, node, stable);
  if (node.kind === 'index') return locateIndex(body, node, stable);
  return body.fail(node.place, 'This cannot be assigned to');
}
