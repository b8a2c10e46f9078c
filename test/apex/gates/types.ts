import type { Finding } from './finding.ts';
import { runJava } from './java.ts';
import { shortPath } from './project.ts';

const BEGIN = '@@ ';

/**
 * For the JavaScript engine that comes with the jars: checks one project after the other in one virtual machine, since
 * starting it costs more than a check. Arguments of `run`: format, logging, detail, no cache, parameters, project, cache.
 */
function script(dirs: readonly string[]): string {
  return [
    'var check = Packages.io.github.apexdevtools.apexls.CheckForIssues;',
    'var none = Packages.scala.collection.immutable.Nil$.MODULE$;',
    ...dirs.flatMap((dir) => [
      `print(${JSON.stringify(BEGIN + dir)});`,
      `check.run('text', 'none', 'warnings', true, none, ${JSON.stringify(dir)}, '');`,
    ]),
  ].join('\n');
}

/** Groups of a path and what is said about it; anything else is a finding too, so that nothing goes unseen. */
function readReport(lines: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  let file = '';
  for (const line of lines) {
    const issue = /^\w+: line (?<line>\d+)\b.*$/u.exec(line);
    if (issue) findings.push({ file, line: Number(issue.groups?.['line']), message: line });
    else if (/\.\w+$/u.test(line)) file = shortPath(line);
    else findings.push({ file, line: 0, message: line });
  }
  return findings;
}

/**
 * Salesforce DX projects through the type checker apex-ls, warnings included.
 *
 * @param dirs - projects
 * @returns findings per project, in the same order
 */
export async function typeFindings(dirs: readonly string[]): Promise<Finding[][]> {
  const output = await runJava('org.mozilla.javascript.tools.shell.Main', ['-opt', '-1', '-e', script(dirs)]);
  const reports = output.split(/^@@ .*$/mu).slice(1);
  if (reports.length !== dirs.length)
    throw new Error(`apex-ls reported on ${reports.length} projects: ${output}`);
  return reports.map((report) => readReport(report.split('\n').filter((line) => line.trim() !== '')));
}
