import type { FilePlan } from '../files/plan.ts';
import { xmlText } from './xml.ts';

/** Where the manifests lie in the project: in a folder of their own, since many projects have a `manifest/package.xml` already. */
const FOLDER = 'manifest/retry';
export const MANIFEST = `${FOLDER}/package.xml`;

/** Folder and suffix of a component's main file -> its type in a manifest. */
const COMPONENTS: readonly { readonly type: string; readonly path: RegExp }[] = [
  { type: 'ApexClass', path: /^classes\/([^/]+)\.cls$/u },
  { type: 'CustomField', path: /^objects\/([^/]+)\/fields\/([^/]+)\.field-meta\.xml$/u },
  { type: 'CustomMetadata', path: /^customMetadata\/([^/]+)\.md-meta\.xml$/u },
  { type: 'CustomObject', path: /^objects\/([^/]+)\/\1\.object-meta\.xml$/u },
  { type: 'CompactLayout', path: /^objects\/([^/]+)\/compactLayouts\/([^/]+)\.compactLayout-meta\.xml$/u },
  { type: 'Flow', path: /^flows\/([^/]+)\.flow-meta\.xml$/u },
  { type: 'CustomTab', path: /^tabs\/([^/]+)\.tab-meta\.xml$/u },
  { type: 'Layout', path: /^layouts\/([^/]+)\.layout-meta\.xml$/u },
  { type: 'ListView', path: /^objects\/([^/]+)\/listViews\/([^/]+)\.listView-meta\.xml$/u },
  { type: 'PermissionSet', path: /^permissionsets\/([^/]+)\.permissionset-meta\.xml$/u },
  { type: 'QuickAction', path: /^quickActions\/([^/]+)\.quickAction-meta\.xml$/u },
  { type: 'WebLink', path: /^objects\/([^/]+)\/webLinks\/([^/]+)\.webLink-meta\.xml$/u },
];

/** Beside a class; its content is part of the class. */
const COMPANION = /^classes\/[^/]+\.cls-meta\.xml$/u;

interface Component {
  readonly type: string;
  readonly member: string;
}

function componentsOf(path: string): readonly Component[] {
  for (const component of COMPONENTS) {
    const names = component.path.exec(path)?.slice(1);
    if (names) {
      return [{ type: component.type, member: names.join('.') }];
    }
  }
  if (!COMPANION.test(path)) {
    throw new Error(`no metadata type known for ${path}: add it to src/templates/manifest.ts`);
  }
  return [];
}

/** Types of parts that an org deletes with their object. */
const PARTS = ['CompactLayout', 'CustomField', 'Layout', 'ListView', 'QuickAction', 'WebLink'];

/**
 * What a removal names. Parts of the kit's own objects go with these: an org refuses to delete the only layout of an object.
 * A flow cannot be deleted by name, only its inactive versions, whose numbers only the org knows: they are deleted in Setup.
 */
function isRemovedByName({ type, member }: Component, objects: ReadonlySet<string>): boolean {
  const [object = ''] = member.split(/[.-]/u);
  return type !== 'Flow' && !(PARTS.includes(type) && objects.has(object));
}

function packagePlan(path: string, components: readonly Component[], apiVersion: string): FilePlan {
  const members = new Map<string, string[]>();
  for (const { type, member } of components) {
    members.set(type, [...(members.get(type) ?? []), member]);
  }
  const types = [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, names]) => ({ members: names.sort(), name }));
  const text = xmlText('Package', { types, version: apiVersion });
  return { path: `${FOLDER}/${path}`, owner: 'generated', content: { text } };
}

/**
 * `package.xml`: every component of the plan by name, types and members sorted. Beside it, in a folder that can be deployed as it
 * stands, `destructiveChanges.xml` with what a removal deletes, and the `package.xml` without components that it needs.
 *
 * @param paths - of the plan's metadata files, below `main/default`
 * @throws Error on a file whose type it does not know, so that no component of the kit is left out unseen
 */
export function manifestPlans(paths: readonly string[], apiVersion: string): FilePlan[] {
  const all = paths.flatMap(componentsOf);
  const objects = new Set(all.flatMap(({ type, member }) => (type === 'CustomObject' ? [member] : [])));
  const removed = all.filter((component) => isRemovedByName(component, objects));
  return [
    packagePlan('package.xml', all, apiVersion),
    packagePlan('removal/destructiveChanges.xml', removed, apiVersion),
    packagePlan('removal/package.xml', [], apiVersion),
  ];
}
