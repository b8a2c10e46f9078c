import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlannedFile } from '../../src/files/compare.ts';
import type { SyncInput } from '../../src/files/sync.ts';
import { UserError } from '../../src/model/user-error.ts';
import { MemoryDisk } from './memory-disk.ts';
import { run } from './run.ts';

const LOCK = '/project/retry.lock.json';
const PATHS = ['a.txt', 'app/b.txt', 'app/c/c.txt', 'app/c/d.txt', 'Handler.cls'];

const plans = fc.uniqueArray(
  fc.record({ path: fc.constantFrom(...PATHS), version: fc.integer({ min: 0, max: 3 }) }),
  { selector: ({ path }) => path },
);

/** The text of a planned file tells who wrote it; a user's text never starts like this. */
function planned(files: readonly { path: string; version: number }[]): PlannedFile[] {
  return files.map(({ path, version }) => ({
    path,
    owner: path === 'Handler.cls' ? 'user' : 'generated',
    text: `generated ${path} ${version}\n`,
  }));
}

type Event =
  | { kind: 'edit' | 'delete' | 'crlf'; path: string }
  | { kind: 'run'; files: { path: string; version: number }[]; overwrite: boolean; prune: boolean }
  | {
      kind: 'killed';
      files: { path: string; version: number }[];
      overwrite: boolean;
      prune: boolean;
      step: number;
    };

const options = { files: plans, overwrite: fc.boolean(), prune: fc.boolean() };
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constantFrom('edit', 'delete', 'crlf'), path: fc.constantFrom(...PATHS) }),
  fc.record({ kind: fc.constant('run' as const), ...options }),
  fc.record({ kind: fc.constant('killed' as const), ...options, step: fc.integer({ min: 1, max: 20 }) }),
);

/** A user at work between runs, on a disk in memory. */
function userDoes(disk: MemoryDisk, action: { kind: string; path: string }, edits: number): void {
  const file = `/project/${action.path}`;
  if (action.kind === 'edit') {
    disk.put(file, `mine ${edits}\n`);
  } else if (action.kind === 'delete') {
    disk.files.delete(file);
  } else if (disk.files.has(file)) {
    disk.put(file, (disk.files.get(file) ?? '').replace(/\r?\n/g, '\r\n'));
  }
}

const isUsers = (text: string): boolean => text.startsWith('mine');
const usersFiles = (disk: MemoryDisk): [string, string][] =>
  [...disk.files].filter(([, text]) => isUsers(text));
const projectFiles = (disk: MemoryDisk): [string, string][] =>
  [...disk.files].filter(([path]) => path !== LOCK && !path.endsWith('.tmp'));

async function checkRun(disk: MemoryDisk, plan: PlannedFile[], run_: Partial<SyncInput>): Promise<void> {
  const before = new Map(disk.files);
  const mine = usersFiles(disk);
  const foreseen = await run(disk, plan, { ...run_, dryRun: true });
  expect(disk.files).toEqual(before);
  expect(await run(disk, plan, run_)).toEqual(foreseen);
  if (Object.values(foreseen).includes('conflict')) {
    expect(disk.files).toEqual(before);
    return;
  }
  for (const { path, text } of plan) {
    if (foreseen[path] !== 'kept') {
      expect(disk.files.get(`/project/${path}`)?.replaceAll('\r\n', '\n')).toBe(text);
    }
  }
  const overwritten = new Set(
    plan.flatMap(({ path, owner }) => (owner === 'generated' ? [`/project/${path}`] : [])),
  );
  for (const [path, text] of mine) {
    if (!run_.overwrite || !overwritten.has(path)) {
      expect(disk.files.get(path)).toBe(text);
    }
  }
  disk.revive();
  const again = Object.values(await run(disk, plan));
  expect(again.filter((state) => !['identical', 'kept', 'obsolete'].includes(state))).toEqual([]);
  expect(disk.touched).toEqual([]);
}

async function checkKilledRun(
  disk: MemoryDisk,
  plan: PlannedFile[],
  run_: Partial<SyncInput>,
  step: number,
): Promise<void> {
  const before = new Map(projectFiles(disk));
  const planOf = new Map(plan.map(({ path, text }) => [`/project/${path}`, text]));
  disk.revive(({ number }) => (number === step ? 'kill' : undefined));
  await run(disk, plan, { ...run_, runId: step.toString(16).padStart(12, 'a') }).catch(() => undefined);
  disk.revive();
  for (const [path, text] of projectFiles(disk)) {
    expect([before.get(path), planOf.get(path)]).toContain(text);
  }
}

test('whatever happens between runs and in them, the user loses nothing and the runs agree with what they foretold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 2, maxLength: 12 }), async (events) => {
      const disk = new MemoryDisk('/project');
      for (const [index, what] of events.entries()) {
        if (what.kind === 'run' || what.kind === 'killed') {
          const { overwrite, prune } = what;
          const plan = planned(what.files);
          await (what.kind === 'run'
            ? checkRun(disk, plan, { overwrite, prune })
            : checkKilledRun(disk, plan, { overwrite, prune }, what.step));
        } else {
          userDoes(disk, what, index);
        }
      }
    }),
    { numRuns: 1500 },
  );
});

test('runs that nobody disturbs but kills never call anything a conflict', async () => {
  const killed = fc.record({ files: plans, step: fc.integer({ min: 1, max: 20 }), prune: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(killed, { maxLength: 8 }), plans, async (runs, last) => {
      const disk = new MemoryDisk('/project');
      for (const { files, step, prune } of runs) {
        disk.revive(({ number }) => (number === step ? 'kill' : undefined));
        await run(disk, planned(files), { prune, runId: `${step}`.padStart(12, '0') }).catch(() => undefined);
      }
      disk.revive();
      expect(Object.values(await run(disk, planned(last)))).not.toContain('conflict');
    }),
    { numRuns: 1000 },
  );
});

const segment = fc.oneof(
  fc.constantFrom('..', '.', '', 'app', '...', '.. ', '~', '$HOME', '%2e%2e', '..\\..', 'C:', 'con'),
  fc.string({ maxLength: 8, unit: 'binary' }),
);

test('whatever the paths of a plan, nothing is written outside the project', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(segment, { minLength: 1, maxLength: 5 }), async (segments) => {
      const disk = new MemoryDisk('/project');
      const path = segments.join('/');
      const outcome = await run(disk, [{ path, owner: 'generated', text: 'x' }]).catch(
        (error: unknown) => error,
      );
      expect(
        disk.touched.filter((touched) => !touched.startsWith('/project/') || touched.includes('/../')),
      ).toEqual([]);
      if (outcome instanceof UserError) {
        expect(disk.touched).toEqual([]);
      } else {
        expect(disk.files.get(`/project/${path}`)).toBe('x');
      }
    }),
    { numRuns: 3000 },
  );
});
