import { CallError, type CallFailure } from '../model/failure/call-failure.ts';
import type { HttpRequest, HttpResponse, Transport } from './transport.ts';

/** The access token of an org, and the way to a new one. */
export interface Session {
  accessToken(): string;
  /** Rejects where there is no way. */
  refresh(): Promise<void>;
}

/** Longest answer that is read into memory: job lists and descriptions are far below. */
const LONGEST_JSON = 50_000_000;

function networkFailure(error: unknown): CallError {
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: { code?: unknown } };
  const name = [code, cause?.code].find((value) => typeof value === 'string');
  return new CallError(
    { status: null, code: String(name ?? 'NETWORK'), message: String(message ?? ''), retryAfter: null },
    error,
  );
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > LONGEST_JSON) throw new Error('the answer is too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** `[{ errorCode, message }]`, as every REST resource answers; nothing of any other body is shown. */
function failureOf({ status, headers }: HttpResponse, text: string): CallFailure {
  const retryAfter = headers['retry-after'] ?? null;
  try {
    const body: unknown = JSON.parse(text);
    const first: unknown = Array.isArray(body) ? body[0] : body;
    const { errorCode, message } = (first ?? {}) as { errorCode?: unknown; message?: unknown };
    return { status, code: String(errorCode ?? ''), message: String(message ?? ''), retryAfter };
  } catch {
    return { status, code: '', message: '', retryAfter };
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** Wraps a body so that a broken connection is a failed call like any other. */
async function* guarded(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw networkFailure(error);
  }
}

/** REST calls on one org: paths below `/services/data/vNN.N`, every failure a `CallError`. */
export class RestClient {
  readonly #transport: Transport;
  readonly #session: Session;
  readonly #base: string;
  #usage: { used: number; limit: number } | null = null;

  constructor(transport: Transport, session: Session, apiVersion: string) {
    this.#transport = transport;
    this.#session = session;
    this.#base = `/services/data/v${apiVersion}`;
  }

  /** From `Sforce-Limit-Info: api-usage=18/5000` of the last answer that had one. */
  get usage(): { used: number; limit: number } | null {
    return this.#usage;
  }

  /** A path below the base again, from one that the org gave. */
  relative(path: string): string {
    const at = path.indexOf(this.#base);
    if (at === -1) throw networkFailure(new Error('the next page lies outside the API'));
    return path.slice(at + this.#base.length);
  }

  async #send(request: HttpRequest): Promise<HttpResponse> {
    const headers = { ...request.headers, authorization: `Bearer ${this.#session.accessToken()}` };
    let response: HttpResponse;
    try {
      response = await this.#transport({ ...request, headers, path: this.#base + request.path });
    } catch (error) {
      throw networkFailure(error);
    }
    const usage = /api-usage=([0-9]+)\/([0-9]+)/.exec(response.headers['sforce-limit-info'] ?? '');
    if (usage) this.#usage = { used: Number(usage[1]), limit: Number(usage[2]) };
    if (isSuccess(response.status)) return response;
    throw new CallError(failureOf(response, await this.#text(response)));
  }

  async #text(response: HttpResponse): Promise<string> {
    try {
      return await readText(response.body);
    } catch (error) {
      // The status is known, and says more than a body that broke off.
      if (!isSuccess(response.status)) return '';
      throw networkFailure(error);
    }
  }

  /** An answer in JSON. A page of HTML in its place, as a proxy or a maintenance window sends, is a failed call. */
  async json(request: HttpRequest): Promise<object> {
    const response = await this.#send(request);
    const text = await this.#text(response);
    try {
      const body: unknown = JSON.parse(text);
      if (typeof body === 'object' && body !== null) return body;
    } catch {
      // Falls through: no JSON.
    }
    const retryAfter = response.headers['retry-after'] ?? null;
    throw new CallError({
      status: response.status,
      code: 'NOT_JSON',
      message: 'the answer is no JSON',
      retryAfter,
    });
  }

  /** An answer whose body says nothing. */
  async empty(request: HttpRequest): Promise<void> {
    await this.#text(await this.#send(request));
  }

  /** The body of an answer as it comes. */
  async stream(request: HttpRequest): Promise<AsyncIterable<Uint8Array>> {
    return guarded((await this.#send(request)).body);
  }
}
