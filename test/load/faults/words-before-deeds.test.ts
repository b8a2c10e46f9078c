import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { direct } from '../double/direct.ts';
import { Rig } from './rig.ts';
import { csvFile, sampleSource } from './source.ts';

const JOB = /\/jobs\/ingest\/(\w+)/;

/** The line of the journal that must be durable before each call; GETs change nothing and need none. */
function announcement(method: string, path: string, body: string): { t: string; job?: string } | null {
  const job = JOB.exec(path)?.[1];
  if (method === 'POST') return { t: 'job.creating' };
  if (job === undefined) return null;
  if (method === 'PUT') return { t: 'upload.begin', job };
  if (method === 'PATCH' && body.includes('UploadComplete')) return { t: 'job.closing', job };
  return null;
}

test('each step stands in the journal, on the disk, before the org hears of it', async () => {
  const seen: string[] = [];
  const missing: string[] = [];
  let durableBytes = 0;
  const rig: Rig = new Rig(csvFile(sampleSource(60)), {
    faults: [
      { on: 'create', fault: { kind: 'status', status: 503 } },
      { on: 'upload', fault: { kind: 'reset', when: 'during' } },
      { on: 'close', fault: { kind: 'reset', when: 'before' } },
    ],
    onSync: () => {
      durableBytes = statSync(join(rig.runDir, 'journal.jsonl')).size;
    },
    transport: (double) => (request) => {
      const body = Buffer.from(request.body ?? []).toString();
      const wanted = announcement(request.method, request.path, body);
      if (wanted !== null) {
        const journal = readFileSync(join(rig.runDir, 'journal.jsonl')).subarray(0, durableBytes).toString();
        const lines = journal
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line));
        const about = lines.filter(({ job }) => wanted.job === undefined || job === wanted.job);
        seen.push(wanted.t);
        if (about.at(-1)?.t !== wanted.t)
          missing.push(`${wanted.t} before ${request.method} ${request.path}`);
      }
      return direct(double, request);
    },
  });
  try {
    await rig.run({ parallel: 1 });
    expect(missing).toEqual([]);
    expect(seen.filter((t) => t === 'job.creating')).toHaveLength(5);
    expect(seen.filter((t) => t === 'upload.begin')).toHaveLength(4);
    expect(seen.filter((t) => t === 'job.closing')).toHaveLength(4);
  } finally {
    rig.remove();
  }
});
