import { readFile, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { UserError } from '../model/user-error.ts';
import { systemCode } from './disk.ts';

const PROJECT_FILE = 'sfdx-project.json';

/** A Salesforce DX project. */
export interface Project {
  /** Absolute, links resolved. */
  readonly root: string;
  /** The folder that it was found from, relative to the root, with `/`. */
  readonly start: string;
  /** Its default package directory, relative to the root, with `/`; `.` is the root. */
  readonly packageDirectory: string;
  /** `sourceApiVersion` as it stands there, unchecked. */
  readonly sourceApiVersion: unknown;
}

function problem(code: string, file: string, ...more: string[]): UserError {
  return new UserError({ area: 'files', code, values: [file, ...more] });
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return undefined;
    }
    throw new UserError({
      area: 'files',
      code: 'ProjectUnreadable',
      values: [file, String(code)],
      cause: error,
    });
  }
}

function parseProject(text: string, file: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError({ area: 'files', code: 'ProjectIsNoJson', values: [file, why], cause: error });
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw problem('ProjectIsNoObject', file);
  }
  return { ...json };
}

function packageDirectories(value: unknown, file: string): { path: string; isDefault: boolean }[] {
  const entries: unknown[] = Array.isArray(value) ? value : [];
  if (entries.length === 0) {
    throw problem('NoPackageDirectories', file);
  }
  return entries.map((entry, index) => {
    const { path, default: isDefault } = Object(entry) as Record<string, unknown>;
    if (typeof path !== 'string' || path.trim() === '') {
      throw problem('PackageDirectoryWithoutPath', file, String(index));
    }
    return { path, isDefault: isDefault === true };
  });
}

function defaultPackageDirectory(value: unknown, file: string): string {
  const all = packageDirectories(value, file);
  const chosen = all.length === 1 ? all[0] : all.find(({ isDefault }) => isDefault);
  if (chosen === undefined) {
    throw problem('NoDefaultPackageDirectory', file, all.map(({ path }) => path).join(', '));
  }
  const path = posix.normalize(chosen.path.replaceAll('\\', '/')).replace(/(?<=.)\/$/u, '');
  if (path === '..' || path.startsWith('../') || posix.isAbsolute(path) || /^[a-z]:/iu.test(path)) {
    throw problem('PackageDirectoryOutside', file, chosen.path);
  }
  return path;
}

/**
 * Finds the project that a folder belongs to: the nearest `sfdx-project.json`, upward.
 *
 * @throws UserError `NotInProject`, `ProjectUnreadable`, `ProjectIsNoJson`, `ProjectIsNoObject`, `NoPackageDirectories`,
 * `PackageDirectoryWithoutPath`, `NoDefaultPackageDirectory`, `PackageDirectoryOutside`
 */
export async function findProject(folder: string): Promise<Project> {
  let current = resolve(folder);
  for (;;) {
    const file = join(current, PROJECT_FILE);
    const text = await readIfPresent(file);
    if (text !== undefined) {
      const { packageDirectories: directories, sourceApiVersion } = parseProject(text, file);
      const packageDirectory = defaultPackageDirectory(directories, file);
      const start = relative(current, resolve(folder)).replaceAll(sep, '/') || '.';
      return { root: await realpath(current), start, packageDirectory, sourceApiVersion };
    }
    const parent = dirname(current);
    if (parent === current) {
      throw problem('NotInProject', resolve(folder));
    }
    current = parent;
  }
}

/**
 * An absolute path as the results name it: relative to the project's root, with `/`.
 *
 * @throws UserError `OutsideProject`
 */
export function pathInProject({ root }: Project, path: string): string {
  const inside = relative(root, path);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new UserError({ area: 'files', code: 'OutsideProject', values: [path, root] });
  }
  return inside.replaceAll(sep, '/') || '.';
}
