import { Messages } from '@salesforce/core';
import { Flags, SfCommand } from '@salesforce/sf-plugins-core';
import { withUserErrors } from '../../../cli/errors.ts';
import { report } from '../../../cli/load-command.ts';
import { recentRunDir } from '../../../cli/run-place.ts';
import { readResults } from '../../../load/results.ts';
import type { LoadResult } from '../../../model/load/load-result.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-retry', 'retry.upsert.results');

export type RetryUpsertResultsResult = LoadResult;

export default class RetryUpsertResults extends SfCommand<RetryUpsertResultsResult> {
  static override readonly summary = messages.getMessage('summary');
  static override readonly description = messages.getMessage('description');
  static override readonly examples = messages.getMessages('examples');

  static override readonly flags = {
    'run-dir': Flags.string({
      summary: messages.getMessage('flags.run-dir.summary'),
      exactlyOne: ['run-dir', 'use-most-recent'],
    }),
    'use-most-recent': Flags.boolean({ summary: messages.getMessage('flags.use-most-recent.summary') }),
  };

  override async run(): Promise<RetryUpsertResultsResult> {
    const { flags } = await this.parse(RetryUpsertResults);
    const result = await withUserErrors(async () =>
      readResults(flags['run-dir'] ?? (await recentRunDir(this.config.dataDir))),
    );
    report({ log: (line) => this.log(line), warn: (text) => this.warn(text) }, result);
    return result;
  }
}
