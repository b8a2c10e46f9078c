import { type FileHandle, open } from 'node:fs/promises';
import type { JournalFile, Sync } from './ports.ts';

interface Waiting {
  readonly text: string;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Writes what has gathered while the disk was busy with one sync: lanes that come together pay once. */
class GroupedFile implements JournalFile {
  readonly #file: FileHandle;
  readonly #sync: Sync;
  #waiting: Waiting[] = [];
  #busy = false;
  /** Why nothing more is written: a failed write may have left half a line, which must stay the last one. */
  #broken: { readonly error: unknown } | null = null;

  constructor(file: FileHandle, sync: Sync) {
    this.#file = file;
    this.#sync = sync;
  }

  append(lines: readonly string[]): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ text: lines.map((line) => `${line}\n`).join(''), done, failed });
      if (!this.#busy) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        if (this.#broken !== null) throw this.#broken.error;
        await this.#file.appendFile(group.map(({ text }) => text).join(''));
        await this.#sync(this.#file);
        for (const { done } of group) done();
      } catch (error) {
        this.#broken ??= { error };
        for (const { failed } of group) failed(error);
      }
    }
    this.#busy = false;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** Opens a journal to append to; it is made if it is not there. */
export async function openJournalFile(path: string, sync: Sync): Promise<JournalFile> {
  return new GroupedFile(await open(path, 'a', 0o600), sync);
}
