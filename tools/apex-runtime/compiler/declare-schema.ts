import { apexTypeOf, type ObjectSchema, type Schema } from '../org/schema.ts';
import { type Field, newTypeDef, type Type, type TypeDef } from './types/type.ts';
import type { Universe } from './types/universe.ts';

function field(owner: TypeDef, name: string, type: Type, writable: boolean): Field {
  return {
    name,
    type,
    owner,
    isStatic: false,
    isFinal: false,
    isTransient: false,
    visibility: 'public',
    testVisible: false,
    setVisibility: writable ? 'public' : null,
    getter: false,
    setter: false,
  };
}

/** Records in memory take almost any field: in tests, queries are imitated with `new X__mdt(...)`. */
const NEVER_WRITABLE = new Set(['CreatedDate', 'LastModifiedDate', 'SystemModstamp', 'IsDeleted']);

function addFields(
  def: TypeDef,
  object: ObjectSchema,
  universe: Universe,
  parents: ReadonlyMap<string, TypeDef>,
): void {
  for (const each of object.fields) {
    const writable = !NEVER_WRITABLE.has(each.name);
    def.fields.set(
      each.name.toLowerCase(),
      field(def, each.name, universe.platform(apexTypeOf(each)), writable),
    );
    const parent = each.referenceTo ? parents.get(each.referenceTo.toLowerCase()) : undefined;
    if (!each.relationship || !parent) continue;
    def.fields.set(
      each.relationship.toLowerCase(),
      field(def, each.relationship, { def: parent, args: [] }, true),
    );
  }
}

/** Makes a type of every object. */
export function declareSchema(universe: Universe, schema: Schema): void {
  const defs = new Map<string, TypeDef>();
  for (const object of schema.objects) {
    const def = newTypeDef({ name: object.name, kind: 'sobject', origin: 'schema' });
    def.superType = universe.platform('SObject');
    universe.add(def);
    defs.set(object.name.toLowerCase(), def);
    if (object.kind === 'metadata') addMetadataMethods(def, universe);
  }
  for (const object of schema.objects) {
    const def = defs.get(object.name.toLowerCase());
    if (def) addFields(def, object, universe, defs);
  }
}

/** `X__mdt.getInstance(name)` and `X__mdt.getAll()`. Source: Apex Reference, Custom Metadata Type Methods. */
function addMetadataMethods(def: TypeDef, universe: Universe): void {
  const self: Type = { def, args: [] };
  const string = universe.platform('String');
  const add = (name: string, params: readonly Type[], returns: Type): void => {
    def.methods.set(name.toLowerCase(), [
      {
        name,
        owner: def,
        params,
        returns,
        isStatic: true,
        isAbstract: false,
        isVirtual: false,
        isOverride: false,
        visibility: 'public',
        testVisible: false,
        jsName: name,
        platformKey: `custom metadata: ${def.name}.${name}`,
        place: null,
      },
    ]);
  };
  add('getInstance', [string], self);
  add('getAll', [], universe.platform('Map', string, self));
}
