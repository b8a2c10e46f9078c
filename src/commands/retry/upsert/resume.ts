// First of all: the loader's thread starts while the modules below are still being loaded.
import '../../../cli/early-thread.ts';
import { Messages } from '@salesforce/core';
import { Flags, SfCommand } from '@salesforce/sf-plugins-core';
import { takeThread } from '../../../cli/early-thread.ts';
import { withUserErrors } from '../../../cli/errors.ts';
import { loadWith, orgOfRun } from '../../../cli/load-command.ts';
import { recentRunDir } from '../../../cli/run-place.ts';
import { readManifest } from '../../../load/manifest.ts';
import type { LoadResult } from '../../../model/load/load-result.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-retry', 'retry.upsert.resume');

const MINUTE_MS = 60_000;

export type RetryUpsertResumeResult = LoadResult;

export default class RetryUpsertResume extends SfCommand<RetryUpsertResumeResult> {
  static override readonly summary = messages.getMessage('summary');
  static override readonly description = messages.getMessage('description');
  static override readonly examples = messages.getMessages('examples');

  static override readonly flags = {
    'run-dir': Flags.string({
      summary: messages.getMessage('flags.run-dir.summary'),
      exactlyOne: ['run-dir', 'use-most-recent'],
    }),
    'use-most-recent': Flags.boolean({ summary: messages.getMessage('flags.use-most-recent.summary') }),
    'target-org': Flags.string({ char: 'o', summary: messages.getMessage('flags.target-org.summary') }),
    wait: Flags.integer({ char: 'w', min: 1, summary: messages.getMessage('flags.wait.summary') }),
  };

  override async run(): Promise<RetryUpsertResumeResult> {
    const thread = takeThread();
    const { flags } = await this.parse(RetryUpsertResume);
    const { runDir, manifest } = await withUserErrors(async () => {
      const dir = flags['run-dir'] ?? (await recentRunDir(this.config.dataDir));
      return { runDir: dir, manifest: await readManifest(dir) };
    });
    const command = {
      log: (line: string) => this.log(line),
      warn: (text: string) => this.warn(text),
      quiet: this.jsonEnabled(),
      bytes: manifest.source.bytes,
      farewell: () => messages.getMessage('info.interrupted', [runDir]),
    };
    const org = await orgOfRun(flags['target-org'], manifest.org.username);
    const waitMs = flags.wait === undefined ? null : flags.wait * MINUTE_MS;
    const order = { kind: 'resume', options: { runDir, waitMs } } as const;
    return loadWith(command, thread, org, manifest.org.apiVersion, order);
  }
}
