import { dirname, join } from 'node:path';
import { UserError } from '../model/user-error.ts';
import { type Disk, systemCode } from './disk.ts';
import { foldCase } from './project-path.ts';

function refuse(code: string, path: string, ...more: string[]): UserError {
  return new UserError({ area: 'files', code, values: [path, ...more] });
}

/** Looks at a project without changing it. Each folder is listed once. */
export class Survey {
  readonly #disk: Disk;
  readonly #root: string;
  readonly #names = new Map<string, Promise<string[]>>();
  readonly #folders = new Map<string, Promise<boolean>>();

  constructor(disk: Disk, root: string) {
    this.#disk = disk;
    this.#root = root;
  }

  /**
   * Content of a file, undefined if it does not exist. On the way every component of the path is checked: a link could lead
   * out of the project, so none is followed.
   *
   * @param path - relative to the root, with `/`
   * @throws UserError `LinkInPath`, `OtherCase`, `ParentIsNoFolder`, `NotAFile`, `Unreadable`
   */
  async read(path: string): Promise<Buffer | undefined> {
    const parent = dirname(path);
    if (!(await this.#hasFolder(parent)) || !(await this.#has(path))) {
      return undefined;
    }
    const kind = await this.#try(path, this.#disk.kindOf(this.#absolute(path)));
    if (kind === 'link') {
      throw refuse('LinkInPath', path, path);
    }
    if (kind === 'folder' || kind === 'other') {
      throw refuse('NotAFile', path);
    }
    return kind === undefined ? undefined : this.#try(path, this.#disk.read(this.#absolute(path)));
  }

  /** Names in a folder that {@link read} has passed; none if it does not exist. */
  names(folder: string): Promise<string[]> {
    const known = this.#names.get(folder);
    if (known !== undefined) {
      return known;
    }
    const names = this.#try(folder, this.#disk.list(this.#absolute(folder)));
    this.#names.set(folder, names);
    return names;
  }

  #hasFolder(folder: string): Promise<boolean> {
    if (folder === '.') {
      return Promise.resolve(true);
    }
    const known = this.#folders.get(folder);
    if (known !== undefined) {
      return known;
    }
    const present = this.#checkFolder(folder);
    this.#folders.set(folder, present);
    return present;
  }

  async #checkFolder(folder: string): Promise<boolean> {
    if (!(await this.#hasFolder(dirname(folder))) || !(await this.#has(folder))) {
      return false;
    }
    const kind = await this.#try(folder, this.#disk.kindOf(this.#absolute(folder)));
    if (kind === 'link') {
      throw refuse('LinkInPath', folder, folder);
    }
    if (kind === 'file' || kind === 'other') {
      throw refuse('ParentIsNoFolder', folder);
    }
    return kind === 'folder';
  }

  async #has(path: string): Promise<boolean> {
    const parent = dirname(path);
    const name = parent === '.' ? path : path.slice(parent.length + 1);
    const names = await this.names(parent);
    if (names.includes(name)) {
      return true;
    }
    const twin = names.find((other) => foldCase(other) === foldCase(name));
    if (twin !== undefined) {
      throw refuse('OtherCase', path, parent === '.' ? twin : `${parent}/${twin}`);
    }
    return false;
  }

  async #try<Value>(path: string, value: Promise<Value>): Promise<Value> {
    try {
      return await value;
    } catch (error) {
      const code = systemCode(error);
      if (code === undefined) {
        throw error;
      }
      throw new UserError({ area: 'files', code: 'Unreadable', values: [path, code], cause: error });
    }
  }

  #absolute(path: string): string {
    return join(this.#root, path);
  }
}
