import type { CustomMetadataRecord, CustomMetadataValue } from '../config/types.ts';
import type { FilePlan } from '../files/plan.ts';
import { ATTRIBUTE, TEXT, type XmlNode, xmlText } from './xml.ts';

const TYPE = `${ATTRIBUTE}xsi:type`;
const NIL = `${ATTRIBUTE}xsi:nil`;

// An org holds no empty text: it is null.
function valueNode({ type, value }: CustomMetadataValue): XmlNode {
  return value === null || value === ''
    ? { [NIL]: 'true' }
    : { [TYPE]: `xsd:${type}`, [TEXT]: String(value) };
}

/**
 * A custom metadata record; its file name leaves out the `__mdt` of its type.
 * Source: Metadata API Developer Guide, CustomMetadata (declarative sample; `value` is an xsd:anyType, nillable).
 */
export function recordPlan(record: CustomMetadataRecord, folder: string): FilePlan {
  const name = `${record.type.replace(/__mdt$/u, '')}.${record.developerName}`;
  const text = xmlText('CustomMetadata', {
    [`${ATTRIBUTE}xmlns:xsi`]: 'http://www.w3.org/2001/XMLSchema-instance',
    [`${ATTRIBUTE}xmlns:xsd`]: 'http://www.w3.org/2001/XMLSchema',
    label: record.label,
    protected: false,
    values: record.values.map((value) => ({ field: value.field, value: valueNode(value) })),
  });
  return { path: `${folder}/customMetadata/${name}.md-meta.xml`, owner: 'generated', content: { text } };
}
