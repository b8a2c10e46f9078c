import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decimal } from '../values/convert.ts';
import { ApexDate, Datetime } from '../values/dates.ts';
import { Decimal } from '../values/decimal.ts';
import { directoriesNamed, readXml, type Xml } from './read-schema.ts';
import type { FieldSchema, ObjectSchema, Schema } from './schema.ts';
import type { Row } from './store.ts';
import { rowError } from './validation.ts';

function readValue(field: FieldSchema, text: string, file: string): unknown {
  switch (field.type) {
    case 'Checkbox':
      return text === 'true';
    case 'Number': {
      const value = Decimal.parse(text);
      // Whole numbers are written 5.0.
      return value.setScale(field.scale, 'HALF_UP').compare(value) === 0
        ? decimal(value.setScale(field.scale, 'HALF_UP'))
        : fail(file, `${field.name} takes ${field.scale} decimal places, not ${text}`);
    }
    case 'Date':
      return ApexDate.parse(text);
    case 'DateTime':
      return new Datetime(Date.parse(text));
    default:
      return text;
  }
}

function fail(file: string, reason: string): never {
  throw new Error(`${file}: ${reason}`);
}

function entries(xml: Xml): readonly Xml[] {
  const values = xml['values'];
  if (values === undefined) return [];
  return (Array.isArray(values) ? values : [values]) as readonly Xml[];
}

function rowOf(object: ObjectSchema, name: string, xml: Xml, file: string): Row {
  const row: Record<string, unknown> = { ...object.emptyValues };
  for (const entry of entries(xml)) {
    const field = object.field(String(entry['field']));
    if (!field) return fail(file, `${object.name} has no field ${String(entry['field'])}`);
    const value = entry['value'] as Xml | string | undefined;
    const text = typeof value === 'object' ? value['#text'] : value;
    if (text === undefined || text === '') continue;
    row[field.name] = readValue(field, String(text), file);
  }
  const error = rowError(object, row);
  if (error) fail(file, error.message);
  row['DeveloperName'] = name;
  row['QualifiedApiName'] = name;
  row['MasterLabel'] = String(xml['label'] ?? name);
  row['Label'] = row['MasterLabel'];
  return row;
}

/** Reads the custom metadata records of a project: `Retry_Config.Erp_Orders.md-meta.xml`. */
export function readMetadata(root: string, schema: Schema): ReadonlyMap<string, readonly Row[]> {
  const records = new Map<string, Row[]>();
  for (const directory of directoriesNamed(root, 'customMetadata')) {
    for (const entry of readdirSync(directory).sort()) {
      const [type = '', name = ''] = entry.replace('.md-meta.xml', '').split('.');
      if (!entry.endsWith('.md-meta.xml')) continue;
      const file = join(directory, entry);
      const object = schema.object(`${type}__mdt`) ?? fail(file, `there is no ${type}__mdt`);
      const rows = records.get(object.name) ?? [];
      const id = `${object.keyPrefix}${String(rows.length + 1).padStart(12, '0')}AAA`;
      rows.push({ ...rowOf(object, name, readXml(file), file), Id: id });
      records.set(object.name, rows);
    }
  }
  return records;
}
