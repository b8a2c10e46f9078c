import { ASSUMPTIONS, type Assumption } from '../org/assumptions.ts';
import { METADATA_ASSUMPTIONS } from './metadata-assumptions.ts';

function table(assumptions: readonly Assumption[]): string[] {
  const rows = assumptions.map(({ id, rule, basis }) => `| \`${id}\` | ${rule} | ${basis} |`);
  return ['| Name | Rule | Basis |', '|---|---|---|', ...rows];
}

/** The text of docs/assumptions.md. */
export function renderAssumptions(): string {
  return [
    '<!-- Written by "node tools/apex-runtime/runner/main.ts --write-docs": change tools/apex-runtime/org/assumptions.ts, and for the metadata runner/metadata-assumptions.ts. -->',
    '',
    '# What the local Apex runtime assumes',
    '',
    'The runtime in `tools/apex-runtime` executes the kit by rules of the platform. Where a page of Salesforce states a rule, its',
    'code names the page. The rules below are stated nowhere, or the sources disagree: they are assumptions, and what the tests of',
    'this repository prove holds as far as these do.',
    '',
    ...table(ASSUMPTIONS),
    '',
    '# What the metadata of the kit assumes',
    '',
    'The kit was never deployed to an org. What its permission sets, flows, records and its removal rely on and no page confirms:',
    '',
    ...table(METADATA_ASSUMPTIONS),
    '',
  ].join('\n');
}
