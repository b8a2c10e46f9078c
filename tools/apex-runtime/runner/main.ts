import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CompileErrors } from '../compiler/compile-error.ts';
import { ASSUMPTIONS } from '../org/assumptions.ts';
import { renderAssumptions } from './assumptions.ts';
import { readProject } from './project.ts';
import { isGood, renderRun } from './report.ts';
import { runTests } from './run-tests.ts';

const USAGE = `Runs the Apex tests of a project in a local runtime.

  npm run apex:test -- PROJECT_DIR [--class NAME] [--assumptions]

  --class NAME    only the tests of this class
  --assumptions   print what the runtime assumes about the platform, and stop
  --write-docs    write docs/assumptions.md, and stop`;

function argument(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

function main(args: readonly string[]): number {
  if (args.includes('--assumptions')) {
    for (const { id, rule, basis } of ASSUMPTIONS) console.log(`${id}: ${rule}\n    ${basis}`);
    return 0;
  }
  if (args.includes('--write-docs')) {
    writeFileSync(resolve(import.meta.dirname, '../../../docs/assumptions.md'), renderAssumptions());
    return 0;
  }
  const [directory] = args;
  if (directory === undefined || directory.startsWith('-')) {
    console.error(USAGE);
    return 2;
  }
  const className = argument(args, '--class');
  try {
    const run = runTests(readProject(directory), className === undefined ? {} : { className });
    console.log(renderRun(run));
    return isGood(run) ? 0 : 1;
  } catch (error) {
    if (error instanceof CompileErrors) console.error(error.message);
    else if (error instanceof Error) console.error(`The runtime failed: ${error.message}`);
    return 1;
  }
}

process.exitCode = main(process.argv.slice(2));
