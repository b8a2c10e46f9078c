/** A rule of this runtime that no document confirms. */
export interface Assumption {
  readonly id: string;
  readonly rule: string;
  /** What the sources do say, or who else assumes the same. */
  readonly basis: string;
}

/** Every rule that is assumed, in one list: a run can print it, and docs/assumptions.md is made of it. */
export const ASSUMPTIONS: readonly Assumption[] = [
  {
    id: 'statics-in-tests',
    rule: 'Static variables set by a test are still set in the jobs that Test.stopTest() runs; in all other places each transaction starts with fresh ones.',
    basis: 'Not documented for stopTest. The open runtime glade assumes the same.',
  },
  {
    id: 'test-chain',
    rule: 'Test.stopTest() runs the jobs that the test enqueued, not the jobs that those jobs or their finalizers enqueue. The children are accepted and dropped.',
    basis: 'Sources disagree on chains in tests; sf-skills says that only the first job of a chain runs.',
  },
  {
    id: 'test-job-failure',
    rule: 'A job that throws in a test: its finalizer runs, then Test.stopTest() throws the exception of the job.',
    basis: 'The exception surfacing at stopTest is documented; the order relative to the finalizer is not.',
  },
  {
    id: 'finalizer-state',
    rule: 'The finalizer sees the instance as the job left it when it ended or failed, without transient members; SObjects in it keep their fields.',
    basis: 'Mutations after attachFinalizer are documented as visible; the moment of the copy is not.',
  },
  {
    id: 'finalizer-ceiling',
    rule: 'The sixth consecutive re-enqueue of a failing job by its finalizer throws a System.AsyncException.',
    basis: 'Five in a row are documented; what the refusal looks like is not.',
  },
  {
    id: 'finalizer-exceptions',
    rule: 'A second System.attachFinalizer, and one outside a Queueable, throw a System.HandledException with the documented text.',
    basis: 'The texts are documented, the type of the exception is not.',
  },
  {
    id: 'enqueue-blocks-callouts',
    rule: 'System.enqueueJob, System.schedule and Database.executeBatch are uncommitted work: a later callout in the transaction throws.',
    basis: 'Documented for future methods and batch jobs; inferred for Queueable.',
  },
  {
    id: 'publish-blocks-callouts',
    rule: 'EventBus.publish is uncommitted work too, whatever the publish behaviour of the event.',
    basis: 'Sources conflict for PublishImmediately; the stricter reading is taken.',
  },
  {
    id: 'rollback-jobs',
    rule: 'Database.rollback also takes back the jobs that were enqueued after the savepoint.',
    basis:
      'Documented for the rollback of a whole transaction; not for one to a savepoint. If it is false, what a failing handler enqueued runs although its other work was undone.',
  },
  {
    id: 'attach-finalizer-free',
    rule: 'System.attachFinalizer does not stand in the way of callouts.',
    basis: 'Not in the documented list; two libraries rely on it.',
  },
  {
    id: 'delay-range',
    rule: 'A delay outside 0 to 10 minutes throws a System.IllegalArgumentException.',
    basis: 'The range is documented, the exception is not.',
  },
  {
    id: 'daily-limit',
    rule: 'Executions count when they are enqueued. Above the limit System.enqueueJob throws a catchable System.AsyncException.',
    basis: 'The text was observed; whether it can be caught, and when a job counts, is not documented.',
  },
  {
    id: 'depth-message',
    rule: 'A chain that is too deep throws System.AsyncException "Maximum stack depth has been reached", for the edition limit and for one set by AsyncOptions.',
    basis: 'Observed for the edition limit.',
  },
  {
    id: 'signature-size',
    rule: 'The size of a duplicate signature is not checked.',
    basis: 'The bound is only known from a code comment of a third party.',
  },
  {
    id: 'sequential-jobs',
    rule: 'In the virtual-time org a job runs to its end before another starts. Callouts move the clock of their transaction only. Where the script lets jobs overlap, queries before the first callout see what was committed when the job began, all other statements what is committed when it ends.',
    basis:
      'Design of this runtime; that a query sees what is committed when it runs is not documented. Locks held by others must be scripted.',
  },
  {
    id: 'lock-order',
    rule: 'A query with FOR UPDATE gives its rows in the order of their Ids.',
    basis: 'That it takes no ORDER BY is documented; the order is not.',
  },
  {
    id: 'job-latency',
    rule: 'A job starts at the end of its delay plus a wait that the script of the org draws.',
    basis: 'No figure about queue latency is published.',
  },
  {
    id: 'gmt-user',
    rule: 'The running user lives in GMT and writes dates as 2026-11-21 10:15:00.',
    basis: 'Design of this runtime.',
  },
  {
    id: 'one-user',
    rule: 'All code runs as one user who may do everything; System.runAs changes no permission.',
    basis: 'Sharing, FLS and permissions are not simulated.',
  },
  {
    id: 'insertion-order',
    rule: 'Sets and Maps are iterated in the order of insertion.',
    basis: 'The order is documented as not to be relied on.',
  },
  {
    id: 'decimal-division',
    rule: 'The operator / on Decimals keeps 34 significant digits, HALF_EVEN.',
    basis: 'Not documented; as java.math.MathContext.DECIMAL128.',
  },
  {
    id: 'empty-checkbox',
    rule: 'A Checkbox of an SObject in memory that nobody has set is false.',
    basis: 'Widely observed; not on a documentation page.',
  },
  {
    id: 'json-numbers',
    rule: 'JSON.deserializeUntyped makes an Integer of a whole number that fits, else a Long, and a Decimal of a number with a fraction.',
    basis: 'Widely observed.',
  },
  {
    id: 'header-case',
    rule: 'HttpResponse.getHeader finds a header in any letter case; getHeaderKeys gives the names as sent.',
    basis: 'Case sensitivity is not documented.',
  },
  {
    id: 'uncatchable-finally',
    rule: 'Neither catch nor finally blocks run after an exception that cannot be caught.',
    basis: 'Uncatchable is documented; finally is not mentioned.',
  },
  {
    id: 'metadata-in-tests',
    rule: 'Tests see the custom metadata records of the project.',
    basis: 'Widely observed; the documentation lists only examples.',
  },
  {
    id: 'loop-ceiling',
    rule: 'A transaction that goes through 200 million rounds of loops dies of "Apex CPU time limit exceeded".',
    basis: 'Stands in for the CPU limit, which is not simulated, so that a runaway loop ends.',
  },
];
