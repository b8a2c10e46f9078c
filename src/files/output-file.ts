import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, type Stats, statSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../model/user-error.ts';
import { writeError } from './atomic-writer.ts';

const FOLDER_SIGN = /[/\\]$/u;
/** Characters that are kept back before they are written: a call of the system per line would take longer than the line. */
const PORTION = 65_536;

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function refusal(code: string, path: string): UserError {
  return new UserError({ area: 'files', code, values: [path] });
}

function explained<Value>(path: string, change: () => Value): Value {
  try {
    return change();
  } catch (error) {
    throw writeError(path, error);
  }
}

/**
 * A file that the user named, anywhere on the disk. What stands in its way shows when it is opened, before the long work
 * whose result it is to hold; it gets its name when it is whole, and replaces what had that name before.
 *
 * All of it is synchronous: a trace is written from within the simulation, and the end of a process leaves no time.
 */
export class OutputFile {
  readonly #path: string;
  readonly #shownAs: string;
  readonly #temporary: string;
  readonly #handle: number;
  #open = true;
  #pending = '';

  /**
   * @param path - as the user gave it
   * @throws UserError `OutputIsNoFile`, `OutputFolderMissing`, `NotWritable`, `NoSpace`, `WriteFailed`; so do the other methods
   */
  constructor(path: string) {
    this.#shownAs = path;
    this.#path = resolve(path);
    const found = explained(path, () => statOf(this.#path));
    if (FOLDER_SIGN.test(path) || (found !== undefined && !found.isFile())) {
      throw refusal('OutputIsNoFile', path);
    }
    const folder = dirname(this.#path);
    if (!explained(path, () => statOf(folder))?.isDirectory()) throw refusal('OutputFolderMissing', path);
    this.#temporary = join(folder, `.retry-${randomBytes(6).toString('hex')}-1.tmp`);
    this.#handle = explained(path, () => openSync(this.#temporary, 'wx'));
  }

  write(text: string): void {
    this.#pending += text;
    if (this.#pending.length > PORTION) this.#flush();
  }

  /** The file is whole. */
  commit(): void {
    this.#flush();
    explained(this.#shownAs, () => {
      fsyncSync(this.#handle);
      this.#close();
      renameSync(this.#temporary, this.#path);
    });
  }

  /** Nothing comes of it, and what stood there stays; after `commit`, nothing happens. */
  discard(): void {
    this.#close();
    rmSync(this.#temporary, { force: true });
  }

  #close(): void {
    if (this.#open) closeSync(this.#handle);
    this.#open = false;
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending);
    this.#pending = '';
    for (let from = 0; from < bytes.length; ) {
      const start = from;
      from += explained(this.#shownAs, () => writeSync(this.#handle, bytes, start));
    }
  }
}
