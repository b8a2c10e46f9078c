import type { Machine } from '../platform/machine.ts';

/** Lines of a class that the tests ran. */
export interface ClassCoverage {
  readonly name: string;
  readonly covered: number;
  readonly lines: number;
  readonly missed: readonly number[];
}

/** Least share of a class's lines that a deployment wants. Source: Run Specified Tests. */
export const REQUIRED_PERCENT = 75;

/** Coverage of the classes that are no tests. A class without a statement counts as covered. */
export function coverageOf(machine: Machine): readonly ClassCoverage[] {
  return machine.program.files
    .filter((file) => !file.isTest)
    .map((file) => {
      const counters = machine.coverage.get(file.file);
      const missed = file.lines.filter((line) => counters?.[line] !== 1);
      return {
        name: file.name,
        covered: file.lines.length - missed.length,
        lines: file.lines.length,
        missed,
      };
    });
}

/** Percent, rounded down. */
export function percent(coverage: Pick<ClassCoverage, 'covered' | 'lines'>): number {
  return coverage.lines === 0 ? 100 : Math.floor((coverage.covered * 100) / coverage.lines);
}
