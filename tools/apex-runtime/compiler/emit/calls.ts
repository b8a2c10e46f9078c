import type { Place } from '../compile-error.ts';
import type { Call, ConstructorCall, Expr, New } from '../syntax/ast.ts';
import { isNamed } from '../types/convert.ts';
import { chooseOverload, type FoundMethod, mayAccess, methodsNamed } from '../types/members.ts';
import { substitute, type Type, type TypeDef, typeText } from '../types/type.ts';
import type { Body, Typed } from './body.ts';
import { receiver } from './location.ts';
import { jsTypeName, typeNamed } from './names.ts';

interface Chosen {
  readonly found: FoundMethod;
  readonly args: readonly string[];
}

/** Picks the overload and converts the arguments to its parameters. */
function choose(
  body: Body,
  place: Place,
  what: string,
  candidates: readonly FoundMethod[],
  args: readonly Expr[],
): Chosen {
  const typed = args.map((arg) => body.expr(arg));
  const shown = `${what}(${typed.map((arg) => typeText(arg.type)).join(', ')})`;
  const found = chooseOverload(
    candidates,
    typed.map((arg) => arg.type),
  );
  if (found === 'none') return body.fail(place, `Method does not exist or incorrect signature: ${shown}`);
  if (found === 'ambiguous') return body.fail(place, `Method is ambiguous: ${shown}`);
  if (!mayAccess(found.method, body.self)) body.fail(place, `Method is not visible: ${shown}`);
  return {
    found,
    args: typed.map((arg, i) => body.convert(args[i]?.place ?? place, arg, found.params[i] ?? arg.type)),
  };
}

/** Methods of a type, those that every object has included. */
function candidates(body: Body, type: Type, name: string): readonly FoundMethod[] {
  const own = methodsNamed(type, name);
  return own.length > 0 || type.def.kind === 'primitive' ? own : methodsNamed(body.platform('Object'), name);
}

/** Results that are never null, so that no check stands around them. */
function sureResult(found: FoundMethod): { readonly sure?: boolean } {
  const { owner } = found.method;
  const primitive = ['Integer', 'Long', 'Boolean'].includes(found.returns.def.name);
  const solid =
    primitive &&
    owner.origin === 'platform' &&
    !['Map', 'List'].includes(owner.name) &&
    !owner.name.startsWith('SObject');
  return solid && owner.kind !== 'interface' ? { sure: true } : {};
}

function staticCall(body: Body, { found, args }: Chosen): Typed {
  const { method, returns } = found;
  const callee = method.platformKey
    ? body.settings.pool.function(method.platformKey)
    : `T.${jsTypeName(method.owner)}.${method.jsName}`;
  return { code: `${callee}(${args.join(',')})`, type: returns, ...sureResult(found) };
}

function instanceCall(body: Body, object: Typed, { found, args }: Chosen): Typed {
  const { method } = found;
  const guard = object.guard === undefined ? {} : { guard: object.guard };
  const code = method.platformKey
    ? `${body.settings.pool.function(method.platformKey)}(${[body.solid(object), ...args].join(',')})`
    : `${object.code}.${method.jsName}(${args.join(',')})`;
  return { code, type: methodResult(object.type, found), ...guard, ...sureResult(found) };
}

/** `clone()` and the like give the type they are called on. */
function methodResult(object: Type, found: FoundMethod): Type {
  const { owner, name } = found.method;
  return owner.name === 'SObject' && name === 'clone' ? object : found.returns;
}

function onSuper(body: Body, node: Call): Typed {
  const parent = body.self.superType;
  if (!parent || body.settings.isStatic) return body.fail(node.place, 'super is not available here');
  const chosen = choose(body, node.place, node.name, candidates(body, parent, node.name), node.args);
  const { method } = chosen.found;
  if (method.isAbstract) body.fail(node.place, `Cannot call an abstract method: ${node.name}`);
  const proto =
    method.owner.origin === 'user'
      ? `T.${jsTypeName(method.owner)}`
      : `$.platformClass(${JSON.stringify(method.owner.name)})`;
  const code = `${proto}.prototype.${method.jsName}.call(${['this', ...chosen.args].join(',')})`;
  return { code, type: chosen.found.returns };
}

function unqualified(body: Body, node: Call): Typed {
  for (let scope: TypeDef | null = body.self; scope !== null; scope = scope.outer) {
    const found = methodsNamed({ def: scope, args: [] }, node.name);
    const usable = scope === body.self ? found : found.filter((candidate) => candidate.method.isStatic);
    if (usable.length === 0) continue;
    const chosen = choose(body, node.place, node.name, usable, node.args);
    if (chosen.found.method.isStatic) return staticCall(body, chosen);
    if (body.settings.isStatic) body.fail(node.place, `Not available in a static context: ${node.name}`);
    return instanceCall(body, { code: 'this', type: { def: body.self, args: [] }, sure: true }, chosen);
  }
  return body.fail(node.place, `Method does not exist or incorrect signature: ${node.name}`);
}

function onType(body: Body, node: Call, def: TypeDef): Typed {
  const all = methodsNamed({ def, args: [] }, node.name);
  const statics = all.filter((candidate) => candidate.method.isStatic);
  if (statics.length === 0) {
    const reason = all.length > 0 ? 'Not a static method' : 'Method does not exist or incorrect signature';
    return body.fail(node.place, `${reason}: ${def.name}.${node.name}`);
  }
  return staticCall(body, choose(body, node.place, `${def.name}.${node.name}`, statics, node.args));
}

export function call(body: Body, node: Call): Typed {
  if (node.target === null) return unqualified(body, node);
  if (node.target.kind === 'super') return onSuper(body, node);
  const def = typeNamed(body, node.target);
  if (def) return onType(body, node, def);
  const linked = body.link(node.target);
  if (linked.type.def.name === 'void') body.fail(node.place, 'A method without result has no value');
  const found = candidates(body, linked.type, node.name);
  const instances = found.filter((candidate) => !candidate.method.isStatic);
  const chosen = choose(body, node.place, `${typeText(linked.type)}.${node.name}`, instances, node.args);
  const { object } = receiver(body, linked, node.safe, false);
  return instanceCall(body, object, chosen);
}

function constructors(type: Type): readonly FoundMethod[] {
  return type.def.constructors.map((method) => ({
    method,
    params: method.params.map((param) => substitute(param, type)),
    returns: type,
  }));
}

/** Constructors of exceptions that every exception class of a project has by itself. */
function inherited(type: Type): readonly FoundMethod[] {
  const own = constructors(type);
  const isException = type.def.name.endsWith('Exception') && type.def.origin === 'user';
  if (!isException || !type.def.superType) return own;
  const more = inherited(type.def.superType).filter(
    (candidate) => !own.some((method) => method.method.jsName === candidate.method.jsName),
  );
  return [...own, ...more.map((candidate) => ({ ...candidate, returns: type }))];
}

export function create(body: Body, node: New): Typed {
  const type = body.universe.resolve(node.type, body.self);
  if (type.def.kind === 'sobject') return createRecord(body, node, type);
  const { def } = type;
  if (def.kind !== 'class' && !(def.kind === 'primitive' && type.args.length > 0)) {
    body.fail(node.place, `Type cannot be constructed: ${typeText(type)}`);
  }
  if (def.isAbstract) body.fail(node.place, `Abstract classes cannot be constructed: ${typeText(type)}`);
  const available = inherited(type);
  if (def.origin === 'user' && def.constructors.length === 0 && node.args.length === 0) {
    return { code: `$.made(new T.${jsTypeName(def)}()).new$()`, type, sure: true };
  }
  const { found, args } = choose(body, node.place, `new ${typeText(type)}`, available, node.args);
  if (def.origin === 'user') {
    return {
      code: `$.made(new T.${jsTypeName(def)}()).${found.method.jsName}(${args.join(',')})`,
      type,
      sure: true,
    };
  }
  const callee = body.settings.pool.function(found.method.platformKey ?? '');
  return { code: `${callee}(${[body.settings.pool.type(type), ...args].join(',')})`, type, sure: true };
}

function createRecord(body: Body, node: New, type: Type): Typed {
  const values = node.args.map((arg) => {
    if (arg.kind !== 'assign' || arg.operator !== '=' || arg.target.kind !== 'name') {
      return body.fail(arg.place, `new ${type.def.name}(...) takes field = value`);
    }
    const field = type.def.fields.get(arg.target.name.toLowerCase());
    if (!field) return body.fail(arg.place, `Field does not exist: ${type.def.name}.${arg.target.name}`);
    return `${JSON.stringify(field.name)}:${body.value(arg.value, field.type).code}`;
  });
  return { code: `$.record(${JSON.stringify(type.def.name)},{${values.join(',')}})`, type, sure: true };
}

/** `this(...)` and `super(...)`. */
export function constructorCall(body: Body, node: ConstructorCall): Typed {
  const type = node.which === 'this' ? { def: body.self, args: [] } : body.self.superType;
  if (!type || !body.settings.initializes)
    return body.fail(node.place, `${node.which}(...) is not available here`);
  const voidType = body.universe.voidType;
  if (isNamed(type, 'Object') || (type.def.constructors.length === 0 && node.args.length === 0)) {
    const code = type.def.origin === 'user' ? `T.${jsTypeName(type.def)}.prototype.new$.call(this)` : '0';
    return { code, type: voidType };
  }
  const { found, args } = choose(body, node.place, node.which, inherited(type), node.args);
  const owner =
    found.method.owner.origin === 'user'
      ? `T.${jsTypeName(found.method.owner)}`
      : `$.platformClass(${JSON.stringify(found.method.owner.name)})`;
  return {
    code: `${owner}.prototype.${found.method.jsName}.call(${['this', ...args].join(',')})`,
    type: voidType,
  };
}
