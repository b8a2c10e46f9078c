import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { nodeDisk } from '../../src/files/disk.ts';
import { generation, generationText } from './generation.ts';
import { ProjectFolder } from './project-folder.ts';
import { run } from './run.ts';

const KILLS = 25;
const project = new ProjectFolder();

/** Starts a writer, kills it with SIGKILL at a moment that nobody chose, and returns what it said. */
async function writeAndKill(first: number, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [
    join(import.meta.dirname, 'writer-process.ts'),
    project.root,
    String(first),
  ]);
  const closed = once(child, 'close');
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(child.stdout, 'data');
  await sleep(afterMs);
  child.kill('SIGKILL');
  await closed;
  return said.trim().split('\n');
}

test(`killed ${KILLS} times with SIGKILL, every file is whole and no later run takes one for an edit`, async () => {
  let next = 0;
  let caughtInTheAct = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const said = await writeAndKill(next, (kill * 7) % 40);
    expect(said.filter((line) => line.endsWith('conflict'))).toEqual([]);
    const last = Number.parseInt(said.at(-1) ?? '', 10);
    const files = readdirSync(join(project.root, 'app'), { recursive: true, encoding: 'utf8' });
    const texts = files
      .filter((path) => path.endsWith('.txt'))
      .map((path) => readFileSync(join(project.root, 'app', path), 'utf8'));
    const whole = [generationText(last), generationText(last + 1)];
    expect(texts.filter((text) => !whole.includes(text))).toEqual([]);
    const lock: unknown = JSON.parse(readFileSync(join(project.root, 'retry.lock.json'), 'utf8'));
    const inTheAct =
      JSON.stringify(lock).includes('unfinished') || files.some((path) => path.endsWith('.tmp'));
    caughtInTheAct += inTheAct ? 1 : 0;
    next = last + 5;
  }
  expect(caughtInTheAct).toBeGreaterThan(0);

  const final = generation(next);
  const options = { root: project.root, prune: true };
  expect(Object.values(await run(nodeDisk, final, options))).not.toContain('conflict');
  expect(new Set(Object.values(await run(nodeDisk, final, options)))).toEqual(new Set(['identical']));
  const left = readdirSync(project.root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(left.map(({ name }) => name).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(left.length).toBe(final.length + 1);
});
