import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { adviceOf } from '../advice.ts';
import { duration, number, percent, valueText } from '../text/format.ts';
import { SIGNS, type Tone, verdictOf } from '../verdict.ts';
import { dataTable } from './data-table.ts';
import { type Content, html, type Markup } from './markup.ts';

/** A scenario and where it stands on the page. */
export interface Placed {
  readonly result: ScenarioResult;
  readonly id: string;
  /** Whether the name of its integration tells it from others. */
  readonly ofSeveral: boolean;
}

function link({ result, id, ofSeveral }: Placed): Markup {
  const whom = ofSeveral && html` for <bdi>${result.integration}</bdi>`;
  return html`<a href="#${id}"><bdi>${result.name}</bdi>${whom}</a>`;
}

/** What the report as a whole says. */
export function overall(placed: readonly Placed[]): { readonly tone: Tone; readonly text: string } {
  const failed = placed.filter(({ result }) => !result.passed).length;
  const silent = placed.every(({ result }) => result.expectations.length === 0);
  const all = placed.length === 1 ? 'The scenario' : `All ${placed.length} scenarios`;
  if (failed > 0) {
    const of = placed.length === 1 ? 'The scenario fails' : `${failed} of ${placed.length} scenarios fail`;
    return { tone: 'bad', text: of };
  }
  if (silent) return { tone: 'middling', text: 'Nothing was expected, so nothing could fail' };
  return { tone: 'good', text: `${all} passed` };
}

/** Where the verdict hangs on an assumption that nobody has measured. */
function provided(placed: readonly Placed[]): Content {
  const shaky = placed.filter(({ result }) => result.sensitivity.some(({ flips }) => flips.length > 0));
  if (shaky.length === 0) return null;
  const links = shaky.map((each, position) => html`${position > 0 && ', '}${link(each)}`);
  return html` This hangs on how soon Salesforce starts queued jobs, which is an assumption, in ${links}: see “How far to trust this” there.`;
}

function safe(placed: readonly Placed[]): Content {
  const failed = placed.filter(({ result }) => !result.passed);
  if (failed.length > 0) {
    return html`No: it does not do what is expected of it in ${failed.map((each, index) => html`${index > 0 && ', '}${link(each)}`)}.`;
  }
  const gated = placed.filter(({ result }) => result.expectations.length > 0).length;
  if (gated === 0) return 'That cannot be said: no scenario has an “expect”. The numbers stand below.';
  const answer =
    gated === placed.length
      ? 'Yes, under what was simulated: everything that is expected of it holds.'
      : `Yes, under what was simulated, as far as something was expected: in ${gated} of ${placed.length} scenarios.`;
  return html`${answer}${provided(placed)}`;
}

function worst(
  placed: readonly Placed[],
  value: (result: ScenarioResult) => number | null,
): Placed | undefined {
  const rank = ({ result }: Placed): number => value(result) ?? Number.POSITIVE_INFINITY;
  return placed.toSorted((a, b) => rank(b) - rank(a))[0];
}

function cost(placed: readonly Placed[]): Content {
  const executions = worst(placed, ({ metrics }) => metrics['asyncExecutions.total'].mean);
  const share = worst(placed, ({ metrics }) => metrics['asyncExecutions.shareOfLimit'].mean);
  const slow = worst(placed, ({ metrics }) => metrics['deliveryMinutes.p95'].mean);
  if (!executions || !share || !slow) return null;
  const where = (each: Placed): Content => placed.length > 1 && html` (${link(each)})`;
  const total = executions.result.metrics['asyncExecutions.total'].mean ?? 0;
  const peak = share.result.metrics['asyncExecutions.shareOfLimit'].mean ?? 0;
  const late = slow.result.metrics['deliveryMinutes.p95'].mean;
  const time =
    late === null
      ? 'Fewer than 95 % are ever delivered'
      : `Time: 95 % are delivered within ${duration(late)}`;
  return html`Asynchronous executions: ${number(Math.round(total))}${placed.length > 1 && ' at most'}${where(executions)}. With them the whole org uses ${percent(peak)} of its daily limit at its peak${where(share)}. ${time}${where(slow)}.`;
}

function change(placed: readonly Placed[]): Content {
  const texts = new Set(placed.flatMap(({ result }) => adviceOf(result)));
  if (texts.size > 0) return html`<ul>${[...texts].map((text) => html`<li>${text}</li>`)}</ul>`;
  const failed = placed.some(({ result }) => !result.passed);
  return failed ? 'See the expectations that do not hold, below.' : 'Nothing.';
}

/** The three questions that a report is read for. */
export function inShort(placed: readonly Placed[]): Markup {
  return html`<dl class="answers"><dt>Is the policy safe?</dt><dd>${safe(placed)}</dd><dt>What does it cost?</dt><dd>${cost(placed)}</dd><dt>What to change?</dt><dd>${change(placed)}</dd></dl>`;
}

/** Where to find which scenario. */
export function index(placed: readonly Placed[]): Markup {
  if (placed.length < 2) return html``;
  const rows = placed.map((each): Content[] => {
    const { metrics } = each.result;
    const { tone } = verdictOf(each.result);
    const word = { good: 'passed', bad: 'failed', middling: 'not judged' }[tone];
    return [
      html`<span class="${tone}">${SIGNS[tone]} ${word}</span>: ${link(each)}`,
      valueText('requests', metrics.delivered.mean, '-'),
      valueText('requests', metrics.deadLettered.mean, '-'),
      valueText('minutes', metrics['deliveryMinutes.p95'].mean, 'never'),
      valueText('executions', metrics['asyncExecutions.total'].mean, '-'),
    ];
  });
  return html`<nav aria-label="Scenarios"><h2>Scenarios</h2>${dataTable({
    caption: 'Means over the replications',
    head: ['Scenario', 'Delivered', 'Dead letters', '95 % delivered within', 'Async executions'],
    rows,
  })}</nav>`;
}
