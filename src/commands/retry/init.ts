import { Messages } from '@salesforce/core';
import { Flags, SfCommand } from '@salesforce/sf-plugins-core';
import { withUserErrors } from '../../cli/errors.ts';
import { init } from '../../cli/init.ts';
import { exitOnInterrupt } from '../../cli/interrupt.ts';
import type { Key } from '../../config/key.ts';
import { integrationName, namedCredential, objectName } from '../../config/names.ts';
import type { FileResult } from '../../files/plan.ts';
import { fileStateLines } from '../../report/file-states.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-retry', 'retry.init');

const WRONG_FLAG = 2;
const YAML_FILE = /[^/\\]\.ya?ml$/;

/** A flag that stands for a key of the config file, and takes what the key takes. */
const keyFlag = (name: string, key: Key<string>) =>
  Flags.string({
    summary: messages.getMessage(`flags.${name}.summary`),
    default: String(key.example),
    parse: async (value) => {
      if (key.schema.safeParse(value).success) return value;
      throw messages.createError('error.InvalidName', [value, name], [key.expected], WRONG_FLAG);
    },
  });

export type RetryInitResult = { files: FileResult[] };

export default class RetryInit extends SfCommand<RetryInitResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = {
    'output-file': Flags.string({
      summary: messages.getMessage('flags.output-file.summary'),
      default: 'retry.yml',
      parse: async (path) => {
        if (YAML_FILE.test(path)) return path;
        throw messages.createError('error.InvalidOutputFile', [path], [], WRONG_FLAG);
      },
    }),
    integration: keyFlag('integration', integrationName),
    object: keyFlag('object', objectName),
    'named-credential': keyFlag('named-credential', namedCredential),
    'force-overwrite': Flags.boolean({ summary: messages.getMessage('flags.force-overwrite.summary') }),
  };

  public async run(): Promise<RetryInitResult> {
    exitOnInterrupt(() => messages.getMessage('info.interrupted'));
    const { flags } = await this.parse(RetryInit);
    const files = await withUserErrors(() =>
      init({
        outputFile: flags['output-file'],
        folder: process.cwd(),
        names: {
          integration: flags.integration,
          namedCredential: flags['named-credential'],
          object: flags.object,
        },
        overwrite: flags['force-overwrite'],
      }),
    );
    const conflicts = files.some(({ state }) => state === 'conflict');
    if (conflicts) process.exitCode = 1;
    this.#report(files, flags['output-file'], conflicts);
    return { files };
  }

  #report(files: FileResult[], outputFile: string, conflicts: boolean): void {
    const lines = fileStateLines(files, {
      heading: (state, count) => messages.getMessage(`state.${state}`, [count]),
      more: (count) => messages.getMessage('info.more', [count]),
    });
    this.log(lines.join('\n'));
    this.log(
      conflicts ? messages.getMessage('info.conflicts') : messages.getMessage('info.next', [outputFile]),
    );
  }
}
