import { linesOf, type StepRecord } from './steps.ts';

/** Steps before the first difference that a report shows. */
const BEFORE = 3;
const WIDTH = 78;

function column(text: string): string {
  return text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text.padEnd(WIDTH);
}

function beside(model: readonly string[], apex: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (let i = 0; i < Math.max(model.length, apex.length); i++) {
    const [a = '', b = ''] = [model[i], apex[i]];
    lines.push(`${a === b ? ' ' : '!'} ${column(a)} | ${column(b)}`);
    if (a !== b && Math.max(a.length, b.length) > WIDTH)
      lines.push(`    simulator: ${a}`, `    apex:      ${b}`);
  }
  return lines;
}

/**
 * The first step in which the two sides differ, with the steps before it; null where they are equal.
 *
 * @param model - what the simulator did
 * @param apex - what the executed Apex did
 */
export function difference(model: readonly StepRecord[], apex: readonly StepRecord[]): string | null {
  for (let step = 0; step < Math.max(model.length, apex.length); step++) {
    const [a, b] = [model[step], apex[step]].map((each) => (each ? linesOf(each) : ['(nothing more)']));
    if (!a || !b || a.join('\n') === b.join('\n')) continue;
    const before = model.slice(Math.max(0, step - BEFORE), step).flatMap((each) => linesOf(each));
    return [
      `Step ${step + 1} differs`,
      `  ${column('SIMULATOR')} | EXECUTED APEX`,
      ...beside(before, before),
      ...beside(a, b),
    ].join('\n');
  }
  return null;
}
