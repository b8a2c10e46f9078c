import type { Mutation } from '../apex-org.ts';
import { CrashOrg } from './crash-org.ts';
import { FAULTS, type Fault, type Strike, type Visit, WAITS_FOR } from './faults.ts';
import { Probes } from './probes.ts';
import { type Report, Run } from './run.ts';
import type { Workload } from './workload.ts';
import { WORKLOADS } from './workloads.ts';

const KILLS: readonly Fault[] = FAULTS.filter((fault) => WAITS_FOR[fault] === undefined);
const OF_JOBS_ONLY: readonly Fault[] = ['Finalizer throws', 'Finalizer never runs'];

/** A place of a workload and a fault that strikes there. */
export interface Cell {
  readonly workload: Workload;
  readonly strike: Strike;
  /** `RetryLane.cls:12` */
  readonly place: string;
}

/** What a cell came to that breaks a rule. */
export interface Violation {
  readonly cell: Cell;
  readonly report: Report;
  readonly text: string;
}

/** `a/b/RetryLane.cls` -> `RetryLane.cls` */
const nameOf = (file: string): string => file.replace(/^.*\//, '');
const placeOf = ({ file, line }: Pick<Visit, 'file' | 'line'>): string => `${nameOf(file)}:${line}`;

/** The kit, the workloads, and every statement of the one that the other comes to. */
export class Matrix {
  readonly #apex: CrashOrg;
  readonly #probes: Probes;
  readonly #unstruck = new Map<Workload, Report>();

  /** @param mutation - a change of the kit's text, to see it found */
  constructor(mutation: Mutation | null = null) {
    this.#apex = new CrashOrg(mutation);
    this.#probes = new Probes(this.#apex.org);
  }

  /** A workload with nothing wrong but what it has in it. */
  unstruck(workload: Workload): Report {
    const known = this.#unstruck.get(workload);
    if (known) return known;
    const report = new Run(this.#apex, this.#probes, workload, null, true).run();
    this.#unstruck.set(workload, report);
    return report;
  }

  /** The statements of the kit that no workload comes to: `RetryLane.cls:12 return true;`. */
  unreached(): readonly string[] {
    const reached = new Set<string>();
    for (const workload of WORKLOADS)
      for (const { file, line } of this.unstruck(workload).visits) reached.add(`${file}:${line}`);
    return [...this.#apex.statements].flatMap(([file, lines]) =>
      lines
        .filter((line) => !reached.has(`${file}:${line}`))
        .map((line) => `${nameOf(file)}:${line} ${this.#apex.lineOf(file, line)}`),
    );
  }

  /**
   * Every place x fault of a workload. Faults that kill strike a statement when a kind of transaction first comes to it.
   * The others change nothing before what they wait for happens: so one strike there stands for all places before it.
   */
  cells(workload: Workload): readonly Cell[] {
    const { visits, waitings } = this.unstruck(workload);
    const seen = new Set<string>();
    const cells: Cell[] = [];
    for (const visit of visits) {
      const place = `${visit.file}:${visit.line} ${visit.context}`;
      if (seen.has(place)) continue;
      seen.add(place);
      const isJob = visit.context.startsWith('queueable');
      for (const fault of KILLS)
        if (isJob || !OF_JOBS_ONLY.includes(fault))
          cells.push({ workload, strike: { fault, at: visit.at }, place: placeOf(visit) });
    }
    for (const fault of FAULTS) {
      const places = new Set(
        waitings.filter(({ moment }) => moment === WAITS_FOR[fault]).map(({ at }) => at),
      );
      for (const at of places) {
        const visit = visits[at - 1];
        if (visit) cells.push({ workload, strike: { fault, at: at - 1 }, place: placeOf(visit) });
      }
    }
    return cells;
  }

  /** @returns the violation; null where every rule holds */
  violationOf(cell: Cell): Violation | null {
    const report = this.report(cell);
    if (report.violations.length === 0) return null;
    const { workload, strike, place } = cell;
    const line = report.struck ? this.#apex.lineOf(report.struck.file, report.struck.line) : '';
    const where = `${place} (${report.struck?.context}) ${line}`;
    const text = [`"${workload.name}": ${strike.fault} at ${where}`, ...report.violations].join('\n  ');
    return { cell, report, text };
  }

  report({ workload, strike }: Cell): Report {
    return new Run(this.#apex, this.#probes, workload, strike, false).run();
  }
}
