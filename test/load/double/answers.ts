import type { Answer } from './protocol.ts';

export function json(status: number, value: unknown): Answer {
  const body = Buffer.from(JSON.stringify(value));
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8' },
    body: () => [body],
    wire: { kind: 'whole' },
  };
}

export function empty(status: number): Answer {
  return { status, headers: {}, body: () => [], wire: { kind: 'whole' } };
}

export function csv(pieces: () => Iterable<Buffer>): Answer {
  return { status: 200, headers: { 'content-type': 'text/csv' }, body: pieces, wire: { kind: 'whole' } };
}

/** An error of the API: always a list of one. */
export function refusal(status: number, errorCode: string, message: string): Answer {
  return json(status, [{ errorCode, message }]);
}

/** An error of something in front of the API. */
export function htmlPage(status: number): Answer {
  const body = Buffer.from(
    `<html><head><title>${status}</title></head><body>Service not available</body></html>`,
  );
  return { status, headers: { 'content-type': 'text/html' }, body: () => [body], wire: { kind: 'whole' } };
}
