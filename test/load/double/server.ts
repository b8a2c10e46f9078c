import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { uploadCut } from './faults.ts';
import type { OrgDouble } from './org-double.ts';
import type { Answer } from './protocol.ts';

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** An upload's body, up to `share` of it; less, and `whole` false, where the client goes away first. */
async function uploadOf(request: IncomingMessage, share: number): Promise<{ bytes: Buffer; whole: boolean }> {
  const wanted = share < 1 ? Math.floor(Number(request.headers['content-length'] ?? 0) * share) : undefined;
  const pieces: Buffer[] = [];
  let received = 0;
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      pieces.push(piece as Buffer);
      received += (piece as Buffer).length;
      if (wanted !== undefined && received >= wanted) break;
    }
  } catch {
    return { bytes: Buffer.concat(pieces), whole: false };
  }
  return { bytes: Buffer.concat(pieces).subarray(0, wanted), whole: wanted === undefined };
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

async function writeSome(response: ServerResponse, answer: Answer, limit: number): Promise<void> {
  let left = limit;
  for (const piece of answer.body()) {
    const part = piece.subarray(0, left);
    left -= part.length;
    if (!response.write(part)) await drained(response);
    if (left <= 0 || response.destroyed) return;
  }
}

async function send(response: ServerResponse, answer: Answer): Promise<void> {
  const { wire } = answer;
  if (wire.kind !== 'whole' && wire.bodyBytes === null) {
    if (wire.kind === 'reset') response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(answer.status, answer.headers);
  await writeSome(response, answer, wire.kind === 'whole' ? Number.POSITIVE_INFINITY : (wire.bodyBytes ?? 0));
  if (wire.kind === 'whole') response.end();
  // The bytes before the cut must reach the client, or it sees only a reset.
  else if (wire.kind === 'reset') setTimeout(() => response.socket?.resetAndDestroy(), 5);
}

async function serve(double: OrgDouble, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const head = {
    method: request.method ?? '',
    url: request.url ?? '',
    authorization: request.headers.authorization,
  };
  if (head.method !== 'PUT') {
    const body = await bodyOf(request);
    return send(response, double.finish(double.begin(head, body), body));
  }
  const call = double.begin(head);
  const cut = uploadCut(call.fault);
  const { bytes, whole } =
    cut?.share === 0 ? { bytes: Buffer.alloc(0), whole: false } : await uploadOf(request, cut?.share ?? 1);
  if (whole) return send(response, double.finish(call, bytes));
  if (bytes.length > 0) double.cutUpload(call, bytes);
  if (cut?.kind === 'reset') request.socket.resetAndDestroy();
}

/** Plays the double on a free port of 127.0.0.1, or on the one given. */
export async function listen(double: OrgDouble, port = 0): Promise<RunningServer> {
  const server = createServer((request, response) => {
    // A client that dies in the middle is no failure of the double.
    serve(double, request, response).catch(() => response.socket?.resetAndDestroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
