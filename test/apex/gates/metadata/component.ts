import type { Element } from './element.ts';

/** One component of the Metadata API, wherever it came from. */
export interface Component {
  /** As package.xml names it: CustomField, Layout ... */
  readonly type: string;
  /** As package.xml names it: a field is `Object__c.Field__c`. */
  readonly fullName: string;
  readonly file: string;
  readonly xml: Element;
  /** Its Apex; null where it holds none. */
  readonly code: string | null;
}

/** How components of a type lie in files. */
export interface Kind {
  readonly type: string;
  readonly folder: string;
  readonly suffix: string;
}

/** Kinds whose file holds code, with the metadata in a file beside it. */
export const CODE: readonly Kind[] = [
  { type: 'ApexClass', folder: 'classes', suffix: '.cls' },
  { type: 'ApexTrigger', folder: 'triggers', suffix: '.trigger' },
];

export const OBJECT: Kind = { type: 'CustomObject', folder: 'objects', suffix: '.object' };

/** Kinds of one file each. */
export const KINDS: readonly Kind[] = [
  OBJECT,
  { type: 'CustomMetadata', folder: 'customMetadata', suffix: '.md' },
  { type: 'CustomPermission', folder: 'customPermissions', suffix: '.customPermission' },
  { type: 'CustomTab', folder: 'tabs', suffix: '.tab' },
  { type: 'Flow', folder: 'flows', suffix: '.flow' },
  { type: 'Layout', folder: 'layouts', suffix: '.layout' },
  { type: 'PermissionSet', folder: 'permissionsets', suffix: '.permissionset' },
  { type: 'QuickAction', folder: 'quickActions', suffix: '.quickAction' },
];

/** Parts of an object: files of their own in source format, elements of the object's file (of the folder's name) in metadata format. */
export const PARTS: readonly Kind[] = [
  { type: 'CompactLayout', folder: 'compactLayouts', suffix: '.compactLayout' },
  { type: 'CustomField', folder: 'fields', suffix: '.field' },
  { type: 'ListView', folder: 'listViews', suffix: '.listView' },
  { type: 'WebLink', folder: 'webLinks', suffix: '.webLink' },
];

export const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** What stands before the first dot: the object of a field, the type of a record. */
export function ownerOf(component: Component): string {
  return component.fullName.split('.')[0] ?? '';
}

/** What stands behind the last dot. */
export function ownName(component: Component): string {
  return component.fullName.split('.').at(-1) ?? '';
}
