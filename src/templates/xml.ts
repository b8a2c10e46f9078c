import { XMLBuilder } from 'fast-xml-parser';
import { UserError } from '../model/user-error.ts';

const METADATA_NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** Prefix of the keys that are attributes. */
export const ATTRIBUTE = '@';
/** Key of the text of an element that has attributes too. */
export const TEXT = '#text';

/** An element's content: keys are elements, or attributes with {@link ATTRIBUTE}; a list repeats its element. */
export type XmlNode = string | number | boolean | readonly XmlNode[] | { readonly [key: string]: XmlNode };

/** Where prettier breaks lines, in the settings of a default Salesforce DX project. */
const LINE_WIDTH = 80;

// XML 1.0 has no way to write most control characters, and lone surrogates are no characters at all. Line ends and tabs would come
// back changed from an org.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNWRITABLE = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u;

/** @throws UserError `UnwritableText` */
function checkText(node: XmlNode, where: string): void {
  if (typeof node === 'string' && UNWRITABLE.test(node)) {
    throw new UserError({ area: 'files', code: 'UnwritableText', values: [JSON.stringify(node), where] });
  }
  if (typeof node === 'object') {
    for (const [key, child] of Object.entries(node)) {
      checkText(child, Array.isArray(node) ? where : `${where}/${key}`);
    }
  }
}

// Characters of two columns, and of none, as prettier counts them.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/gu;
const COMBINING = /[\u0300-\u036f]/gu;

function columns(line: string): number {
  return line.replace(COMBINING, '').replace(WIDE, '..').length;
}

const ELEMENT =
  /^(?<indent> *)<(?<name>[^\s>]+)(?<attributes>(?: [^\s=]+="[^"]*")*) ?(?<end>\/?>)(?<rest>.*)$/u;

/** Breaks a line with one element as prettier's XML plugin does. */
function breakLine(line: string): string {
  const { indent = '', name = '', attributes = '', end = '', rest = '' } = ELEMENT.exec(line)?.groups ?? {};
  if (columns(line) <= LINE_WIDTH || name === '') {
    return line;
  }
  const onLinesOfTheirOwn = [...attributes.matchAll(/[^\s=]+="[^"]*"/gu)].map(
    ([text]) => `${indent}  ${text}`,
  );
  return [`${indent}<${name}`, ...onLinesOfTheirOwn, `${indent}${end}${rest}`].join('\n');
}

/**
 * A metadata file, in the form that prettier leaves alone.
 *
 * @param root - name of the root element
 */
export function xmlText(root: string, content: { readonly [key: string]: XmlNode }): string {
  checkText(content, root);
  const builder = new XMLBuilder({
    format: true,
    indentBy: '  ',
    ignoreAttributes: false,
    attributeNamePrefix: ATTRIBUTE,
    textNodeName: TEXT,
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
  });
  const declaration = { [`${ATTRIBUTE}version`]: '1.0', [`${ATTRIBUTE}encoding`]: 'UTF-8' };
  const text = builder.build({
    '?xml': declaration,
    [root]: { [`${ATTRIBUTE}xmlns`]: METADATA_NAMESPACE, ...content },
  });
  return text
    .split('\n')
    .map((line) => breakLine(line.replace(/(?<=")\?>$/u, ' ?>').replace(/(?<=[^ ])\/>$/u, ' />')))
    .join('\n');
}
