import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/model/user-error.ts';
import { ATTRIBUTE, TEXT, xmlText } from '../../src/templates/xml.ts';
import { asPrettierWritesIt } from './prettier.ts';

function parse(text: string): unknown {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    trimValues: false,
    ignoreDeclaration: true,
    processEntities: true,
  });
  return parser.parse(text.replaceAll(/>\s+</g, '><'));
}

test('a file has a declaration, the metadata namespace and one element per line', () => {
  const text = xmlText('Type', {
    label: 'A',
    list: [{ item: 1 }, { item: true }],
    nothing: { [`${ATTRIBUTE}nil`]: 'true' },
  });
  expect(text).toBe(`<?xml version="1.0" encoding="UTF-8" ?>
<Type xmlns="http://soap.sforce.com/2006/04/metadata">
  <label>A</label>
  <list>
    <item>1</item>
  </list>
  <list>
    <item>true</item>
  </list>
  <nothing nil="true" />
</Type>
`);
});

describe('lines that are too long are broken where prettier breaks them', () => {
  test.each([
    [
      'an element with text',
      { description: 'x'.repeat(60) },
      `  <description\n  >${'x'.repeat(60)}</description>`,
    ],
    [
      'an element with text and an attribute',
      { value: { [`${ATTRIBUTE}xsi:type`]: 'xsd:string', [TEXT]: 'x'.repeat(60) } },
      `  <value\n    xsi:type="xsd:string"\n  >${'x'.repeat(60)}</value>`,
    ],
    [
      'an element without text',
      { value: { [`${ATTRIBUTE}a`]: 'x'.repeat(40), [`${ATTRIBUTE}b`]: 'y'.repeat(40) } },
      `  <value\n    a="${'x'.repeat(40)}"\n    b="${'y'.repeat(40)}"\n  />`,
    ],
  ])('%s', (_, content, expected) => {
    expect(xmlText('Type', content).split('\n').slice(2, -2).join('\n')).toBe(expected);
  });

  test('by columns, not by characters', async () => {
    for (const letter of ['e\u0301', '漢', 'Ａ', 'é']) {
      for (let length = 20; length <= 70; length += 1) {
        const text = xmlText('Type', { label: letter.repeat(length) });
        expect(await asPrettierWritesIt('a.xml', text)).toBe(text);
      }
    }
  });

  test('at 81 columns, not at 80', () => {
    const fits = 'x'.repeat(80 - '  <label></label>'.length);
    expect(xmlText('Type', { label: fits })).toContain(`\n  <label>${fits}</label>\n`);
    expect(xmlText('Type', { label: `${fits}x` })).toContain('\n  <label\n  >');
  });
});

describe('text comes back from XML as it was', () => {
  test.each([
    'a & b',
    '<c>',
    '"quoted"',
    "it's",
    '&amp;',
    '&#38;',
    ']]>',
    '<!--',
    ' blanks ',
    'é😀漢字',
    '0x1F',
    '1e5',
    '007',
  ])('%s', (text) => {
    expect(parse(xmlText('Type', { label: text, value: { [`${ATTRIBUTE}note`]: text } }))).toEqual({
      Type: {
        '@xmlns': 'http://soap.sforce.com/2006/04/metadata',
        label: text,
        value: { '@note': text },
      },
    });
  });
});

describe('text that XML cannot hold is refused', () => {
  test.each([
    '\u0000',
    'a\u0008b',
    'a\u001b',
    'a\nb',
    'a\rb',
    'a\tb',
    'a\u007fb',
    'a\u0085b',
    '\ud800',
    '\udc00x',
    'a\uffff',
  ])('%j', (text) => {
    const build = () => xmlText('Type', { values: [{ value: { [TEXT]: text } }] });
    expect(build).toThrow(UserError);
    expect(build).toThrow(`files.UnwritableText ${JSON.stringify(text)} Type/values/value/#text`);
  });
});

/** Text without what XML cannot hold: any printable character, and many of those that XML has to escape. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom('&', '<', '>', '"', "'", ' ', ';', '#', 'é', '漢', '한', 'Ａ'),
      fc.string({ unit: 'grapheme-ascii', maxLength: 9 }),
    ),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(''))
  .filter((text) => text.trim() !== '');

test('whatever the texts, they come back and prettier changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(texts, texts, async (label, value) => {
      const text = xmlText('CustomMetadata', {
        [`${ATTRIBUTE}xmlns:xsi`]: 'http://www.w3.org/2001/XMLSchema-instance',
        label,
        values: [{ field: 'A__c', value: { [`${ATTRIBUTE}xsi:type`]: 'xsd:string', [TEXT]: value } }],
      });
      expect(parse(text)).toMatchObject({
        CustomMetadata: { label, values: { value: { '#text': value, '@xsi:type': 'xsd:string' } } },
      });
      expect(await asPrettierWritesIt('a.xml', text)).toBe(text);
    }),
    { numRuns: 150 },
  );
});
