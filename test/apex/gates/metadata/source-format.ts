import { basename } from 'node:path/posix';
import { XMLValidator } from 'fast-xml-parser';
import { CODE, type Component, KINDS, NAMESPACE, OBJECT, PARTS } from './component.ts';
import { type Element, parseXml } from './element.ts';
import type { MetadataFinding } from './rule.ts';

/** Path -> text. */
export type Files = ReadonlyMap<string, string>;

export interface ReadComponents {
  readonly components: readonly Component[];
  readonly findings: readonly MetadataFinding[];
}

/** Which component a metadata file of a package directory is. */
function identify(path: string): { type: string; fullName: string } | null {
  const file = basename(path).replace(/-meta\.xml$/u, '');
  const part = PARTS.find(({ suffix }) => file.endsWith(suffix));
  if (part) {
    const [object] = path.split('/').slice(-3);
    return { type: part.type, fullName: `${object}.${file.slice(0, -part.suffix.length)}` };
  }
  const kind = [...KINDS, ...CODE].find(({ suffix }) => file.endsWith(suffix));
  return kind ? { type: kind.type, fullName: file.slice(0, -kind.suffix.length) } : null;
}

/** Why a text is no metadata file of this root element; null: it is. */
export function rootTrouble(text: string, rootName: string): { line: number; message: string } | null {
  const valid = XMLValidator.validate(text);
  if (valid !== true) return { line: valid.err.line, message: `is no XML: ${valid.err.msg}` };
  const root: Element = parseXml(text);
  if (root.name !== rootName)
    return { line: root.line, message: `${root.name} stands where ${rootName} belongs` };
  if (root.attributes['xmlns'] === NAMESPACE) return null;
  return { line: root.line, message: `its namespace is not ${NAMESPACE}` };
}

interface Trouble {
  readonly rule: string;
  readonly line: number;
  readonly message: string;
}

/** The component of a file, or why it is none; null: the code of one, which its metadata brings. */
function readFile(path: string, text: string, files: Files): Component | Trouble | null {
  if (CODE.some(({ suffix }) => path.endsWith(suffix)))
    return files.has(`${path}-meta.xml`)
      ? null
      : { rule: 'file-pair', line: 0, message: 'has no metadata beside it' };
  const identity = path.endsWith('-meta.xml') ? identify(path) : null;
  if (identity === null)
    return { rule: 'file-kind', line: 0, message: 'is of a kind that the lint does not know' };
  const trouble = rootTrouble(text, identity.type);
  if (trouble) return { rule: 'file-root', ...trouble };
  const code = files.get(path.replace(/-meta\.xml$/u, '')) ?? null;
  if (code === null && CODE.some(({ type }) => type === identity.type))
    return { rule: 'file-pair', line: 0, message: 'has no code beside it' };
  return { ...identity, file: path, xml: parseXml(text), code };
}

/** Components of a package directory, and what is wrong with its files as files. */
export function readSourceFormat(files: Files): ReadComponents {
  const components: Component[] = [];
  const findings: MetadataFinding[] = [];
  for (const [path, text] of files) {
    const read = readFile(path, text, files);
    if (read === null) continue;
    if ('rule' in read) findings.push({ ...read, file: path, component: null });
    else components.push(read);
  }
  return { components, findings };
}

/** An object that somebody else defines, as far as others have to know it. */
export function foreignObject(fullName: string): Component {
  const xml = parseXml(
    `<${OBJECT.type}><nameField><label>Name</label><type>Text</type></nameField></${OBJECT.type}>`,
  );
  return { type: OBJECT.type, fullName, file: `${fullName}${OBJECT.suffix}`, xml, code: null };
}
