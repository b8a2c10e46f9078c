import type { FilePlan } from '../files/plan.ts';
import { xmlText } from './xml.ts';

/** Where the manifest lies in the project: in a folder of its own, since many projects have a `manifest/package.xml` already. */
export const MANIFEST = 'manifest/retry/package.xml';

/** Folder and suffix of a component's main file -> its type in a manifest. `object` marks parts of an object. */
const COMPONENTS: readonly { readonly type: string; readonly path: RegExp }[] = [
  { type: 'ApexClass', path: /^classes\/([^/]+)\.cls$/u },
  { type: 'CustomField', path: /^objects\/([^/]+)\/fields\/([^/]+)\.field-meta\.xml$/u },
  { type: 'CustomMetadata', path: /^customMetadata\/([^/]+)\.md-meta\.xml$/u },
  { type: 'CustomObject', path: /^objects\/([^/]+)\/\1\.object-meta\.xml$/u },
  { type: 'CompactLayout', path: /^objects\/([^/]+)\/compactLayouts\/([^/]+)\.compactLayout-meta\.xml$/u },
  { type: 'CustomTab', path: /^tabs\/([^/]+)\.tab-meta\.xml$/u },
  { type: 'Layout', path: /^layouts\/([^/]+)\.layout-meta\.xml$/u },
  { type: 'ListView', path: /^objects\/([^/]+)\/listViews\/([^/]+)\.listView-meta\.xml$/u },
  { type: 'PermissionSet', path: /^permissionsets\/([^/]+)\.permissionset-meta\.xml$/u },
  { type: 'QuickAction', path: /^quickActions\/([^/]+)\.quickAction-meta\.xml$/u },
];

/** Beside a class; its content is part of the class. */
const COMPANION = /^classes\/[^/]+\.cls-meta\.xml$/u;

function componentOf(path: string): { type: string; member: string } | undefined {
  for (const component of COMPONENTS) {
    const names = component.path.exec(path)?.slice(1);
    if (names) {
      return { type: component.type, member: names.join('.') };
    }
  }
  if (!COMPANION.test(path)) {
    throw new Error(`no metadata type known for ${path}: add it to src/templates/manifest.ts`);
  }
  return undefined;
}

/**
 * `package.xml`: every component of the plan by name, types and members sorted.
 *
 * @param paths - of the plan's metadata files, below `main/default`
 * @throws Error on a file whose type it does not know, so that no component of the kit is left out unseen
 */
export function manifestPlan(paths: readonly string[], apiVersion: string): FilePlan {
  const members = new Map<string, string[]>();
  for (const path of paths) {
    const component = componentOf(path);
    if (component) {
      members.set(component.type, [...(members.get(component.type) ?? []), component.member]);
    }
  }
  const types = [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, names]) => ({ members: names.sort(), name }));
  const text = xmlText('Package', { types, version: apiVersion });
  return { path: MANIFEST, owner: 'generated', content: { text } };
}
