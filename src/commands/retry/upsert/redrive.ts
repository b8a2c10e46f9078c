// First of all: the loader's thread starts while the modules below are still being loaded.
import '../../../cli/early-thread.ts';
import { Messages } from '@salesforce/core';
import { Flags, SfCommand } from '@salesforce/sf-plugins-core';
import { takeThread } from '../../../cli/early-thread.ts';
import { withUserErrors } from '../../../cli/errors.ts';
import { loadWith, orgOfRun } from '../../../cli/load-command.ts';
import { fileBytes, newRunId, rememberRun, siblingRunDir } from '../../../cli/run-place.ts';
import { readManifest } from '../../../load/manifest.ts';
import type { LoadResult } from '../../../model/load/load-result.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-retry', 'retry.upsert.redrive');

const MINUTE_MS = 60_000;

export type RetryUpsertRedriveResult = LoadResult;

export default class RetryUpsertRedrive extends SfCommand<RetryUpsertRedriveResult> {
  static override readonly summary = messages.getMessage('summary');
  static override readonly description = messages.getMessage('description');
  static override readonly examples = messages.getMessages('examples');

  static override readonly flags = {
    'run-dir': Flags.string({ required: true, summary: messages.getMessage('flags.run-dir.summary') }),
    file: Flags.string({ char: 'f', required: true, summary: messages.getMessage('flags.file.summary') }),
    'target-org': Flags.string({ char: 'o', summary: messages.getMessage('flags.target-org.summary') }),
    wait: Flags.integer({ char: 'w', min: 1, summary: messages.getMessage('flags.wait.summary') }),
  };

  override async run(): Promise<RetryUpsertRedriveResult> {
    const thread = takeThread();
    const { flags } = await this.parse(RetryUpsertRedrive);
    const runDir = flags['run-dir'];
    const manifest = await withUserErrors(() => readManifest(runDir));
    const runId = newRunId();
    const childDir = siblingRunDir(runDir, runId);
    let farewell = messages.getMessage('info.nothingSent');
    const command = {
      log: (line: string) => this.log(line),
      warn: (text: string) => this.warn(text),
      quiet: this.jsonEnabled(),
      bytes: await fileBytes(flags.file),
      farewell: () => farewell,
      planned: async () => {
        farewell = messages.getMessage('info.interrupted', [childDir]);
        await rememberRun(this.config.dataDir, childDir);
      },
    };
    const org = await orgOfRun(flags['target-org'], manifest.org.username);
    const waitMs = flags.wait === undefined ? null : flags.wait * MINUTE_MS;
    const order = {
      kind: 'redrive',
      options: { runDir, childDir, runId, file: flags.file, waitMs },
    } as const;
    return loadWith(command, thread, org, manifest.org.apiVersion, order);
  }
}
