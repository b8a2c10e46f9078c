import type { Component } from './component.ts';
import { below, childrenOf, parseXml, textOf } from './element.ts';
import { at, type MetadataFinding, type Problem } from './rule.ts';
import { rootTrouble } from './source-format.ts';

interface Member {
  readonly key: string;
  readonly line: number;
}

const keyOf = ({ type, fullName }: Pick<Component, 'type' | 'fullName'>): string => `${type} ${fullName}`;

/** What a manifest names, in its order. */
export function membersOf(text: string): readonly Member[] {
  return childrenOf(parseXml(text), 'types').flatMap((types) =>
    childrenOf(types, 'members').map((member) => ({
      key: keyOf({ type: textOf(types, 'name') ?? '', fullName: member.text }),
      line: member.line,
    })),
  );
}

function* membersTrouble(members: readonly Member[], known: ReadonlySet<string>): Generator<Problem> {
  for (const [index, { key, line }] of members.entries()) {
    if (!known.has(key)) yield { line, message: `the package has no ${key}` };
    if (members.slice(0, index).some((other) => other.key === key))
      yield { line, message: `${key} stands there twice` };
    const previous = members[index - 1];
    if (previous && previous.key > key) yield { line, message: `${key} belongs before ${previous.key}` };
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
  const members = membersOf(text);
  const known = new Set(components.map(keyOf));
  const named = new Set(members.map(({ key }) => key));
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
