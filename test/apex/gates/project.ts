import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';

export const KIT = resolve(import.meta.dirname, '../../../force-app-template');

/** A Salesforce DX project in a temporary folder. */
export interface Project {
  readonly dir: string;
  /** Its only package directory. */
  readonly packageDir: string;
  readonly remove: () => void;
}

/** A custom object that somebody else defines, as far as Apex has to know it. */
const OBJECT = `<?xml version="1.0" encoding="UTF-8"?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
  <deploymentStatus>Deployed</deploymentStatus>
  <label>Driving Object</label>
  <nameField><label>Name</label><type>Text</type></nameField>
  <pluralLabel>Driving Objects</pluralLabel>
  <sharingModel>Private</sharingModel>
</CustomObject>
`;

/** Custom objects in a folder `objects` of which it holds parts only: somebody else defines them. */
export function foreignObjects(objects: string): string[] {
  return readdirSync(objects).filter((name) => {
    const isDefined = readdirSync(join(objects, name)).some((file) => file.endsWith('.object-meta.xml'));
    return name.endsWith('__c') && !isDefined;
  });
}

/** Objects of the user that the generator adds fields to: the checkers know standard objects only. */
function defineForeignObjects(packageDir: string): void {
  const objects = join(packageDir, 'main/default/objects');
  for (const name of foreignObjects(objects)) {
    writeFileSync(join(objects, name, `${name}.object-meta.xml`), OBJECT);
  }
}

/**
 * Copies a package directory into a project that the checkers can read.
 *
 * @param source - holds `main/default`
 */
export function assembleProject(source: string): Project {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'apex-gates-')));
  const packageDir = join(dir, 'force-app');
  mkdirSync(packageDir);
  cpSync(join(source, 'main'), join(packageDir, 'main'), { recursive: true });
  defineForeignObjects(packageDir);
  const settings = { packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '65.0' };
  writeFileSync(join(dir, 'sfdx-project.json'), JSON.stringify(settings));
  return { dir, packageDir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** All files below a folder, sorted, as absolute paths. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

export function apexBelow(folder: string): string[] {
  return filesBelow(folder).filter((path) => /\.(?:cls|trigger)$/u.test(path));
}

/** A path as it reads in a message: relative to the package directory. */
export function shortPath(path: string): string {
  return path.split(`${sep}main${sep}default${sep}`).at(-1) ?? path;
}
