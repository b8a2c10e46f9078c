import { beforeEach, describe, expect, test } from 'vitest';
import { MemoryDisk } from './memory-disk.ts';
import { generated, HASH, run } from './run.ts';

const LOCK = 'retry.lock.json';
const plan = generated({ 'app/a.txt': 'a1\n', 'app/b/b.txt': 'b1\n' });
const nextPlan = generated({ 'app/a.txt': 'a2\n', 'app/b/b.txt': 'b1\n' });

let disk: MemoryDisk;

beforeEach(() => {
  disk = new MemoryDisk('/project');
});

const text = (path: string): string | undefined => disk.files.get(`/project/${path}`);
const edit = (path: string, to: string): void => disk.put(`/project/${path}`, to);

describe('a run', () => {
  test('creates what is missing, and remembers it in the lock file', async () => {
    expect(await run(disk, plan)).toEqual({
      'app/a.txt': 'created',
      'app/b/b.txt': 'created',
      [LOCK]: 'created',
    });
    expect(text('app/a.txt')).toBe('a1\n');
    // sha256sum says the same.
    expect(text(LOCK)).toBe(`{
  "format": 1,
  "generator": "0.1.0",
  "config": "${HASH}",
  "files": {
    "app/a.txt": "0111f7554519f7126c570c154b894f1fbcddf4faa126f6d644b974dab6c77411",
    "app/b/b.txt": "e10a1287bfc72ab847878fa7737ea038aa327a3920d6c8c28b8e6484e013e913"
  }
}
`);
  });

  test('writes the same lock whatever the order of the plan', async () => {
    await run(disk, plan);
    disk.revive();
    expect(Object.values(await run(disk, [...plan].reverse()))).toEqual([
      'identical',
      'identical',
      'identical',
    ]);
    const other = new MemoryDisk('/project');
    await run(other, [...plan].reverse());
    expect(other.files.get(`/project/${LOCK}`)).toBe(text(LOCK));
  });

  test('changes nothing the second time', async () => {
    await run(disk, plan);
    disk.revive();
    expect(await run(disk, plan)).toEqual({
      'app/a.txt': 'identical',
      'app/b/b.txt': 'identical',
      [LOCK]: 'identical',
    });
    expect(disk.touched).toEqual([]);
  });

  test('updates a file that nobody edited', async () => {
    await run(disk, plan);
    expect(await run(disk, nextPlan)).toEqual({
      'app/a.txt': 'updated',
      'app/b/b.txt': 'identical',
      [LOCK]: 'updated',
    });
    expect(text('app/a.txt')).toBe('a2\n');
  });

  test('takes a checkout with CRLF for unedited', async () => {
    await run(disk, plan);
    for (const [path, content] of disk.files) {
      disk.files.set(path, content.replaceAll('\n', '\r\n'));
    }
    disk.revive();
    expect(Object.values(await run(disk, plan))).toEqual(['identical', 'identical', 'identical']);
    expect(disk.touched).toEqual([]);
    expect(await run(disk, nextPlan)).toMatchObject({ 'app/a.txt': 'updated' });
  });

  test('adopts a file that already is what it would write', async () => {
    edit('app/a.txt', 'a1\n');
    expect(await run(disk, plan)).toMatchObject({ 'app/a.txt': 'identical', 'app/b/b.txt': 'created' });
    expect(await run(disk, nextPlan)).toMatchObject({ 'app/a.txt': 'updated' });
  });
});

describe('a file that somebody edited or wrote', () => {
  test.each([
    ['edited since', true],
    ['foreign', false],
  ])('%s: is a conflict, and nothing at all is written', async (_, generatedBefore) => {
    if (generatedBefore) {
      await run(disk, plan);
    }
    edit('app/a.txt', 'mine\n');
    disk.revive();
    const before = new Map(disk.files);
    const other = generated({ 'app/a.txt': 'a2\n', 'app/c.txt': 'c\n' });
    expect(await run(disk, other)).toMatchObject({ 'app/a.txt': 'conflict', 'app/c.txt': 'created' });
    expect(disk.touched).toEqual([]);
    expect(disk.files).toEqual(before);
  });

  test('is a conflict even when the plan has not changed', async () => {
    await run(disk, plan);
    edit('app/a.txt', 'mine\n');
    expect(await run(disk, plan)).toMatchObject({ 'app/a.txt': 'conflict' });
  });

  test('is overwritten when asked to, and is ours from then on', async () => {
    edit('app/a.txt', 'mine\n');
    expect(await run(disk, plan, { overwrite: true })).toMatchObject({ 'app/a.txt': 'updated' });
    expect(text('app/a.txt')).toBe('a1\n');
    expect(await run(disk, nextPlan)).toMatchObject({ 'app/a.txt': 'updated' });
  });

  test('is overwritten without a trace in a lock that knew its content', async () => {
    await run(disk, plan);
    const lock = text(LOCK);
    edit('app/a.txt', 'mine\n');
    expect(await run(disk, plan, { overwrite: true })).toMatchObject({
      'app/a.txt': 'updated',
      [LOCK]: 'identical',
    });
    expect(text(LOCK)).toBe(lock);
  });

  test('stays as it is when it belongs to the user, even then', async () => {
    const handler = { path: 'app/Handler.cls', owner: 'user', text: 'start\n' } as const;
    expect(await run(disk, [handler])).toMatchObject({ 'app/Handler.cls': 'created' });
    expect(await run(disk, [handler])).toMatchObject({ 'app/Handler.cls': 'identical' });
    edit('app/Handler.cls', 'mine\n');
    expect(await run(disk, [handler], { overwrite: true })).toMatchObject({ 'app/Handler.cls': 'kept' });
    expect(text('app/Handler.cls')).toBe('mine\n');
    expect(await run(disk, [], { overwrite: true, prune: true })).toEqual({ [LOCK]: 'identical' });
    expect(text('app/Handler.cls')).toBe('mine\n');
  });
});

describe('a file that is planned no more', () => {
  const rest = generated({ 'app/a.txt': 'a1\n' });

  beforeEach(() => run(disk, plan));

  test('is listed in every run, and stays', async () => {
    expect(await run(disk, rest)).toMatchObject({ 'app/b/b.txt': 'obsolete', [LOCK]: 'identical' });
    expect(await run(disk, rest)).toMatchObject({ 'app/b/b.txt': 'obsolete' });
    expect(text('app/b/b.txt')).toBe('b1\n');
  });

  test('is deleted when asked to, with the folders that it leaves empty', async () => {
    expect(await run(disk, rest, { prune: true })).toMatchObject({
      'app/b/b.txt': 'deleted',
      [LOCK]: 'updated',
    });
    expect(text('app/b/b.txt')).toBeUndefined();
    expect(disk.folders).toEqual(new Set(['/', '/project', '/project/app']));
    expect(await run(disk, rest, { prune: true })).toEqual({ 'app/a.txt': 'identical', [LOCK]: 'identical' });
  });

  test('is never deleted once somebody edited it', async () => {
    edit('app/b/b.txt', 'mine\n');
    expect(await run(disk, rest, { prune: true, overwrite: true })).toMatchObject({
      'app/b/b.txt': 'obsolete',
    });
    expect(await run(disk, rest, { prune: true, overwrite: true })).toMatchObject({
      'app/b/b.txt': 'obsolete',
    });
    expect(text('app/b/b.txt')).toBe('mine\n');
  });

  test('is forgotten when the user has deleted it', async () => {
    disk.files.delete('/project/app/b/b.txt');
    expect(await run(disk, rest)).toEqual({ 'app/a.txt': 'identical', [LOCK]: 'updated' });
  });

  test('can be planned again', async () => {
    await run(disk, rest);
    expect(await run(disk, generated({ 'app/a.txt': 'a1\n', 'app/b/b.txt': 'b2\n' }))).toMatchObject({
      'app/b/b.txt': 'updated',
    });
  });
});

test('a dry run says what a run would do, and changes nothing', async () => {
  await run(disk, plan);
  disk.revive();
  const options = { prune: true, dryRun: true };
  const states = await run(disk, generated({ 'app/a.txt': 'a2\n', 'app/c.txt': 'c\n' }), options);
  expect(states).toEqual({
    'app/a.txt': 'updated',
    'app/b/b.txt': 'deleted',
    'app/c.txt': 'created',
    [LOCK]: 'updated',
  });
  expect(disk.touched).toEqual([]);
});

test('what killed runs left behind is removed, and nothing else that looks a little like it', async () => {
  await run(disk, plan);
  const leftover = '/project/app/b/.retry-00ff00ff00ff-3.tmp';
  const others = ['.retry-00ff00ff00ff-3.tmp.txt', '.retry-short-3.tmp', 'retry-00ff00ff00ff-3.tmp'];
  disk.put(leftover, 'half');
  for (const name of others) {
    disk.put(`/project/app/b/${name}`, 'mine');
  }
  await run(disk, plan, { dryRun: true });
  expect(disk.files.has(leftover)).toBe(true);
  await run(disk, plan);
  expect(disk.files.has(leftover)).toBe(false);
  expect(others.map((name) => text(`app/b/${name}`))).toEqual(['mine', 'mine', 'mine']);
});
