import type { Method, Type, TypeDef } from './types/type.ts';
import type { Universe } from './types/universe.ts';

/** Gives an enum what all enums have: `values()`, `valueOf(String)`, `name()`, `ordinal()`. */
export function addEnumMethods(def: TypeDef, universe: Universe): void {
  const self: Type = { def, args: [] };
  const string = universe.platform('String');
  const add = (part: Pick<Method, 'name' | 'params' | 'returns' | 'isStatic' | 'platformKey'>): void => {
    def.methods.set(part.name.toLowerCase(), [
      {
        ...part,
        owner: def,
        isAbstract: false,
        isVirtual: false,
        isOverride: false,
        visibility: 'public',
        testVisible: false,
        jsName: part.name,
        place: null,
      },
    ]);
  };
  const staticKey = (name: string): string => `enum: ${def.name}.${name}`;
  add({
    name: 'values',
    params: [],
    returns: universe.platform('List', self),
    isStatic: true,
    platformKey: staticKey('values'),
  });
  add({
    name: 'valueOf',
    params: [string],
    returns: self,
    isStatic: true,
    platformKey: staticKey('valueOf'),
  });
  const shared: readonly (readonly [string, readonly Type[], Type, string])[] = [
    ['name', [], string, 'Enum: String name()'],
    ['ordinal', [], universe.platform('Integer'), 'Enum: Integer ordinal()'],
    ['toString', [], string, 'Enum: String toString()'],
    ['equals', [universe.platform('Object')], universe.platform('Boolean'), 'Enum: Boolean equals(Object)'],
  ];
  for (const [name, params, returns, platformKey] of shared) {
    add({ name, params, returns, isStatic: false, platformKey });
  }
}

/** Gives the platform's enums their methods. */
export function declareEnums(universe: Universe): void {
  for (const def of universe.enums) addEnumMethods(def, universe);
}
