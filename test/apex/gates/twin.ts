import { CONFIG_FIELDS } from '../../../src/config/field-table.ts';
import type { Finding } from './finding.ts';

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*$/gmu;
/** Types and functions that leave the integers; with none of them in a class, every division is one of integers. */
const NO_INTEGER =
  /\b(?:Double|Decimal|Math\.(?!min\b|max\b|mod\b|abs\b)\w+|\w+\.(?:doubleValue|divide)\b)|\b\d+\.\d+\b/giu;

function lineOf(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}

/** The twin of `model/policy` calculates with integers only: the same input then gives the same output in both. */
export function integerFindings(file: string, source: string): Finding[] {
  const code = source
    .replace(COMMENT, (comment) => comment.replace(/[^\n]/gu, ' '))
    .replace(/'[^'\n]*'/gu, "''");
  return [...code.matchAll(NO_INTEGER)].map((match) => ({
    file,
    line: lineOf(source, match.index),
    message: `${match[0]} leaves the integers`,
  }));
}

const BOUNDED =
  /bounded\(\s*[\w?.]+,\s*'(?<field>\w+)',\s*(?<fallback>\d+),\s*(?<min>\d+),\s*(?<max>\d+)\s*\)/gu;

/** Defaults and ranges of `RetryConfig.cls` that differ from the table of the config file. */
export function rangeFindings(file: string, source: string): Finding[] {
  return [...source.matchAll(BOUNDED)].flatMap((match) => {
    const { field = '', fallback, min, max } = match.groups ?? {};
    const facts = CONFIG_FIELDS.find((entry) => entry.field === field);
    const expected =
      facts && [facts.store(facts.facts.fallback), facts.range?.min, facts.range?.max].join(', ');
    const actual = [fallback, min, max].join(', ');
    const line = lineOf(source, match.index);
    return expected === actual ? [] : [{ file, line, message: `${field}: ${actual} instead of ${expected}` }];
  });
}

/** Number fields that `RetryConfig.cls` reads. */
export function boundedFields(source: string): string[] {
  return [...source.matchAll(BOUNDED)].map((match) => match.groups?.['field'] ?? '');
}
