import { ASSUMPTIONS } from '../org/assumptions.ts';

/** The text of docs/assumptions.md. */
export function renderAssumptions(): string {
  const rows = ASSUMPTIONS.map(({ id, rule, basis }) => `| \`${id}\` | ${rule} | ${basis} |`);
  return [
    '<!-- Written by "node tools/apex-runtime/runner/main.ts --write-docs": change tools/apex-runtime/org/assumptions.ts. -->',
    '',
    '# What the local Apex runtime assumes',
    '',
    'The runtime in `tools/apex-runtime` executes the kit by rules of the platform. Where a page of Salesforce states a rule, its',
    'code names the page. The rules below are stated nowhere, or the sources disagree: they are assumptions, and what the tests of',
    'this repository prove holds as far as these do.',
    '',
    '| Name | Rule | Basis |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
