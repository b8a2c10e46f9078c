import { UserError } from '../model/user-error.ts';

// What Windows cannot hold, so that a project generated on Linux can be checked out everywhere: reserved characters, control
// characters, a dot or a blank at the end, the names of devices.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNPORTABLE = /[<>:"|?*\\\u0000-\u001f\u007f]|[. ]$|^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/iu;

/** Folders whose content other programs run or trust. */
const RESERVED = new Set(['.git', '.sf', '.sfdx', '.husky', '.vscode', 'node_modules']);

const MAX_NAME_BYTES = 255;

function isSafeName(name: string): boolean {
  return (
    name !== '' &&
    !UNPORTABLE.test(name) &&
    !RESERVED.has(name.toLowerCase()) &&
    Buffer.byteLength(name) <= MAX_NAME_BYTES
  );
}

/** True for a path below the project's root, written with `/`, that means the same on every operating system. */
export function isSafePath(path: string): boolean {
  return path.split('/').every(isSafeName);
}

/** Two names with the same folded form are one file on Windows and macOS. */
export function foldCase(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/**
 * Refuses a plan that could write outside the project, or whose paths are not distinct on every operating system.
 *
 * @throws UserError `UnsafePath`, `PathsCollide`
 */
export function checkPlannedPaths(paths: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    if (!isSafePath(path)) {
      throw new UserError({ area: 'files', code: 'UnsafePath', values: [JSON.stringify(path)] });
    }
    const twin = seen.get(foldCase(path));
    if (twin !== undefined) {
      throw new UserError({ area: 'files', code: 'PathsCollide', values: [twin, path] });
    }
    seen.set(foldCase(path), path);
  }
}
