import { CODE, type Component, KINDS, OBJECT, PARTS } from '../../apex/gates/metadata/component.ts';
import { childrenOf, type Element, parseXml, textOf } from '../../apex/gates/metadata/element.ts';
import type { Manifest } from '../../apex/gates/metadata/manifest.ts';
import { type Files, rootTrouble } from '../../apex/gates/metadata/source-format.ts';

/** What an answer says of one component. */
export interface Failure {
  readonly type: string;
  readonly fullName: string;
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

/** A component by its name. */
export type Name = Pick<Component, 'type' | 'fullName'>;

interface Read {
  readonly components: readonly Component[];
  readonly failures: readonly Failure[];
}

/** The object itself and its parts, which lie in one file. */
function partsOfObject(fullName: string, file: string, root: Element): Component[] {
  const names = PARTS.map(({ folder }) => folder);
  const own = { ...root, children: root.children.filter(({ name }) => !names.includes(name)) };
  const parts = PARTS.flatMap(({ type, folder }) =>
    childrenOf(root, folder).map((xml) => ({
      type,
      fullName: `${fullName}.${textOf(xml, 'fullName') ?? ''}`,
      file,
      xml,
      code: null,
    })),
  );
  return [{ type: OBJECT.type, fullName, file, xml: own, code: null }, ...parts];
}

function readFile(path: string, files: Files): Read {
  const bare = path.replace(/-meta\.xml$/u, '');
  const kind = [...KINDS, ...CODE].find(
    ({ folder, suffix }) => bare.startsWith(`${folder}/`) && bare.endsWith(suffix),
  );
  const fail = (fullName: string, line: number, problem: string): Read => ({
    components: [],
    failures: [{ type: kind?.type ?? '', fullName, file: path, line, problem }],
  });
  if (kind === undefined) return fail('', 0, 'Unknown type of file in the package');
  const fullName = bare.slice(kind.folder.length + 1, -kind.suffix.length);
  const isCode = CODE.includes(kind);
  if (isCode && path === bare)
    return files.has(`${path}-meta.xml`)
      ? { components: [], failures: [] }
      : fail(fullName, 0, 'The -meta.xml is missing');
  const trouble = rootTrouble(files.get(path) ?? '', kind.type);
  if (trouble) return fail(fullName, trouble.line, `Error parsing file: ${trouble.message}`);
  const xml = parseXml(files.get(path) ?? '');
  const code = isCode ? (files.get(bare) ?? null) : null;
  if (isCode && code === null) return fail(fullName, 0, 'The code is missing');
  const components =
    kind === OBJECT
      ? partsOfObject(fullName, path, xml)
      : [{ type: kind.type, fullName, file: path, xml, code }];
  return { components, failures: [] };
}

/** Components of a package in the format of the Metadata API: what `package.xml` names, each from its file. */
export function readPackage(files: Files, manifest: Manifest): Read {
  const reads = [...files.keys()].filter((path) => path.includes('/')).map((path) => readFile(path, files));
  const found = reads.flatMap(({ components }) => components);
  const isNamed = (each: Component): boolean =>
    manifest.members.some(({ type, fullName }) => type === each.type && fullName === each.fullName);
  const broken = reads.flatMap(({ failures }) => failures);
  const missing = manifest.members
    .filter(
      ({ type, fullName }) =>
        ![...found, ...broken].some((each) => each.type === type && each.fullName === fullName),
    )
    .map(({ type, fullName, line }) => ({
      type,
      fullName,
      file: 'package.xml',
      line,
      problem: `An object '${fullName}' of type ${type} was named in package.xml, but was not found in zipped directory`,
    }));
  const unnamed = found
    .filter((each) => each.type !== OBJECT.type && !isNamed(each))
    .map(({ type, fullName, file }) => ({
      type,
      fullName,
      file,
      line: 0,
      problem: 'In the zipped directory, but not named in package.xml',
    }));
  return { components: found.filter(isNamed), failures: [...broken, ...missing, ...unnamed] };
}
