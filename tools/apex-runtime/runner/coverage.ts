import type { Branch } from '../compiler/emit/pool.ts';
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
      const missed = file.lines.filter((line) => counters?.lines[line] !== 1);
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

/** Ways of a class's decisions: each condition has two, a `when`, a `catch` and a fallback after `??` one. */
export interface BranchCoverage {
  readonly name: string;
  readonly covered: number;
  readonly branches: number;
  /** `12:8 never true`: line, column, what did not happen. */
  readonly missed: readonly string[];
}

/** The marks that a decision leaves, with what is said of the way without one. */
function waysOf(branch: Branch, index: number): readonly (readonly [mark: number, missed: string])[] {
  const place = `${branch.line}:${branch.column}`;
  return branch.what === 'condition'
    ? [
        [2 * index, `${place} never true`],
        [2 * index + 1, `${place} never false`],
      ]
    : [[2 * index, `${place} ${branch.what} never reached`]];
}

/** Coverage of the decisions of a program that was compiled with `branches`. */
export function branchesOf(machine: Machine): readonly BranchCoverage[] {
  return machine.program.files.map(({ file, name, branches }) => {
    const marks = machine.coverage.get(file)?.branches;
    const ways = branches.flatMap(waysOf);
    const missed = ways.filter(([mark]) => marks?.[mark] !== 1).map(([, text]) => text);
    return { name, covered: ways.length - missed.length, branches: ways.length, missed };
  });
}
