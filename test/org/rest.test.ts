import { describe, expect, test } from 'vitest';
import { CallError } from '../../src/model/failure/call-failure.ts';
import { createIngestApi } from '../../src/org/ingest-api.ts';
import type { HttpRequest, HttpResponse } from '../../src/org/transport.ts';

const TOKEN = '00D!secret-token';

async function* bytes(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('sf__Id,');
  throw Object.assign(new Error('terminated'), { cause: { code: 'UND_ERR_SOCKET' } });
}

function answering(answer: Partial<HttpResponse> & { text?: string }) {
  const requests: HttpRequest[] = [];
  const api = createIngestApi({
    transport: async (request) => {
      requests.push(request);
      return { status: 200, headers: {}, body: bytes(answer.text ?? ''), ...answer };
    },
    session: { accessToken: () => TOKEN, refresh: async () => undefined },
    apiVersion: '65.0',
    identity: { orgId: '00D1', userId: null, username: null, instanceUrl: 'http://127.0.0.1' },
  });
  return { api, requests };
}

async function failureOf(promise: Promise<unknown>) {
  const error = await promise.catch((reason: unknown) => reason);
  if (error instanceof CallError) return error.failure;
  throw error;
}

const job = '750000000000001AAA';
const JOB = JSON.stringify({
  id: job,
  state: 'JobComplete',
  numberRecordsProcessed: 3,
  numberRecordsFailed: 1,
});

describe('a call that succeeds', () => {
  test('creates a job with all that the file needs', async () => {
    const { api, requests } = answering({ text: JOB });
    const settings = { object: 'A__c', externalId: 'K__c', delimiter: 'TAB', lineEnding: 'CRLF' } as const;
    expect(await api.create(settings)).toBe(job);
    const [request] = requests;
    expect(request).toMatchObject({ method: 'POST', path: '/services/data/v65.0/jobs/ingest' });
    expect(JSON.parse(Buffer.from(request?.body ?? []).toString())).toEqual({
      object: 'A__c',
      operation: 'upsert',
      externalIdFieldName: 'K__c',
      contentType: 'CSV',
      columnDelimiter: 'TAB',
      lineEnding: 'CRLF',
    });
    expect(request?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}` });
  });

  test('reads a job', async () => {
    expect(await answering({ text: JOB }).api.job(job)).toEqual({
      id: job,
      state: 'JobComplete',
      processed: 3,
      failed: 1,
      error: null,
    });
  });

  test('takes the use of the API from the header', async () => {
    const { api } = answering({ text: JOB, headers: { 'sforce-limit-info': 'api-usage=18/5000' } });
    expect(api.apiUsage()).toBeNull();
    await api.job(job);
    expect(api.apiUsage()).toEqual({ used: 18, limit: 5000 });
  });

  test('says nothing of an allowance that the org does not tell', async () => {
    const text = JSON.stringify({ DailyApiRequests: { Max: 15000, Remaining: 14998 } });
    expect(await answering({ text }).api.allowances()).toEqual({ apiRequests: 14998, bulkBatches: null });
  });
});

describe('a call that fails', () => {
  test('tells status, code, message and Retry-After', async () => {
    const text = '[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"TotalRequests Limit exceeded."}]';
    const { api } = answering({ status: 403, text, headers: { 'retry-after': '7' } });
    expect(await failureOf(api.job(job))).toEqual({
      status: 403,
      code: 'REQUEST_LIMIT_EXCEEDED',
      message: 'TotalRequests Limit exceeded.',
      retryAfter: '7',
    });
  });

  test.each(['<html>Down for maintenance</html>', '', '"text"', 'null'])(
    'for an answer of %j',
    async (text) => {
      expect(await failureOf(answering({ text }).api.job(job))).toMatchObject({
        status: 200,
        code: 'NOT_JSON',
        message: 'the answer is no JSON',
      });
    },
  );

  test.each(['{}', '[]', '{"id":"../../x","state":"Open"}', `{"id":"${job}","state":"Exploded"}`])(
    'for JSON that is no job: %s',
    async (text) => {
      expect(await failureOf(answering({ text }).api.job(job))).toMatchObject({
        status: null,
        code: 'NOT_UNDERSTOOD',
      });
    },
  );

  test('while its body is read', async () => {
    const body = await answering({ body: broken() }).api.results(job, 'successfulResults');
    const read = async () => {
      for await (const part of body) expect(part.length).toBeGreaterThan(0);
    };
    expect(await failureOf(read())).toMatchObject({ status: null, code: 'UND_ERR_SOCKET' });
  });

  test('never shows a body it does not know, nor the token', async () => {
    const { api } = answering({ status: 500, text: `<html>${TOKEN} row content</html>` });
    expect(JSON.stringify(await failureOf(api.close(job)))).not.toMatch(/secret|row content/);
  });
});

test('pages of the job list are followed within the API and nowhere else', async () => {
  const record = {
    id: job,
    object: 'A__c',
    operation: 'upsert',
    state: 'Open',
    createdById: 'u',
    createdDate: '2026-01-01T00:00:00.000+0000',
  };
  const pages = [
    JSON.stringify({ records: [record], nextRecordsUrl: '/services/data/v65.0/jobs/ingest?queryLocator=2' }),
    JSON.stringify({ records: [record], nextRecordsUrl: 'http://elsewhere.example/services' }),
  ];
  const paths: string[] = [];
  const api = createIngestApi({
    transport: async ({ path }) => {
      paths.push(path);
      return { status: 200, headers: {}, body: bytes(pages[paths.length - 1] ?? '{}') };
    },
    session: { accessToken: () => TOKEN, refresh: async () => undefined },
    apiVersion: '65.0',
    identity: { orgId: '00D1', userId: null, username: null, instanceUrl: 'http://127.0.0.1' },
  });
  const read = async () => {
    for await (const summary of api.jobs()) expect(summary.createdAt).toBe(Date.UTC(2026, 0, 1));
  };
  expect(await failureOf(read())).toMatchObject({ status: null });
  expect(paths).toEqual([
    '/services/data/v65.0/jobs/ingest?jobType=V2Ingest',
    '/services/data/v65.0/jobs/ingest?queryLocator=2',
  ]);
});
