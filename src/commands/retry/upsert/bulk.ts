// First of all: the loader's thread starts while the modules below are still being loaded.
import '../../../cli/early-thread.ts';
import { Messages } from '@salesforce/core';
import { Flags, SfCommand } from '@salesforce/sf-plugins-core';
import { takeThread } from '../../../cli/early-thread.ts';
import { withUserErrors } from '../../../cli/errors.ts';
import { loadWith } from '../../../cli/load-command.ts';
import { defaultRunDir, fileBytes, newRunId, rememberRun } from '../../../cli/run-place.ts';
import { DEFAULT_CHUNK_BYTES, DEFAULT_CHUNK_ROWS, DEFAULT_PARALLEL } from '../../../load/options.ts';
import { DELIMITER_NAMES, type DelimiterName, type LineEnding } from '../../../model/load/dialect.ts';
import type { LoadResult } from '../../../model/load/load-result.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-retry', 'retry.upsert.bulk');
const summary = (flag: string): { summary: string } => ({
  summary: messages.getMessage(`flags.${flag}.summary`),
});

const MINUTE_MS = 60_000;

export type RetryUpsertBulkResult = LoadResult;

export default class RetryUpsertBulk extends SfCommand<RetryUpsertBulkResult> {
  static override readonly summary = messages.getMessage('summary');
  static override readonly description = messages.getMessage('description');
  static override readonly examples = messages.getMessages('examples');

  static override readonly flags = {
    'target-org': Flags.requiredOrg(),
    'api-version': Flags.orgApiVersion(),
    sobject: Flags.string({ char: 's', required: true, ...summary('sobject') }),
    file: Flags.string({ char: 'f', required: true, ...summary('file') }),
    'external-id': Flags.string({ char: 'i', required: true, ...summary('external-id') }),
    'run-dir': Flags.string(summary('run-dir')),
    'chunk-rows': Flags.integer({
      min: 1,
      max: 1_000_000,
      default: DEFAULT_CHUNK_ROWS,
      ...summary('chunk-rows'),
    }),
    parallel: Flags.integer({ min: 1, max: 100, default: DEFAULT_PARALLEL, ...summary('parallel') }),
    'sort-by': Flags.string(summary('sort-by')),
    'on-duplicate': Flags.option({
      options: ['first', 'last', 'fail'] as const,
      default: 'fail' as const,
      ...summary('on-duplicate'),
    })(),
    'column-delimiter': Flags.option({
      options: DELIMITER_NAMES as readonly DelimiterName[],
      ...summary('column-delimiter'),
    })(),
    'line-ending': Flags.option({ options: ['LF', 'CRLF'] as const, ...summary('line-ending') })(),
    'abort-orphans': Flags.boolean({ default: false, ...summary('abort-orphans') }),
    wait: Flags.integer({ char: 'w', min: 1, ...summary('wait') }),
    'dry-run': Flags.boolean({ default: false, ...summary('dry-run') }),
  };

  override async run(): Promise<RetryUpsertBulkResult> {
    const thread = takeThread();
    const { flags } = await this.parse(RetryUpsertBulk);
    const runId = newRunId();
    const runDir = flags['run-dir'] ?? (await withUserErrors(() => defaultRunDir(runId)));
    let farewell = messages.getMessage('info.nothingSent');
    const command = {
      log: (line: string) => this.log(line),
      warn: (text: string) => this.warn(text),
      quiet: this.jsonEnabled(),
      bytes: await fileBytes(flags.file),
      farewell: () => farewell,
      planned: async () => {
        farewell = messages.getMessage('info.interrupted', [runDir]);
        await rememberRun(this.config.dataDir, runDir);
      },
    };
    const options = {
      file: flags.file,
      runDir,
      runId,
      object: flags.sobject,
      externalId: flags['external-id'],
      chunkRows: flags['chunk-rows'],
      chunkBytes: DEFAULT_CHUNK_BYTES,
      parallel: flags.parallel,
      onDuplicate: flags['on-duplicate'],
      sortBy: flags['sort-by'] ?? null,
      columnDelimiter: flags['column-delimiter'] ?? null,
      lineEnding: (flags['line-ending'] ?? null) as LineEnding | null,
      abortOrphans: flags['abort-orphans'],
      waitMs: flags.wait === undefined ? null : flags.wait * MINUTE_MS,
      dryRun: flags['dry-run'],
    };
    return loadWith(command, thread, flags['target-org'], flags['api-version'], { kind: 'bulk', options });
  }
}
