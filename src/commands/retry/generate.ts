import { Messages } from '@salesforce/core';
import { Flags, SfCommand } from '@salesforce/sf-plugins-core';
import { withUserErrors } from '../../cli/errors.ts';
import { generate } from '../../cli/generate.ts';
import { exitOnInterrupt } from '../../cli/interrupt.ts';
import { issueText } from '../../config/read.ts';
import type { ConfigIssue } from '../../config/types.ts';
import type { FileResult } from '../../files/plan.ts';
import { fileStateLines } from '../../report/file-states.ts';
import { isUsableApiVersion } from '../../templates/api-version.ts';
import { MANIFEST } from '../../templates/manifest.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-retry', 'retry.generate');

const WRONG_FLAG = 2;
/** States of files that a run leaves as they are. */
const AT_REST: readonly string[] = ['identical', 'kept', 'obsolete'];

export type RetryGenerateResult = { files: FileResult[]; warnings: ConfigIssue[] };

export default class RetryGenerate extends SfCommand<RetryGenerateResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = {
    config: Flags.string({
      char: 'f',
      summary: messages.getMessage('flags.config.summary'),
      default: 'retry.yml',
    }),
    'output-dir': Flags.string({ char: 'd', summary: messages.getMessage('flags.output-dir.summary') }),
    'api-version': Flags.string({
      summary: messages.getMessage('flags.api-version.summary'),
      parse: async (version) => {
        if (isUsableApiVersion(version)) {
          return version;
        }
        throw messages.createError('error.InvalidApiVersion', [version], [], WRONG_FLAG);
      },
    }),
    'dry-run': Flags.boolean({ summary: messages.getMessage('flags.dry-run.summary') }),
    check: Flags.boolean({ summary: messages.getMessage('flags.check.summary') }),
    'force-overwrite': Flags.boolean({ summary: messages.getMessage('flags.force-overwrite.summary') }),
    prune: Flags.boolean({ summary: messages.getMessage('flags.prune.summary') }),
  };

  public async run(): Promise<RetryGenerateResult> {
    exitOnInterrupt(() => messages.getMessage('info.interrupted'));
    const { flags } = await this.parse(RetryGenerate);
    const { check } = flags;
    const dryRun = check || flags['dry-run'];
    const result = await withUserErrors(() =>
      generate({
        config: flags.config,
        outputDirectory: flags['output-dir'],
        apiVersion: flags['api-version'],
        overwrite: flags['force-overwrite'],
        prune: flags.prune,
        dryRun,
      }),
    );
    const conflicts = result.files.some(({ state }) => state === 'conflict');
    const outOfDate = result.files.some(({ state }) => !AT_REST.includes(state));
    if (conflicts || (check && outOfDate)) {
      process.exitCode = 1;
    }
    for (const warning of result.warnings) {
      this.warn(issueText(warning));
    }
    this.#report(result.files, conflicts, dryRun, outOfDate);
    return result;
  }

  #report(files: FileResult[], conflicts: boolean, dryRun: boolean, outOfDate: boolean): void {
    if (dryRun && outOfDate) {
      this.log(messages.getMessage('info.foreseen'));
    }
    const lines = fileStateLines(files, {
      heading: (state, count) => messages.getMessage(`state.${state}`, [count]),
      more: (count) => messages.getMessage('info.more', [count]),
    });
    this.log(lines.join('\n'));
    if (conflicts) {
      this.log(messages.getMessage('info.conflicts'));
    } else if (outOfDate) {
      this.log(dryRun ? messages.getMessage('info.outOfDate') : messages.getMessage('info.next', [MANIFEST]));
    }
  }
}
