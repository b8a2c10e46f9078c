import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { withUserErrors } from '../../src/cli/errors.ts';

/** A folder for a project on the real disk, alone in a folder of its own; made anew for each test of the file. */
export class ProjectFolder {
  root = '';

  constructor() {
    beforeEach(() => {
      this.root = join(realpathSync(mkdtempSync(join(tmpdir(), 'project-'))), 'project');
      mkdirSync(this.root);
    });
    afterEach(() => rmSync(this.outside(), { recursive: true, force: true }));
  }

  /** The folder around it. */
  outside(): string {
    return dirname(this.root);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** All paths in it, and around it. */
  everything(): string[] {
    return readdirSync(this.outside(), { recursive: true, encoding: 'utf8' }).sort();
  }

  /** Name, message and actions of an error as a user sees them, with the root as ROOT. */
  async errorOf(body: () => Promise<unknown>): Promise<readonly string[]> {
    try {
      await withUserErrors(body);
    } catch (error) {
      if (error instanceof Error && 'actions' in error && Array.isArray(error.actions)) {
        return [error.name, error.message, ...error.actions].map((text) =>
          text.replaceAll(this.root, 'ROOT'),
        );
      }
      throw error;
    }
    return ['no error'];
  }
}
