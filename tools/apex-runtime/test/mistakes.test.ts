import { describe, expect, test } from 'vitest';
import { CompileErrors } from '../compiler/compile-error.ts';
import { CLASSES, OTHER } from './mistakes/classes.ts';
import { STATEMENTS } from './mistakes/statements.ts';
import { program } from './program.ts';

function errorsOf(
  classes: Readonly<Record<string, string>>,
): readonly { text: string; line: number; file: string }[] {
  try {
    program(classes);
    return [];
  } catch (error) {
    if (!(error instanceof CompileErrors)) throw error;
    return error.errors.map(({ reason, place }) => ({ text: reason, line: place.line, file: place.file }));
  }
}

const AMBIGUOUS =
  'public class Ambiguous { public static void take(String s) {} public static void take(Other o) {} }';

function inMethod(statement: string): Record<string, string> {
  const text = `public class C {\n  void helper() {}\n  static void f() {\n    ${statement}\n  }\n}`;
  return { Other: OTHER, Ambiguous: AMBIGUOUS, C: text };
}

describe('the compiler refuses', () => {
  test.each(STATEMENTS)('%s', (_, statement, error) => {
    const errors = errorsOf(inMethod(statement));
    expect(errors.map((each) => each.text).join('\n')).toMatch(error);
    expect(errors[0]).toMatchObject({ file: 'C.cls', line: 4 });
  });

  test.each(CLASSES)('%s', (_, text, error) => {
    const errors = errorsOf({ Other: OTHER, C: text });
    expect(errors.map((each) => each.text).join('\n')).toMatch(error);
    expect(errors[0]).toMatchObject({ file: 'C.cls', line: 1 });
  });

  test('nothing in the classes that the mistakes are planted in', () => {
    expect(errorsOf(inMethod('Integer i = Other.number();'))).toEqual([]);
  });

  test('every mistake of a project at once', () => {
    const errors = errorsOf({
      A: 'public class A { Integer f() { return x; } Integer g() { return y; } }',
      B: 'public class B { void f() { z(); } }',
    });
    expect(errors.map((each) => `${each.file} ${each.text}`)).toEqual([
      'A.cls Variable does not exist: x',
      'A.cls Variable does not exist: y',
      'B.cls Method does not exist or incorrect signature: z',
    ]);
  });

  test('at least sixty of them', () => {
    expect(STATEMENTS.length + CLASSES.length).toBeGreaterThanOrEqual(60);
  });
});
