import { randomBytes } from 'node:crypto';
import { basename, dirname, posix, resolve } from 'node:path';
import { configJsonSchema, SCHEMA_FILE } from '../config/json-schema.ts';
import { readConfig } from '../config/read.ts';
import { customMetadataRecords } from '../config/records.ts';
import type { ConfigIssue } from '../config/types.ts';
import { contentHash } from '../files/content-hash.ts';
import { nodeDisk } from '../files/disk.ts';
import { generatorVersion, KIT_FOLDER, listKit, readTemplates, withContent } from '../files/kit.ts';
import { LOCK_FILE } from '../files/lock.ts';
import type { FileResult } from '../files/plan.ts';
import { findProject, pathInProject } from '../files/project.ts';
import { sync } from '../files/sync.ts';
import { apexTexts } from '../templates/apex-text.ts';
import { chooseApiVersion } from '../templates/api-version.ts';
import { planFiles } from '../templates/plan-files.ts';

import { plannedIntegrations } from './planned-integrations.ts';

export interface GenerateOptions {
  /** Path of the config file; the project is the one that holds it. */
  readonly config: string;
  /** Absent: the project's default package directory. */
  readonly outputDirectory: string | undefined;
  /** Absent: the project's `sourceApiVersion`. */
  readonly apiVersion: string | undefined;
  readonly overwrite: boolean;
  readonly prune: boolean;
  readonly dryRun: boolean;
}

export interface Generated {
  readonly files: FileResult[];
  readonly warnings: ConfigIssue[];
}

/**
 * Config file -> plan -> project: where the rooms meet.
 *
 * @throws UserError of the rooms config and files
 */
export async function generate(options: GenerateOptions): Promise<Generated> {
  const configPath = resolve(options.config);
  const project = await findProject(dirname(configPath));
  const besideConfig = (name: string): string => posix.join(project.start, name);
  const { config, warnings } = await readConfig(configPath, besideConfig(basename(configPath)));
  const plans = planFiles({
    records: customMetadataRecords(config),
    integrations: plannedIntegrations(config),
    schema: { path: besideConfig(SCHEMA_FILE), text: configJsonSchema() },
    assets: await listKit(KIT_FOLDER),
    packageDirectory:
      options.outputDirectory === undefined
        ? project.packageDirectory
        : pathInProject(project, resolve(options.outputDirectory)),
    apiVersion: chooseApiVersion(options.apiVersion, project.sourceApiVersion),
    fill: await apexTexts(await readTemplates()),
  });
  const files = await sync({
    disk: nodeDisk,
    root: project.root,
    planned: await withContent(plans, KIT_FOLDER),
    lockPath: besideConfig(LOCK_FILE),
    generator: await generatorVersion(),
    config: contentHash(JSON.stringify(config.integrations)),
    overwrite: options.overwrite,
    prune: options.prune,
    dryRun: options.dryRun,
    runId: randomBytes(6).toString('hex'),
  });
  return { files, warnings: [...warnings] };
}
