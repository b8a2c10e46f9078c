import type { GateResult } from '../../model/simulation/gates.ts';
import type { ScenarioResult } from '../../model/simulation/scenario-result.ts';
import { measuredText } from '../text/expectations.ts';
import { SIGNS } from '../verdict.ts';
import { dataTable } from './data-table.ts';
import { type Content, html, type Markup } from './markup.ts';

function row(gate: GateResult): Content[] {
  const tone = gate.passed ? 'good' : 'bad';
  const verdict = gate.passed ? 'holds' : 'does not hold';
  return [
    html`<span class="${tone}">${SIGNS[tone]} ${verdict}</span>: <code>${gate.metric} ${gate.expected}</code>`,
    measuredText(gate),
  ];
}

/** Each expectation, what was measured, and whether it holds. */
export function expectationTable({ expectations }: ScenarioResult): Markup {
  if (expectations.length === 0) {
    return html`<p class="quiet">The scenario has no “expect”: nothing could fail.</p>`;
  }
  return html`<h3>What was expected</h3>
${dataTable({
  caption: 'Counts must hold in every replication; means, at the adverse end of their 95 % interval',
  head: ['Expected', 'Measured'],
  rows: expectations.map(row),
})}`;
}
