import { execFile, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const JARS = resolve(
  import.meta.dirname,
  '../../../node_modules/@salesforce/code-analyzer-pmd-engine/dist/java-lib',
);

/** Short runs: the second compiler and the parallel collector cost more than they give. */
const QUICK_START = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/**
 * Whether to leave out what needs Java, which is said loudly. Never in CI: there a gate that nobody sees is as good as
 * none.
 */
export function mustSkipJava(): boolean {
  const isMissing = spawnSync('java', ['-version']).status !== 0;
  if (isMissing && !process.env['CI']) {
    console.warn(
      '\n!!! Java is missing: the type check and the static analysis of the Apex are SKIPPED. !!!\n',
    );
    return true;
  }
  return false;
}

/**
 * Runs a class of the jars that check Apex.
 *
 * @returns what it printed
 * @throws Error if it ends with a code that is not among `codes`
 */
export async function runJava(mainClass: string, args: readonly string[], codes = [0]): Promise<string> {
  // apex-ls brings classes that others have in other versions: its jar comes first.
  const first = readdirSync(JARS).filter((name) => name.startsWith('apex-ls_'));
  const classPath = [...first, '*'].map((name) => join(JARS, name)).join(delimiter);
  const all = [...QUICK_START, '-cp', classPath, mainClass, ...args];
  try {
    const { stdout } = await promisify(execFile)('java', all, { maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string };
    if (typeof code === 'number' && codes.includes(code)) return stdout ?? '';
    throw new Error(`${mainClass} ended with ${code}: ${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}
