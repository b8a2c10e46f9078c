import { describe, expect, test } from 'vitest';
import { metadataFindings, RULES } from './gates/metadata/lint.ts';
import { manifestFindings } from './gates/metadata/manifest.ts';
import { type Files, readSourceFormat } from './gates/metadata/source-format.ts';
import { AT_BOUNDS } from './planted-bounds.ts';
import type { Planted } from './planted-mistake.ts';
import { PLANTED_OBJECTS } from './planted-objects.ts';
import { PLANTED_REFERENCES } from './planted-references.ts';
import { FOREIGN, SAMPLE } from './sample-package.ts';

const PLANTED = [...PLANTED_OBJECTS, ...PLANTED_REFERENCES];

/** The sample with one mistake in it. */
function planted({ file, from, to }: Planted): Files {
  const text = SAMPLE.get(file);
  if (text === undefined) return new Map([...SAMPLE, [file, to]]);
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  return new Map([...SAMPLE, [file, text.replace(from, to)]]);
}

test('the sample has nothing wrong', () => {
  expect(metadataFindings(SAMPLE, FOREIGN)).toEqual([]);
});

test.each(AT_BOUNDS)('the metadata lint lets pass, in $file: $what', (change) => {
  expect(metadataFindings(planted(change), FOREIGN)).toEqual([]);
});

describe('the metadata lint rejects', () => {
  test.each(PLANTED)('$rule: $what', (mistake) => {
    const findings = metadataFindings(planted(mistake), FOREIGN);
    expect(findings.map(({ rule, file }) => `${rule} ${file}`)).toEqual([`${mistake.rule} ${mistake.file}`]);
    expect(findings[0]?.message).toContain(mistake.says);
  });

  test.each([
    [40, []],
    [41, ['the name is over 40 characters']],
  ])('a class by a name of %i characters as it should', (length, messages) => {
    const name = 'X'.repeat(length);
    const files = new Map([
      ...SAMPLE,
      [`classes/${name}.cls`, `class ${name} {}`],
      [`classes/${name}.cls-meta.xml`, SAMPLE.get('classes/Boxes.cls-meta.xml') ?? ''],
    ]);
    expect(metadataFindings(files, FOREIGN).map(({ message }) => message)).toEqual(messages);
  });

  test('a mistake at the line where it stands', () => {
    const [mistake] = PLANTED.filter(({ rule }) => rule === 'element-known');
    const [finding] = mistake ? metadataFindings(planted(mistake), FOREIGN) : [];
    expect(finding?.line).toBe(4);
  });
});

describe('every rule is needed', () => {
  test.each(RULES.map(({ id }) => id))('%s', (id) => {
    const own = PLANTED.filter(({ rule }) => rule === id);
    expect(own).not.toEqual([]);
    const others = RULES.filter((rule) => rule.id !== id);
    expect(own.flatMap((mistake) => metadataFindings(planted(mistake), FOREIGN, others))).toEqual([]);
  });
});

/** Kinds of mistake that neither the conversion of the CLI, an XML schema, jsforce nor apex-ls finds. */
const UNSEEN = [
  'permission-field: an unknown field',
  'permission-field: a required field',
  'permission-reference: an unknown class',
  'record-field: an unknown field',
  'record-value-type: a number as a text',
  'record-range: a value that the picklist does not have',
  'field-needs: a text without a length',
  'field-needs: a long text without visible lines',
  'field-digits: more places than digits',
  'field-type: custom metadata with a currency',
];

test('the ten kinds of mistake that every other tool lets pass are among the planted ones', () => {
  const all = PLANTED.map(({ rule, what }) => `${rule}: ${what}`);
  expect(UNSEEN.filter((kind) => !all.includes(kind))).toEqual([]);
});

describe('the lint of manifests rejects', () => {
  const { components } = readSourceFormat(SAMPLE);
  const manifest = (members: readonly string[], version = '65.0'): string => {
    const elements = members.map((member) => {
      const [type = ''] = member.split(' ');
      return `<types><members>${member.slice(type.length + 1)}</members><name>${type}</name></types>`;
    });
    return `<Package xmlns="http://soap.sforce.com/2006/04/metadata">${elements.join('')}<version>${version}</version></Package>`;
  };
  const all = components.map(({ type, fullName }) => `${type} ${fullName}`).sort();
  const [first = '', ...others] = all;
  const says = (text: string, isWhole = true): string[] =>
    manifestFindings('package.xml', text, components, isWhole).map(({ message }) => message);

  test('nothing where each component is named once, in order', () => {
    expect(says(manifest(all))).toEqual([]);
    expect(says(manifest(others), false)).toEqual([]);
    const fields = components.filter(({ type }) => type === 'CustomField');
    const text = manifest(fields.map(({ type, fullName }) => `${type} ${fullName}`).sort(), '50.0');
    expect(manifestFindings('package.xml', text, fields, true)).toEqual([]);
  });

  test.each([
    ['a component that is left out', manifest(others), `${first} is not named`],
    ['a member that is no component', manifest([...all, 'Zoo Lion']), 'the package has no Zoo Lion'],
    ['a member twice', manifest([first, ...all]), `${first} stands there twice`],
    ['members out of order', manifest([...others, first]), `${first} belongs before`],
    ['another API version', manifest(all, '64.0'), 'another API version than 64.0'],
    ['no API version', manifest(all).replace(/<version>.*<\/version>/u, ''), 'no API version'],
    ['another namespace', manifest(all).replace('2006/04', '2006/05'), 'namespace'],
  ])('%s', (_, text, message) => {
    expect(says(text)).toHaveLength(1);
    expect(says(text)[0]).toContain(message);
  });
});
