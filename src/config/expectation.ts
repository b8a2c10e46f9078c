import type { Expectation } from '../model/simulation/scenario.ts';

/** A comparison as it is written in `expect`. */
export const EXPECTATION = /^(?:<=|>=|==|<|>) {0,3}[0-9]{1,12}(?:\.[0-9]{1,12})?%?$/;
const PARTS = /^(?<operator><=|>=|==|<|>) {0,3}(?<value>[0-9.]+)(?<percent>%?)$/;

/** @param text - matches {@link EXPECTATION} */
function parseExpectation(metric: string, text: string): Expectation {
  const parts = PARTS.exec(text)?.groups;
  const value = Number(parts?.['value']);
  return {
    metric,
    text,
    operator: parts?.['operator'] as Expectation['operator'],
    value: parts?.['percent'] === '%' ? value / 100 : value,
  };
}

/** @param expect - metrics and their comparisons, as they stand in the file */
export function expectationsOf(expect: Readonly<Record<string, string>>): Expectation[] {
  return Object.entries(expect).map(([metric, text]) => parseExpectation(metric, text));
}
