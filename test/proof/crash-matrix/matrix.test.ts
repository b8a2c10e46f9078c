import { describe, expect, test } from 'vitest';
import { type Cell, Matrix } from './matrix.ts';
import { sampleOf } from './sample.ts';
import type { Workload } from './workload.ts';
import { WORKLOADS } from './workloads.ts';

/** Every place of every workload in `npm run verify:deep`. */
const IS_FULL = process.env['CRASH_MATRIX'] === 'full';
const TIMEOUT_MS = IS_FULL ? 1_800_000 : 120_000;
/** Violations that a report shows. */
const SHOWN = 5;

const matrix = new Matrix();

const named = (name: string): Workload => {
  const found = WORKLOADS.find((each) => each.name === name);
  if (!found) throw new Error(`No workload ${name}`);
  return found;
};

/** Few, so all of them run everywhere: the sample has too few to see a delivery sent again. */
const locksOf = (of: Matrix, workload: Workload): readonly Cell[] =>
  of.cells(workload).filter(({ strike }) => strike.fault === 'row of the log locked');

const cellsOf = (workload: Workload): readonly Cell[] =>
  IS_FULL ? matrix.cells(workload) : sampleOf(matrix.cells(workload));

describe('whatever goes wrong at any statement', () => {
  test.each(WORKLOADS)(
    'each request is in one place and comes to its end: $name',
    (workload) => {
      const cells = cellsOf(workload);
      const violations = cells.flatMap((cell) => matrix.violationOf(cell) ?? []);
      if (IS_FULL) console.log(`${cells.length} places x faults, ${violations.length} violations`);
      expect(violations.slice(0, SHOWN).map(({ text }) => text)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test.each(WORKLOADS.filter(({ sender }) => sender.durability === 'row'))(
    'what was written first survives the loss of its Finalizer: $name',
    (workload) => {
      const cells = cellsOf(workload).filter(({ strike }) => strike.fault.startsWith('Finalizer'));
      expect(cells).not.toEqual([]);
      expect(cells.flatMap((cell) => matrix.report(cell).lost)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test('what was delivered is not sent again though its row stays locked and jobs are refused', () => {
    const cells = locksOf(matrix, named('jobs are refused in the middle, with rows'));
    expect(cells).not.toEqual([]);
    expect(cells.flatMap((cell) => matrix.violationOf(cell)?.text ?? [])).toEqual([]);
  });

  test('what was not written first is lost with its Finalizer, and by nothing else', () => {
    const [success] = WORKLOADS;
    const cells = success ? cellsOf(success) : [];
    const losing = new Set(
      cells.filter((cell) => matrix.report(cell).lost.length > 0).map(({ strike }) => strike.fault),
    );
    expect(losing).toContain('Finalizer throws');
    expect(losing).toContain('Finalizer never runs');
  });
});

test('the workloads come to nearly every statement that moves a request', () => {
  const movers = [
    'RetryCalloutJob',
    'RetryLane',
    'RetrySweeper',
    'RetryIntake',
    'RetryAttempt',
    'FailedIntegrationLog',
    'RetryReceipt',
  ];
  const missed = matrix
    .unreached()
    .filter((place) => movers.some((mover) => place.startsWith(`${mover}.cls:`)));
  // Refusals of what nobody can send, limits that no small run reaches, a log that takes no row.
  expect(missed.length).toBeLessThan(45);
  expect(missed.filter((place) => place.startsWith('FailedIntegrationLog'))).toEqual([]);
});

describe('the crash matrix fails', () => {
  const deletions = [
    {
      what: 'the lease recovery',
      workload: 'killed',
      mutation: { file: 'RetrySweeper.cls', from: 'endLapsedLeases(now);', to: '' },
    },
    {
      what: "the Finalizer's ledger",
      workload: 'crash',
      mutation: { file: 'RetryCalloutJob.cls', from: 'attempt.crashed(cause);', to: '' },
    },
    {
      what: 'the slot check',
      workload: 'a trigger takes the job of a lane that goes on',
      mutation: {
        file: 'RetryCalloutJob.cls',
        from: 'Boolean hasSlot = platform.freeSlots() > 0;',
        to: 'Boolean hasSlot = true;',
      },
    },
    {
      what: 'the receipt of a delivery whose row is locked',
      workload: 'jobs are refused in the middle, with rows',
      mutation: {
        file: 'RetryReceipt.cls',
        from: 'saysDelivered(attempt.change) &&',
        to: 'false &&',
      },
    },
    {
      what: 'the mercy on lane-mates of a request that has no place',
      workload: 'jobs are refused, and the row of one request too',
      mutation: {
        file: 'RetryCalloutJob.cls',
        from: 'if (isAnyWritten && !this.hasFinalizer) {',
        to: 'if (false && !this.hasFinalizer) {',
      },
    },
    {
      what: 'a look for receipts',
      workload: 'jobs are refused in the middle, with rows',
      mutation: { file: 'RetrySweeper.cls', from: 'settled.get(row.Id) ??', to: '' },
    },
  ];

  test.each(deletions)(
    'without $what',
    ({ workload: name, mutation }) => {
      const broken = new Matrix(mutation);
      const workload = named(name);
      const cells = [...sampleOf(broken.cells(workload)), ...locksOf(broken, workload)];
      expect(cells.some((cell) => broken.violationOf(cell) !== null)).toBe(true);
    },
    TIMEOUT_MS,
  );
});
