import type { TriggerUnitContext } from '@apexdevtools/apex-parser';
import { CompileError } from '../compile-error.ts';
import type { Stmt } from './ast.ts';
import type { Modifiers, TypeDeclaration } from './declaration-ast.ts';
import { placeOf } from './place.ts';
import { readStatement } from './statements.ts';

/** The method that holds the statements of a trigger. */
export const TRIGGER_METHOD = 'run';

const PLAIN: Modifiers = { words: new Set(['public']), annotations: [] };
const STATIC: Modifiers = { words: new Set(['public', 'static']), annotations: [] };

/** Reads a trigger as a class with one static method. */
export function readTrigger(file: string, unit: TriggerUnitContext): TypeDeclaration {
  const place = placeOf(file, unit);
  const [name = '', object = ''] = unit.id_list().map((id) => id.getText());
  const block = unit.triggerBlock();
  const endLine = block.stop?.line ?? block.start.line;
  const body = block.triggerBlockMember_list().map((member): Stmt => {
    const statement = member.statement();
    if (!statement)
      throw new CompileError(
        placeOf(file, member),
        'Declarations in triggers are not supported by this runtime',
      );
    return readStatement(file, statement);
  });
  const events = unit
    .triggerCase_list()
    .map((each) =>
      Array.from({ length: each.getChildCount() }, (_, i) => each.getChild(i).getText().toLowerCase()).join(
        ' ',
      ),
    );
  return {
    kind: 'type',
    what: 'class',
    place,
    modifiers: PLAIN,
    name,
    superType: null,
    interfaces: [],
    members: [
      {
        kind: 'method',
        place: placeOf(file, block),
        modifiers: STATIC,
        name: TRIGGER_METHOD,
        returns: null,
        parameters: [],
        body: { kind: 'block', place: placeOf(file, block), body, endLine },
      },
    ],
    constants: [],
    endLine,
    trigger: { object, events },
  };
}
