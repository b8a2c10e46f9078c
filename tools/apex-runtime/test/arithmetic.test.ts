import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Case, cases } from './arithmetic/cases.ts';
import { program } from './program.ts';

const directory = join(import.meta.dirname, 'arithmetic');
const recordedFile = join(directory, 'recorded.txt');
const machine = program({ Calculator: readFileSync(join(directory, 'Calculator.cls'), 'utf8') });
const hasJava = spawnSync('java', ['-version']).status === 0;

/** What the compiled Apex answers. */
function inApex([kind, operation, a, b, scale, mode]: Case): unknown {
  const { runtime } = machine;
  const method = 'run$String$String$String$String$Integer$String';
  return runtime.invoke(
    runtime.classes['Calculator'] ?? {},
    method,
    kind,
    operation,
    a,
    b,
    Number(scale),
    mode,
  );
}

/** What Java answers. */
function inJava(list: readonly Case[]): readonly string[] {
  const input = list.map((each) => each.join(' ')).join('\n');
  const java = spawnSync('java', ['-XX:TieredStopAtLevel=1', join(directory, 'Reference.java')], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(java.stderr).toBe('');
  return java.stdout.trimEnd().split('\n');
}

function differences(list: readonly Case[], expected: readonly string[]): readonly string[] {
  return list.flatMap((each, i) => {
    const actual = inApex(each);
    return actual === expected[i] ? [] : [`${each.join(' ')}: ${String(actual)}, not ${expected[i]}`];
  });
}

describe('Integer, Long and Decimal', () => {
  test.runIf(hasJava)("calculate as Java's int, long and BigDecimal do, 40,000 times", () => {
    const list = cases(40_000, 20_261_121);
    const expected = inJava(list);
    expect(expected).toHaveLength(40_000);
    expect(differences(list, expected)).toEqual([]);
  });

  test.runIf(hasJava)('have a record of what Java answers for machines without it', async () => {
    const list = cases(2_000, 7);
    const lines = inJava(list).map((answer, i) => `${list[i]?.join(' ')} ${answer}`);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(recordedFile);
  });

  test('calculate as recorded', () => {
    const recorded = readFileSync(recordedFile, 'utf8').trimEnd().split('\n');
    const parts = recorded.map((line) => line.split(' '));
    const list = parts.map((part) => part.slice(0, 6) as unknown as Case);
    expect(list).toHaveLength(2_000);
    expect(
      differences(
        list,
        parts.map((part) => part[6] ?? ''),
      ),
    ).toEqual([]);
  });
});
