import type { LiteralContext, WhenLiteralContext } from '@apexdevtools/apex-parser';
import { CompileError } from '../compile-error.ts';
import type { Literal } from './ast.ts';
import { placeOf } from './place.ts';
import { unquote } from './text.ts';

type LiteralLike = Pick<
  LiteralContext & WhenLiteralContext,
  'IntegerLiteral' | 'LongLiteral' | 'StringLiteral' | 'NULL' | 'start'
> &
  Partial<Pick<LiteralContext, 'NumberLiteral' | 'BooleanLiteral'>> & { getText(): string };

function numberLiteral(text: string): Pick<Literal, 'type' | 'text'> {
  if (/d$/i.test(text)) return { type: 'Double', text: text.slice(0, -1) };
  return { type: 'Decimal', text };
}

function kindOf(node: LiteralLike): Pick<Literal, 'type' | 'text'> | null {
  const integer = node.IntegerLiteral();
  if (integer) return { type: 'Integer', text: integer.getText() };
  const long = node.LongLiteral();
  if (long) return { type: 'Long', text: long.getText().slice(0, -1) };
  const string = node.StringLiteral();
  if (string) return { type: 'String', text: unquote(string.getText()) };
  if (node.NULL()) return { type: 'null', text: 'null' };
  const number = node.NumberLiteral?.();
  if (number) return numberLiteral(number.getText());
  const boolean = node.BooleanLiteral?.();
  return boolean ? { type: 'Boolean', text: boolean.getText().toLowerCase() } : null;
}

function tooLarge(literal: Pick<Literal, 'type' | 'text'>, negated: boolean): boolean {
  if (literal.type !== 'Integer' && literal.type !== 'Long') return false;
  const bits = literal.type === 'Integer' ? 31n : 63n;
  return BigInt(literal.text) > (1n << bits) - (negated ? 0n : 1n);
}

/** @param negated - whether a minus stands before it: only then may an Integer be 2147483648 */
export function readLiteral(file: string, node: LiteralLike, negated: boolean): Literal {
  const place = placeOf(file, node);
  const literal = kindOf(node);
  if (literal === null)
    throw new CompileError(place, `This literal is not supported by this runtime: ${node.getText()}`);
  if (tooLarge(literal, negated))
    throw new CompileError(place, `Illegal ${literal.type.toLowerCase()}: ${literal.text}`);
  return { kind: 'literal', place, ...literal };
}
