import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ComponentSet, MetadataConverter, type SourceComponent } from '@salesforce/source-deploy-retrieve';
import type { Finding } from './finding.ts';
import { filesBelow, shortPath } from './project.ts';

/** Components and what they consist of: fields are parts of their object in one format, files of their own in the other. */
function partsOf(set: ComponentSet): SourceComponent[] {
  return set
    .getSourceComponents()
    .toArray()
    .flatMap((component) => [component, ...component.getChildren()]);
}

function nameOf({ type, fullName }: SourceComponent): string {
  return `${type.name} ${fullName}`;
}

/** Whether a part is among the converted ones, or in the file of its object. */
function holds(converted: readonly SourceComponent[], part: SourceComponent): boolean {
  if (converted.some((other) => nameOf(other) === nameOf(part))) return true;
  const owner = converted.find(({ fullName }) => fullName === part.fullName.split('.')[0]);
  if (owner?.xml === undefined || part.fullName === owner.fullName) return false;
  return readFileSync(owner.xml, 'utf8').includes(`<fullName>${part.name}</fullName>`);
}

/**
 * A package directory through the conversion of the Salesforce CLI. It drops what it does not understand without a word,
 * so each file has to be part of a component, and each component has to be in the result.
 */
export async function convertFindings(packageDir: string): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'convert-'));
  try {
    const set = ComponentSet.fromSource(packageDir);
    const before = partsOf(set);
    await new MetadataConverter().convert(set, 'metadata', {
      type: 'directory',
      outputDirectory: folder,
      genUniqueDir: false,
    });
    const after = partsOf(ComponentSet.fromSource(folder));
    const covered = new Set(before.flatMap((part) => [part.xml, part.content, ...part.walkContent()]));
    const uncovered = filesBelow(packageDir).filter((path) => !covered.has(path));
    // An object of which the source holds fields only has no definition that could be lost.
    const lost = before.filter((part) => part.xml !== undefined && !holds(after, part));
    return [
      ...uncovered.map((path) => ({ file: shortPath(path), line: 0, message: 'belongs to no component' })),
      ...lost.map((part) => ({ file: nameOf(part), line: 0, message: 'is lost' })),
    ];
  } catch (error) {
    return [{ file: packageDir, line: 0, message: (error as Error).message }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
