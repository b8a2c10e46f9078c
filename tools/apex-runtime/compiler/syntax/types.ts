import type { TypeListContext, TypeRefContext } from '@apexdevtools/apex-parser';
import type { TypeNode } from './ast.ts';
import { placeOf } from './place.ts';

/** Reads a type such as `Map<Id, List<Foo>>`. */
export function readType(file: string, ref: TypeRefContext): TypeNode {
  return {
    place: placeOf(file, ref),
    names: ref.typeName_list().map((part) => {
      const list = part.typeArguments()?.typeList();
      return {
        name: part.getChild(0).getText(),
        args: list ? readTypes(file, list) : [],
      };
    }),
    arrayDepth: ref.arraySubscripts()?.LBRACK_list().length ?? 0,
  };
}

export function readTypes(file: string, list: TypeListContext): readonly TypeNode[] {
  return list.typeRef_list().map((ref) => readType(file, ref));
}
