import type { Component } from './component.ts';
import { below, childrenOf, parseXml, textOf } from './element.ts';
import { at, type MetadataFinding, type Problem } from './rule.ts';
import { rootTrouble } from './source-format.ts';

/** A component as a manifest names it. */
export interface Member extends Pick<Component, 'type' | 'fullName'> {
  readonly line: number;
}

export interface Manifest {
  /** Empty: none is named. */
  readonly version: string;
  /** In the order of the manifest. */
  readonly members: readonly Member[];
}

/**
 * Reads `package.xml` or a destructive manifest.
 *
 * @throws Error where the text is none
 */
export function readManifest(text: string): Manifest {
  const trouble = rootTrouble(text, 'Package');
  if (trouble) throw new Error(trouble.message);
  const root = parseXml(text);
  return {
    version: textOf(root, 'version') ?? '',
    members: childrenOf(root, 'types').flatMap((types) =>
      childrenOf(types, 'members').map(({ text: fullName, line }) => ({
        type: textOf(types, 'name') ?? '',
        fullName,
        line,
      })),
    ),
  };
}

const keyOf = ({ type, fullName }: Pick<Component, 'type' | 'fullName'>): string => `${type} ${fullName}`;

function* membersTrouble(members: readonly Member[], known: ReadonlySet<string>): Generator<Problem> {
  const keys = members.map(keyOf);
  for (const [index, { line }] of members.entries()) {
    const [key = '', previous] = [keys[index], keys[index - 1]];
    if (!known.has(key)) yield { line, message: `the package has no ${key}` };
    if (keys.slice(0, index).includes(key)) yield { line, message: `${key} stands there twice` };
    if (previous && previous > key) yield { line, message: `${key} belongs before ${previous}` };
  }
}

/**
 * A manifest against the package that it lists.
 *
 * @param isWhole - whether it has to name every component, as `package.xml` does
 */
export function manifestFindings(
  file: string,
  text: string,
  components: readonly Component[],
  isWhole: boolean,
): MetadataFinding[] {
  const finding = (problem: Problem): MetadataFinding => ({
    rule: 'manifest',
    file,
    component: null,
    ...problem,
  });
  const trouble = rootTrouble(text, 'Package');
  if (trouble) return [finding(trouble)];
  const root = parseXml(text);
  const { members } = readManifest(text);
  const known = new Set(components.map(keyOf));
  const named = new Set(members.map(keyOf));
  const left = isWhole ? [...known].filter((key) => !named.has(key)) : [];
  const version = childrenOf(root, 'version');
  const versions = new Set(
    components.flatMap(({ xml }) => below(xml, 'apiVersion')).map((each) => each.text),
  );
  return [
    ...[...membersTrouble(members, known)].map(finding),
    ...left.map((key) => finding(at(root, `${key} is not named`))),
    ...version
      .filter((each) => versions.size > 0 && !versions.has(each.text))
      .map((each) => finding(at(each, `the classes have another API version than ${each.text}`))),
    ...(isWhole && version.length !== 1 ? [finding(at(root, 'the manifest names no API version'))] : []),
  ];
}
