import { randomBytes } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { posix, resolve } from 'node:path';
import { configJsonSchema, SCHEMA_FILE } from '../config/json-schema.ts';
import { checkedConfig } from '../config/read.ts';
import { type StarterNames, starterConfig } from '../config/starter.ts';
import { nodeDisk } from '../files/disk.ts';
import { place } from '../files/place.ts';
import type { FileResult } from '../files/plan.ts';
import { findProject, type Project, pathInProject } from '../files/project.ts';
import { UserError } from '../model/user-error.ts';

export interface InitOptions {
  /** Path of the config file to write. */
  readonly outputFile: string;
  /** Absolute path of the folder that the command runs in. */
  readonly folder: string;
  readonly names: StarterNames;
  readonly overwrite: boolean;
}

/** The project around a folder. A config may come before its project: then the folder itself is the limit. */
async function projectAround(folder: string): Promise<Project> {
  try {
    return await findProject(folder);
  } catch (error) {
    if (error instanceof UserError && error.text.code === 'NotInProject') {
      return { root: await realpath(folder), start: '.', packageDirectory: '.', sourceApiVersion: undefined };
    }
    throw error;
  }
}

/**
 * Writes a starter config, and its JSON schema beside it.
 *
 * @throws UserError of the rooms config and files
 */
export async function init({ outputFile, folder, names, overwrite }: InitOptions): Promise<FileResult[]> {
  const project = await projectAround(folder);
  const path = pathInProject(project, resolve(folder, outputFile));
  const text = starterConfig(names);
  // The names can be wrong together with what the file says, such as that of a class of the kit.
  checkedConfig(text, path);
  const schemaPath = posix.join(posix.dirname(path), SCHEMA_FILE);
  return place({
    disk: nodeDisk,
    root: project.root,
    planned: [
      { path, owner: 'generated', text },
      { path: schemaPath, owner: 'generated', text: configJsonSchema() },
    ],
    overwrite,
    runId: randomBytes(6).toString('hex'),
  });
}
