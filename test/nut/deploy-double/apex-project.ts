import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CompileError, CompileErrors } from '../../../tools/apex-runtime/compiler/compile-error.ts';
import type { TypeDeclaration } from '../../../tools/apex-runtime/compiler/syntax/declaration-ast.ts';
import { parseSource } from '../../../tools/apex-runtime/compiler/syntax/parse.ts';
import { readProject } from '../../../tools/apex-runtime/runner/project.ts';
import { runTests, type TestRun } from '../../../tools/apex-runtime/runner/run-tests.ts';
import { type Component, NAMESPACE, OBJECT, ownerOf, ownName } from '../../apex/gates/metadata/component.ts';
import type { Failure } from './metadata-format.ts';

/** Files that were parsed before: deployments bring the same classes again. */
const parsed = new Map<string, TypeDeclaration>();

/** Classes whose text is no Apex. */
export function syntaxFailures(components: readonly Component[]): Failure[] {
  return components.flatMap(({ fullName, code }) => {
    const file = `classes/${fullName}.cls`;
    if (code === null || parsed.has(`${file}\0${code}`)) return [];
    try {
      // Under the key that the compiler looks under.
      parsed.set(`${file}\0${code}`, parseSource(file, code));
      return [];
    } catch (error) {
      return failuresOf(error);
    }
  });
}

function failuresOf(error: unknown): Failure[] {
  const errors =
    error instanceof CompileErrors ? error.errors : error instanceof CompileError ? [error] : null;
  if (errors === null) throw error;
  return errors.map(({ place, reason }) => ({
    type: 'ApexClass',
    fullName: place.file.replace(/^.*\/|\.cls$/gu, ''),
    file: place.file,
    line: place.line,
    problem: reason,
  }));
}

/** Whether a class has test methods, and not only code for those of others. */
export const hasTests = ({ code }: Component): boolean => /@IsTest\b[^{}]*\bstatic\b/iu.test(code ?? '');

/** Where the runtime looks for what it reads, and what the file says there. */
function fileOf(component: Component): [path: string, text: string] | null {
  const { type, fullName, code, xml } = component;
  const [owner, name] = [ownerOf(component), ownName(component)];
  const asRoot = xml.source
    .replace(/^<\w+/u, `<${type} xmlns="${NAMESPACE}"`)
    .replace(/<\/\w+>$/u, `</${type}>`);
  switch (type) {
    case 'ApexClass':
      return [`classes/${fullName}.cls`, code ?? ''];
    case 'CustomMetadata':
      return [`customMetadata/${fullName}.md-meta.xml`, xml.source];
    case OBJECT.type:
      return [`objects/${fullName}/${fullName}.object-meta.xml`, xml.source];
    case 'CustomField':
      return [`objects/${owner}/fields/${name}.field-meta.xml`, asRoot];
    default:
      return null;
  }
}

/**
 * Compiles the Apex of an org in the local runtime and runs test classes.
 *
 * @param tests - names of the test classes; none: it is compiled only
 * @returns what became of the tests; failures where the Apex does not compile or a test class is missing
 */
export function runApex(
  components: readonly Component[],
  tests: readonly string[],
): TestRun | readonly Failure[] {
  const missing = tests.filter(
    (name) => !components.some(({ type, fullName }) => type === 'ApexClass' && fullName === name),
  );
  if (missing.length > 0)
    return missing.map((fullName) => ({
      type: 'ApexClass',
      fullName,
      file: '',
      line: 0,
      problem: `Test class not found: ${fullName}`,
    }));
  // Coverage is of the named tests alone; the others stay out.
  const taken = components.filter(
    (each) => !hasTests(each) || tests.includes(each.fullName) || tests.length === 0,
  );
  const folder = mkdtempSync(join(tmpdir(), 'double-'));
  try {
    for (const [path, text] of taken.map(fileOf).filter((file) => file !== null)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return runTests(readProject(folder), { parsed, ...(tests.length === 0 ? { className: ' ' } : {}) });
  } catch (error) {
    return failuresOf(error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
