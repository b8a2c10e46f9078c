import JSZip from 'jszip';
import { type Manifest, readManifest } from '../../apex/gates/metadata/manifest.ts';
import type { Files } from '../../apex/gates/metadata/source-format.ts';
import type { Name } from './metadata-format.ts';

/** What lies in the zip of a deployment. */
export interface Package {
  /** Without the manifests. */
  readonly files: Files;
  readonly manifest: Manifest;
  /** Deleted before the components of the package come, and after. */
  readonly deleted: { readonly before: readonly Name[]; readonly after: readonly Name[] };
}

/** @throws Error where the package as a whole can not be read; its message is what an org would say */
export async function unzip(bytes: Uint8Array): Promise<Package> {
  const zip = await JSZip.loadAsync(bytes);
  const entries = Object.values(zip.files).filter(({ dir }) => !dir);
  // A package that is not sent as a single one lies in a folder of its own.
  const [first] = entries.map(({ name }) => name).filter((name) => /^(?:[^/]+\/)?package\.xml$/u.test(name));
  const root = first?.replace(/package\.xml$/u, '') ?? '';
  const all = new Map<string, string>();
  for (const entry of entries) all.set(entry.name.slice(root.length), await entry.async('string'));
  const text = all.get('package.xml');
  if (text === undefined) throw new Error('No package.xml found');
  const destructive = (name: string): readonly Name[] => readManifest(all.get(name) ?? NOTHING).members;
  return {
    files: new Map([...all].filter(([path]) => path.includes('/'))),
    manifest: readManifest(text),
    deleted: {
      before: [...destructive('destructiveChangesPre.xml'), ...destructive('destructiveChanges.xml')],
      after: destructive('destructiveChangesPost.xml'),
    },
  };
}

const NOTHING = '<Package xmlns="http://soap.sforce.com/2006/04/metadata"/>';
