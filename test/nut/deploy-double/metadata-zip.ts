import JSZip from 'jszip';
import { type Component, NAMESPACE, OBJECT, ownerOf, PARTS } from '../../apex/gates/metadata/component.ts';
import { type Files, readSourceFormat } from '../../apex/gates/metadata/source-format.ts';

const opening = /^<[^>]*>/u;
const closing = /<\/[^<]*>$/u;

/** What stands inside an element. */
const inside = (xml: string): string =>
  xml.endsWith('/>') ? '' : xml.replace(opening, '').replace(closing, '');

/** A part as it stands in the file of its object: under the name of its folder, with a name of its own. */
function part({ type, fullName, xml }: Component): string {
  const { folder } = PARTS.find((kind) => kind.type === type) ?? OBJECT;
  const name = fullName.slice(fullName.indexOf('.') + 1);
  const content = inside(xml.source);
  const own = content.trimStart().startsWith('<fullName>')
    ? content
    : `<fullName>${name}</fullName>${content}`;
  return `<${folder}>${own}</${folder}>`;
}

function manifest(components: readonly Component[], version: string): string {
  const types = components.map(
    ({ type, fullName }) => `<types><members>${fullName}</members><name>${type}</name></types>`,
  );
  return `<Package xmlns="${NAMESPACE}">${types.join('')}<version>${version}</version></Package>`;
}

/**
 * A package as the CLI would zip it, made of files in source format. What the files say is left as it is, wrong or not.
 *
 * @param more - files that are laid beside them, or over them
 */
export async function zipOf(files: Files, more: Files = new Map(), version = '65.0'): Promise<Uint8Array> {
  const { components } = readSourceFormat(files);
  const zip = new JSZip().file('package.xml', manifest(components, version));
  const objects = new Map<string, string>();
  for (const component of components) {
    const { type, fullName, file, xml, code } = component;
    const isPart = PARTS.some((kind) => kind.type === type);
    const object = isPart ? ownerOf(component) : fullName;
    if (isPart) objects.set(object, (objects.get(object) ?? '') + part(component));
    else if (type === OBJECT.type) objects.set(object, inside(xml.source) + (objects.get(object) ?? ''));
    else if (code === null) zip.file(file.replace('-meta.xml', ''), xml.source);
    else zip.file(file, xml.source).file(file.replace('-meta.xml', ''), code);
  }
  for (const [object, content] of objects) {
    zip.file(`objects/${object}.object`, `<CustomObject xmlns="${NAMESPACE}">${content}</CustomObject>`);
  }
  for (const [path, text] of more) zip.file(path, text);
  return zip.generateAsync({ type: 'uint8array' });
}
