import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/model/user-error.ts';
import { Killed, MemoryDisk } from './memory-disk.ts';
import { generated, run } from './run.ts';

const LOCK = '/project/retry.lock.json';
const before = generated({ 'app/a.txt': 'a1', 'app/b/b.txt': 'b1', 'app/old/c.txt': 'c1' });
const after = generated({ 'app/a.txt': 'a2', 'app/b/b.txt': 'b2', 'app/new/d.txt': 'd2' });
/** What the user wants once the killed run is forgotten: another config. */
const third = generated({ 'app/a.txt': 'a3', 'app/b/b.txt': 'b1', 'app/new/d.txt': 'd3' });

const isTemporary = (path: string): boolean => path.endsWith('.tmp');

async function projectBefore(): Promise<MemoryDisk> {
  const disk = new MemoryDisk('/project');
  await run(disk, before);
  disk.revive();
  return disk;
}

/** Steps that change the disk in an undisturbed run from `before` to `after`. */
async function countSteps(): Promise<number> {
  const disk = await projectBefore();
  await run(disk, after, { prune: true });
  return disk.touched.length;
}

const steps = Array.from({ length: await countSteps() }, (_, index) => index + 1);

function contents(disk: MemoryDisk): Record<string, string> {
  return Object.fromEntries([...disk.files].filter(([path]) => path !== LOCK && !isTemporary(path)));
}

test('the run that is disturbed has writes, folders, renames and removals to disturb', () => {
  expect(steps.length).toBe(17);
});

describe.each(steps)('killed at step %i', (step) => {
  async function killed(): Promise<MemoryDisk> {
    const disk = await projectBefore();
    disk.fault = ({ number }) => (number === step ? 'kill' : undefined);
    // Killed in the clean-up, a run has done its work.
    await run(disk, after, { prune: true }).catch((error) => expect(error).toBeInstanceOf(Killed));
    disk.revive();
    return disk;
  }

  test('every file is whole, old or new', async () => {
    const disk = await killed();
    for (const [path, text] of Object.entries(contents(disk))) {
      expect([`${path} a1`, `${path} a2`, `${path} b1`, `${path} b2`, `${path} c1`, `${path} d2`]).toContain(
        `${path} ${text}`,
      );
    }
    expect(() => JSON.parse(disk.files.get(LOCK) ?? '')).not.toThrow();
  });

  test.each([
    ['the same plan', after],
    ['the plan of before', before],
    ['another plan', third],
  ])(
    'the next run, with %s, takes nothing for an edit, finishes and leaves nothing behind',
    async (_, plan) => {
      const disk = await killed();
      expect(Object.values(await run(disk, plan, { prune: true, runId: 'ba9876543210' }))).not.toContain(
        'conflict',
      );
      const wanted = plan.map(({ path, text }) => [`/project/${path}`, text]);
      expect(contents(disk)).toEqual(Object.fromEntries(wanted));
      expect([...disk.files.keys()].filter(isTemporary)).toEqual([]);
      disk.revive();
      expect(new Set(Object.values(await run(disk, plan)))).toEqual(new Set(['identical']));
    },
  );

  test('killed again in the next run with another plan, nothing is taken for an edit either', async () => {
    for (const second of steps) {
      const disk = await killed();
      disk.revive(({ number }) => (number === second ? 'kill' : undefined));
      await run(disk, third, { prune: true, runId: '111111111111' }).catch(() => undefined);
      disk.revive();
      expect(Object.values(await run(disk, after, { prune: true, runId: '222222222222' }))).not.toContain(
        'conflict',
      );
    }
  });
});

test('what is still being written when another file fails is taken away too', async () => {
  class SlowDisk extends MemoryDisk {
    override async writeNew(file: string, text: string): Promise<void> {
      if (file.includes('/app/b/')) {
        throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
      await super.writeNew(file, text);
    }
  }
  const disk = new SlowDisk('/project');
  await expect(run(disk, before)).rejects.toThrow('files.NoSpace app/b/b.txt ENOSPC');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([...disk.files.keys()]).toEqual([]);
  expect(disk.folders).toEqual(new Set(['/', '/project']));
});

test.each(steps)('a file for the user that a run killed at step %i made is never pruned', async (step) => {
  const disk = await projectBefore();
  disk.fault = ({ number }) => (number === step ? 'kill' : undefined);
  const withHandler = [...after, { path: 'app/Handler.cls', owner: 'user', text: 'start' } as const];
  await run(disk, withHandler, { prune: true }).catch(() => undefined);
  const made = disk.files.get('/project/app/Handler.cls');
  disk.revive();
  await run(disk, after, { prune: true });
  expect(disk.files.get('/project/app/Handler.cls')).toBe(made);
});

describe.each([
  ['ENOSPC', 'NoSpace'],
  ['EDQUOT', 'NoSpace'],
  ['EACCES', 'NotWritable'],
  ['EPERM', 'NotWritable'],
  ['EROFS', 'NotWritable'],
  ['ENOENT', 'ChangedMeanwhile'],
  ['EIO', 'WriteFailed'],
])('when the disk reports %s', (code, expected) => {
  test.each(steps)(
    `at step %i, the run ends with ${expected}, whole files and no temporary ones`,
    async (step) => {
      const disk = await projectBefore();
      const old = contents(disk);
      const oldLock = disk.files.get(LOCK);
      let [call, path] = ['', ''];
      disk.fault = (at) => {
        [call, path] = at.number === step ? [at.call, at.path] : [call, path];
        return at.number === step ? code : undefined;
      };
      const outcome = await run(disk, after, { prune: true }).catch((error: unknown) => error);
      if (call === 'removeFolder' || (call === 'removeFile' && isTemporary(path))) {
        // An empty folder or a temporary file that stays is no reason to stop; the next run removes the file.
        expect(outcome).toMatchObject({ 'app/old/c.txt': 'deleted' });
        return;
      }
      expect(outcome instanceof UserError && [outcome.text.code, outcome.text.values?.[1]]).toEqual([
        expected,
        code,
      ]);
      if (call === 'makeFolder' || call === 'writeNew') {
        expect(contents(disk)).toEqual(old);
        expect(disk.files.get(LOCK)).toBe(oldLock);
        expect(disk.folders.has('/project/app/new')).toBe(false);
      }
      disk.revive();
      expect(Object.values(await run(disk, after, { prune: true }))).not.toContain('conflict');
      expect([...disk.files.keys()].filter(isTemporary)).toEqual([]);
    },
  );
});
