import { afterEach, describe, expect, test } from 'vitest';
import type { Transport } from '../../../src/org/transport.ts';
import { undiciTransport } from '../../../src/org/undici-transport.ts';
import { FLAWLESS } from '../double/account.ts';
import type { OrgDouble } from '../double/org-double.ts';
import { listen, type RunningServer } from '../double/server.ts';
import { EVERY_STEP, type FaultCase, RESULT_LISTS } from './fault-table.ts';
import { toTheEnd } from './outcome.ts';
import { Rig } from './rig.ts';
import { csvFile, expectedRows, sampleSource } from './source.ts';

const source = sampleSource(45);

let rig: Rig | undefined;
let server: RunningServer | undefined;
let client: ReturnType<typeof undiciTransport> | undefined;
afterEach(async () => {
  rig?.remove();
  await server?.close();
  await client?.close();
  server = undefined;
});

/** The real client over loopback, with time-outs that a test can wait for. */
function overSockets(double: OrgDouble): Transport {
  return async (request) => {
    if (server === undefined) {
      server = await listen(double);
      client = undiciTransport(server.url, { connectMs: 2_000, headersMs: 250, bodyMs: 250 });
    }
    if (client === undefined) throw new Error('No client');
    return client.transport(request);
  };
}

async function arrivesWhole({ org, stops = [] }: FaultCase): Promise<void> {
  rig = new Rig(csvFile(source), { ...org, transport: overSockets });
  const { result, verdict, stops: seen } = await toTheEnd(rig, (one) => one.run(), expectedRows(source));
  expect(rig.double.idleFaults()).toEqual([]);
  expect(seen).toEqual(stops);
  expect({ ...verdict, missing: [] }).toEqual(FLAWLESS);
  expect(verdict.missing).toHaveLength(result.rows.deadLettered);
  expect(Math.max(...rig.double.jobs.made.map((job) => job.uploads))).toBe(1);
}

const WIRE = new Set(['reset', 'stall', 'truncate']);
const onTheWire = [...EVERY_STEP, ...RESULT_LISTS].filter(({ org }) =>
  WIRE.has(org.faults?.[0]?.fault.kind ?? ''),
);

describe('over real sockets every row arrives once, after', () => {
  test.each(onTheWire)('$name', arrivesWhole);
});
