import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, matchesGlob } from 'node:path';
import type { Finding } from './finding.ts';
import { runJava } from './java.ts';

/** A finding of PMD that is right and accepted. */
export interface Allowed {
  readonly rule: string;
  /** Glob over file names. */
  readonly files: string;
  readonly reason: string;
}

interface Violation {
  readonly rule: string;
  readonly message: string;
  readonly codeLocation: { readonly file: string; readonly startLine: number };
}
interface Report {
  readonly violations: readonly Violation[];
  readonly processingErrors: readonly { readonly file: string; readonly message: string }[];
}

const CATEGORIES = ['security', 'bestpractices', 'errorprone', 'performance'];

function ruleSet(): string {
  const rules = CATEGORIES.map((category) => `<rule ref="category/apex/${category}.xml"/>`);
  return `<?xml version="1.0"?>
<ruleset name="kit" xmlns="http://pmd.sourceforge.net/ruleset/2.0.0">
<description>What generated Apex has to keep.</description>
${rules.join('\n')}
</ruleset>`;
}

async function runPmd(files: readonly string[]): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'pmd-'));
  try {
    const [rules, input, output] = ['rules.xml', 'in.json', 'out.json'].map((name) => join(folder, name));
    if (!rules || !input || !output) throw new Error('unreachable');
    writeFileSync(rules, ruleSet());
    const run = { ruleSetInputFile: rules, runDataPerLanguage: { apex: { filesToScan: files } } };
    writeFileSync(input, JSON.stringify(run));
    await runJava('com.salesforce.sfca.pmdwrapper.PmdWrapper', ['run', input, output]);
    return JSON.parse(readFileSync(output, 'utf8')) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isAllowed({ rule, codeLocation }: Violation, allowed: readonly Allowed[]): boolean {
  const name = basename(codeLocation.file);
  return allowed.some((entry) => entry.rule === rule && matchesGlob(name, entry.files));
}

/**
 * Apex files through PMD, in one call. A file that PMD cannot read is a finding, and so is an allowance that nothing
 * needs any more.
 */
export async function pmdFindings(files: readonly string[], allowed: readonly Allowed[]): Promise<Finding[]> {
  const { violations, processingErrors } = await runPmd(files);
  const unused = allowed.filter((entry) => !violations.some((violation) => isAllowed(violation, [entry])));
  return [
    ...processingErrors.map(({ file, message }) => ({ file: basename(file), line: 0, message })),
    ...violations
      .filter((violation) => !isAllowed(violation, allowed))
      .map(({ rule, message, codeLocation }) => ({
        file: basename(codeLocation.file),
        line: codeLocation.startLine,
        message: `${rule}: ${message.trim()}`,
      })),
    ...unused.map(({ rule, files: glob }) => ({
      file: glob,
      line: 0,
      message: `${rule} is allowed for nothing`,
    })),
  ];
}
