import { uploadCut } from './faults.ts';
import type { OrgDouble } from './org-double.ts';
import type { Answer } from './protocol.ts';

/** A request as the loader's transport gives it. */
export interface DirectRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface DirectAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: AsyncIterable<Uint8Array>;
}

function trouble(kind: 'reset' | 'stall'): Error {
  // What a client sees of a silent server once its own time-out has passed.
  const code = kind === 'reset' ? 'ECONNRESET' : 'UND_ERR_HEADERS_TIMEOUT';
  return Object.assign(new Error(kind === 'reset' ? 'read ECONNRESET' : 'Headers Timeout Error'), { code });
}

async function* bytesOf(answer: Answer): AsyncIterable<Uint8Array> {
  const { wire } = answer;
  let left = wire.kind === 'whole' ? Number.POSITIVE_INFINITY : (wire.bodyBytes ?? 0);
  for (const piece of answer.body()) {
    const part = piece.subarray(0, left);
    left -= part.length;
    yield part;
    if (left <= 0) break;
  }
  if (wire.kind !== 'whole') throw trouble(wire.kind);
}

/** The double without a socket: the same cuts, as the errors that a client would see. */
export async function direct(double: OrgDouble, request: DirectRequest): Promise<DirectAnswer> {
  const { method, path, headers } = request;
  const authorization = headers['authorization'] ?? headers['Authorization'];
  // A copy: a client may use its buffer again once the request is over.
  const body = Buffer.from(request.body ?? []);
  const call = double.begin({ method, url: path, authorization }, method === 'PUT' ? undefined : body);
  const cut = method === 'PUT' ? uploadCut(call.fault) : undefined;
  if (cut) {
    const received = body.subarray(0, Math.floor(body.length * cut.share));
    if (received.length > 0) double.cutUpload(call, received);
    throw trouble(cut.kind);
  }
  const answer = double.finish(call, body);
  if (answer.wire.kind !== 'whole' && answer.wire.bodyBytes === null) throw trouble(answer.wire.kind);
  return { status: answer.status, headers: { ...answer.headers }, body: bytesOf(answer) };
}
