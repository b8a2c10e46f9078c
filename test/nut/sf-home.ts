import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** What one run of the CLI came to. */
export interface SfRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real `sf` in a home folder of its own: no telemetry, no update check, no key chain, nothing shared with the machine's user. */
export interface SfHome {
  readonly dir: string;
  /** The environment of every run. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs `sf` in a folder. */
  sf(cwd: string, ...args: string[]): SfRun;
  /** A fresh folder inside the home. */
  folder(name: string): string;
  remove(): void;
}

export function createSfHome(): SfHome {
  const dir = mkdtempSync(join(tmpdir(), 'sf-home-'));
  const env = {
    PATH: process.env['PATH'],
    HOME: dir,
    USERPROFILE: dir,
    NO_COLOR: '1',
    SF_DISABLE_TELEMETRY: 'true',
    // The older SF_AUTOUPDATE_DISABLE stops nothing here: each new home would leave a process behind that looks for an update.
    SF_DISABLE_AUTOUPDATE: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    SF_DISABLE_LOG_FILE: 'true',
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    OCLIF_DISABLE_LINKED_ESM_WARNING: 'true',
  };
  return {
    dir,
    env,
    sf(cwd, ...args) {
      const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/sf'), args, {
        cwd,
        env,
        encoding: 'utf8',
      });
      return { status, stdout, stderr };
    },
    folder(name) {
      const path = join(dir, name);
      mkdirSync(path, { recursive: true });
      return path;
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
