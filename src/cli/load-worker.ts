// The thread that loads: `load-thread.ts` starts it and talks to it.
import { parentPort } from 'node:worker_threads';
import { redriveUpsert } from '../load/redrive.ts';
import { resumeUpsert } from '../load/resume.ts';
import { runUpsert } from '../load/upsert.ts';
import type { LoadResult } from '../model/load/load-result.ts';
import { createIngestApi } from '../org/ingest-api.ts';
import { undiciTransport } from '../org/undici-transport.ts';
import { loadDeps } from './load-deps.ts';
import { type FromLoader, type LoadLogin, type LoadOrder, packError, type ToLoader } from './load-order.ts';

type Answer = Exclude<ToLoader, { t: 'order' }>;

const waiting = new Map<FromLoader['t'], (answer: Answer) => void>();

function tell(message: FromLoader): void {
  parentPort?.postMessage(message);
}

/** Asks the other side. A question is never asked twice at a time. */
function ask(t: 'planned' | 'needsToken'): Promise<Answer> {
  return new Promise((resolve) => {
    waiting.set(t, resolve);
    tell({ t });
  });
}

function hear(answer: Answer): void {
  const question = answer.t === 'goOn' ? 'planned' : 'needsToken';
  waiting.get(question)?.(answer);
  waiting.delete(question);
}

async function load(order: LoadOrder, login: LoadLogin): Promise<LoadResult> {
  const { identity, apiVersion } = login;
  const { transport, close } = undiciTransport(identity.instanceUrl);
  let { accessToken } = login;
  const session = {
    accessToken: () => accessToken,
    refresh: async () => {
      const answer = await ask('needsToken');
      if (answer.t !== 'token') throw new Error(answer.t === 'noToken' ? answer.reason : answer.t);
      accessToken = answer.accessToken;
    },
  };
  const api = createIngestApi({ transport, session, apiVersion, identity });
  const deps = loadDeps(api, {
    progress: (progress) => tell({ t: 'progress', progress }),
    checking: (bytes, of) => tell({ t: 'checking', bytes, of }),
  });
  const onPlanned = async (): Promise<void> => {
    await ask('planned');
  };
  try {
    if (order.kind === 'resume') return await resumeUpsert(deps, order.options);
    if (order.kind === 'redrive') return await redriveUpsert(deps, { ...order.options, onPlanned });
    return await runUpsert(deps, { ...order.options, onPlanned });
  } finally {
    await close();
  }
}

parentPort?.on('message', (message: ToLoader) => {
  if (message.t !== 'order') return hear(message);
  load(message.order, message.login).then(
    (result) => tell({ t: 'result', result }),
    (error: unknown) => tell({ t: 'failure', failure: packError(error) }),
  );
});
