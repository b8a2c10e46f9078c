import type { LoadResult } from '../../model/load/load-result.ts';
import type { Progress } from '../../model/load/progress.ts';
import { duration, number } from './format.ts';

/** What a run still needs, if it goes on as so far; '' while that cannot be said. */
function timeLeft({ rows, rowsDone }: Progress, elapsedMs: number): string {
  if (rowsDone === 0 || elapsedMs < 1000) return '';
  return `, ${duration(((rows - rowsDone) / rowsDone) * (elapsedMs / 60_000))} left`;
}

const MEGABYTE = 1_000_000;

/** One line on how far the check of a file is that is about to be loaded. */
export function checkingLine(bytes: number, of: number): string {
  const share = of === 0 ? 100 : Math.floor((bytes / of) * 100);
  return `Checking the file: ${share} % of ${number(Math.ceil(of / MEGABYTE))} MB`;
}

/** One line on how far a run is. @param elapsedMs - since it began */
export function progressLine(progress: Progress, elapsedMs: number): string {
  const { rows, rowsDone, chunks, chunksDone, parallel, retries, deadLettered } = progress;
  const share = rows === 0 ? 0 : Math.floor((rowsDone / rows) * 100);
  const rate = elapsedMs < 1000 ? '' : `, ${number(Math.round(rowsDone / (elapsedMs / 1000)))} rows/s`;
  const dead = deadLettered === 0 ? '' : `, ${number(deadLettered)} dead letters`;
  const again = retries === 0 ? '' : `, ${number(retries)} retries`;
  return (
    `${share} %: ${number(rowsDone)} of ${number(rows)} rows, ${chunksDone} of ${chunks} chunks, ` +
    `up to ${parallel} jobs${rate}${timeLeft(progress, elapsedMs)}${dead}${again}`
  );
}

const STATES: Readonly<Record<LoadResult['state'], string>> = {
  planned: 'Checked; nothing was sent.',
  running: 'The run is not at its end.',
  done: 'Every row is loaded.',
  doneWithFailures: 'Done in part: some rows are in the dead-letter file.',
  unreconciled: 'The org gives no verdict on some rows.',
  stopped: 'Stopped; the run can be resumed.',
};

const STOPS: Readonly<Record<NonNullable<LoadResult['stop']>['reason'], string>> = {
  wait: 'the time given with --wait is over',
  retries: 'a call failed seven times',
  retryAfter: 'the org asks to be left alone for more than 15 minutes',
  auth: 'the log-in is not accepted any more',
  quota: 'an allowance of the org is used up',
  request: 'the org refuses the request, and would refuse it again',
  jobs: 'jobs keep failing whatever rows they carry',
};

/** Why a run stopped. */
function stopText({ reason, message }: NonNullable<LoadResult['stop']>): string {
  return message === '' ? STOPS[reason] : `${STOPS[reason]}: ${message}`;
}

function rowLines({ rows, redriven }: LoadResult): string[] {
  const table: readonly (readonly [string, number])[] = [
    ['source', rows.source],
    [`loaded (${number(rows.created)} created, ${number(rows.updated)} updated)`, rows.loaded],
    ['dead-lettered', rows.deadLettered],
    ['skipped duplicates', rows.skippedDuplicates],
    ['unknown', rows.unknown],
    ['remaining', rows.remaining],
    ['dead letters loaded by a redrive', redriven],
  ];
  const shown = table.filter(([name, count]) => count > 0 || name === 'source' || name.startsWith('loaded'));
  const width = Math.max(...shown.map(([, count]) => number(count).length));
  return shown.map(([name, count]) => `  ${number(count).padStart(width)}  ${name}`);
}

/** The command that comes next, if one does. */
function nextLines({ state, runDir, files }: LoadResult): string[] {
  switch (state) {
    case 'stopped':
    case 'unreconciled':
    case 'running':
      return [`Go on with: sf retry upsert resume --run-dir ${runDir}`];
    case 'doneWithFailures':
      return [
        `Correct a copy of ${files.deadLetter ?? 'the dead-letter file'}, then:`,
        `  sf retry upsert redrive --run-dir ${runDir} --file CORRECTED.csv`,
      ];
    case 'planned':
    case 'done':
      return [];
  }
}

/** What became of a run, for people. */
export function loadLines(result: LoadResult): string[] {
  const { state, stop, chunks, jobs, retries, elapsedSeconds, rowsPerSecond, orphans, runDir, files } =
    result;
  const pace =
    state === 'planned'
      ? []
      : [
          `${chunks.done} of ${chunks.total} chunks, ${number(jobs)} jobs, ${number(retries)} retries, ` +
            `${duration(elapsedSeconds / 60)}, ${number(rowsPerSecond)} rows/s`,
        ];
  return [
    STATES[state],
    ...(stop === null ? [] : [`Why: ${stopText(stop)}`]),
    'Rows',
    ...rowLines(result),
    ...(state === 'planned' ? [`${chunks.total} chunks`] : pace),
    ...(orphans.length === 0
      ? []
      : [`Open jobs that may be left of this run, harmless: ${orphans.join(', ')}`]),
    ...(state === 'planned' ? [] : [`Run directory: ${runDir}`]),
    ...(files.deadLetter === null ? [] : [`Dead letters: ${files.deadLetter}`]),
    ...nextLines(result),
  ];
}
