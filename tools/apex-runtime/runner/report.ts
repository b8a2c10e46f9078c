import { type ClassCoverage, percent, REQUIRED_PERCENT } from './coverage.ts';
import type { TestResult, TestRun } from './run-tests.ts';

function testLine(test: TestResult): string {
  const name = `${test.className}.${test.method}`;
  if (!test.failure) return `  pass ${name} (${test.ms.toFixed(1)} ms)`;
  const { file, line, message, trace } = test.failure;
  const place = file === null ? '' : ` ${file}:${line}`;
  const indented = trace.replace(/^/gm, '         ');
  return `  FAIL ${name}${place}\n       ${message}\n${indented}`;
}

function coverageLine(coverage: ClassCoverage): string {
  const share = percent(coverage);
  const mark = share < REQUIRED_PERCENT ? 'LOW ' : '    ';
  const missed = coverage.missed.length === 0 ? '' : `  not run: ${ranges(coverage.missed)}`;
  return `  ${mark}${String(share).padStart(3)} % ${coverage.name} (${coverage.covered}/${coverage.lines})${missed}`;
}

/** `3-5, 9` */
function ranges(lines: readonly number[]): string {
  const parts: { from: number; to: number }[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    if (last && line === last.to + 1) last.to = line;
    else parts.push({ from: line, to: line });
  }
  return parts.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}

/** Whether a run is good: all tests found were run and passed, and every class is covered. */
export function isGood(run: TestRun): boolean {
  return (
    run.tests.length > 0 &&
    run.found === run.tests.length &&
    run.tests.every((test) => test.failure === null) &&
    run.coverage.every((each) => percent(each) >= REQUIRED_PERCENT)
  );
}

export function renderRun(run: TestRun): string {
  const failed = run.tests.filter((test) => test.failure).length;
  const counted =
    run.found === run.tests.length
      ? ''
      : `\nFound ${run.found} @IsTest methods, but ran ${run.tests.length}.`;
  const low = run.coverage.filter((each) => percent(each) < REQUIRED_PERCENT);
  const uncovered =
    low.length === 0 ? '' : `\nUnder ${REQUIRED_PERCENT} %: ${low.map((each) => each.name).join(', ')}.`;
  return [
    'Tests',
    ...run.tests.map(testLine),
    'Coverage',
    ...run.coverage.map(coverageLine),
    `${run.tests.length - failed} passed, ${failed} failed.${counted}${uncovered}`,
  ].join('\n');
}
