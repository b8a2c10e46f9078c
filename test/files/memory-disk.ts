import { dirname } from 'node:path';
import type { Disk } from '../../src/files/disk.ts';

class DiskError extends Error {
  readonly code: string;

  constructor(code: string, path: string) {
    super(`${code} ${path}`);
    this.code = code;
  }
}

/** What a killed process throws from then on, so that no clean-up of its own runs either. */
export class Killed extends Error {}

type Fault = (step: {
  readonly number: number;
  readonly call: string;
  readonly path: string;
}) => 'kill' | string | undefined;

/** A disk in memory, that can fail or stop for ever at any step that changes it. */
export class MemoryDisk implements Disk {
  readonly files = new Map<string, string>();
  readonly folders = new Set<string>(['/']);
  /** Every path that was made, changed or removed. */
  readonly touched: string[] = [];
  fault: Fault = () => undefined;
  #steps = 0;
  #killed = false;

  constructor(root: string) {
    this.#addFolders(root);
  }

  /** Starts the next process: what was killed is forgotten, what is on the disk stays. */
  revive(fault: Fault = () => undefined): void {
    this.#killed = false;
    this.#steps = 0;
    this.fault = fault;
    this.touched.length = 0;
  }

  put(path: string, text: string): void {
    this.#addFolders(dirname(path));
    this.files.set(path, text);
  }

  async kindOf(path: string): ReturnType<Disk['kindOf']> {
    this.#alive();
    if (this.folders.has(path)) {
      return 'folder';
    }
    return this.files.has(path) ? 'file' : undefined;
  }

  async list(folder: string): Promise<string[]> {
    this.#alive();
    return [...this.files.keys(), ...this.folders]
      .filter((path) => path !== folder && dirname(path) === folder)
      .map((path) => path.slice(folder.length + 1));
  }

  async read(file: string): Promise<Buffer> {
    this.#alive();
    const text = this.files.get(file);
    if (text === undefined) {
      throw new DiskError('ENOENT', file);
    }
    return Buffer.from(text);
  }

  async makeFolder(folder: string): Promise<void> {
    this.#step('makeFolder', folder);
    if (!this.folders.has(dirname(folder)) || this.folders.has(folder)) {
      throw new DiskError('EEXIST', folder);
    }
    this.folders.add(folder);
  }

  async writeNew(file: string, text: string): Promise<void> {
    if (this.files.has(file)) {
      throw new DiskError('EEXIST', file);
    }
    this.#step('writeNew', file, () => this.files.set(file, text.slice(0, text.length / 2)));
    this.files.set(file, text);
  }

  async rename(from: string, to: string): Promise<void> {
    this.#step('rename', to);
    const text = this.files.get(from);
    if (text === undefined) {
      throw new DiskError('ENOENT', from);
    }
    this.files.delete(from);
    this.files.set(to, text);
  }

  async removeFile(file: string): Promise<void> {
    this.#step('removeFile', file);
    if (!this.files.delete(file)) {
      throw new DiskError('ENOENT', file);
    }
  }

  async removeFolder(folder: string): Promise<void> {
    this.#step('removeFolder', folder);
    if ((await this.list(folder)).length > 0) {
      throw new DiskError('ENOTEMPTY', folder);
    }
    this.folders.delete(folder);
  }

  #addFolders(folder: string): void {
    this.folders.add(folder);
    if (folder !== dirname(folder)) {
      this.#addFolders(dirname(folder));
    }
  }

  #alive(): void {
    if (this.#killed) {
      throw new Killed();
    }
  }

  #step(call: string, path: string, halfDone: () => void = () => undefined): void {
    this.#alive();
    this.#steps += 1;
    const fault = this.fault({ number: this.#steps, call, path });
    if (fault !== undefined) {
      halfDone();
      this.#killed = fault === 'kill';
      throw this.#killed ? new Killed() : new DiskError(fault, path);
    }
    this.touched.push(path);
  }
}
