import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ApexErrorListener, ApexParserFactory, type ApexParserRuleContext } from '@apexdevtools/apex-parser';
import xml from '@prettier/plugin-xml';
import { XMLValidator } from 'fast-xml-parser';
import { format, type Options } from 'prettier';
import * as apex from 'prettier-plugin-apex';
import type { Finding } from './finding.ts';
import { shortPath } from './project.ts';

interface Parsed {
  readonly tree: ApexParserRuleContext;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}

class Collector extends ApexErrorListener {
  readonly errors: { line: number; message: string }[] = [];

  apexSyntaxError(line: number, _column: number, message: string): void {
    this.errors.push({ line, message });
  }
}

/** By their text: generated projects hold the same classes, and parsing is slow. */
const parsed = new Map<string, Parsed>();

/** ANTLR's quick prediction, which is right when it finds no error. */
const QUICK = 0;

function parse(text: string, isTrigger: boolean, isQuick = true): Parsed {
  const collector = new Collector();
  // To lexer and parser: bad escapes are seen by the lexer only.
  const { parser } = ApexParserFactory.createLexerAndParser(text, collector);
  if (isQuick) (parser as unknown as { _interp: { predictionMode: number } })._interp.predictionMode = QUICK;
  const tree = isTrigger ? parser.triggerUnit() : parser.compilationUnit();
  return isQuick && collector.errors.length > 0
    ? parse(text, isTrigger, false)
    : { tree, errors: collector.errors };
}

/** An Apex file by the ANTLR grammar. */
export function parseApex(path: string): Parsed {
  const text = readFileSync(path, 'utf8');
  const result = parsed.get(text) ?? parse(text, path.endsWith('.trigger'));
  parsed.set(text, result);
  return result;
}

/** Apex files through the ANTLR grammar. */
export function grammarFindings(paths: readonly string[]): Finding[] {
  return paths.flatMap((path) =>
    parseApex(path).errors.map((error) => ({ file: shortPath(path), ...error })),
  );
}

/** What a new Salesforce DX project says of prettier, as far as it concerns our files. */
const SALESFORCE_PROJECT: Options = { trailingComma: 'none', plugins: [apex, xml] };

async function formatFinding(path: string): Promise<Finding[]> {
  const text = readFileSync(path, 'utf8');
  const file = shortPath(path);
  try {
    const formatted = await format(text, {
      ...SALESFORCE_PROJECT,
      apexStandaloneParser: 'native',
      filepath: basename(path),
    });
    if (formatted === text) return [];
    const line = formatted.split('\n').findIndex((other, index) => other !== text.split('\n')[index]);
    return [{ file, line: line + 1, message: 'prettier would write this differently' }];
  } catch (error) {
    return [{ file, line: 0, message: `does not parse: ${(error as Error).message.slice(0, 300)}` }];
  }
}

/**
 * Apex and metadata files through prettier, which parses Apex with Salesforce's own parser (jorje). Parsed is not enough:
 * what it would write differently, every user's next commit changes.
 */
export async function formatFindings(paths: readonly string[]): Promise<Finding[]> {
  const formattable = paths.filter((path) => /\.(?:cls|trigger|apex|xml)$/u.test(path));
  return (await Promise.all(formattable.map(formatFinding))).flat();
}

/** Metadata files that are no XML: the conversion of the Salesforce CLI lets a misspelt closing tag pass. */
export function xmlFindings(paths: readonly string[]): Finding[] {
  return paths
    .filter((path) => path.endsWith('.xml'))
    .flatMap((path) => {
      const result = XMLValidator.validate(readFileSync(path, 'utf8'));
      return result === true
        ? []
        : [{ file: shortPath(path), line: result.err.line, message: result.err.msg }];
    });
}
