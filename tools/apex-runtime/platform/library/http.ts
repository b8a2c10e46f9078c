import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { Blob } from '../../values/boxed.ts';
import { ApexList } from '../../values/collections.ts';
import { Fault, notNull } from '../../values/fault.ts';
import type { Async } from '../async.ts';
import { PlatformObject } from '../platform-object.ts';
import type { Runtime } from '../runtime.ts';

class Headers {
  readonly #values = new Map<string, { readonly name: string; readonly value: string }>();
  set(name: string, value: string): void {
    this.#values.set(notNull(name).toLowerCase(), { name, value });
  }
  get(name: string): string | null {
    return this.#values.get(notNull(name).toLowerCase())?.value ?? null;
  }
  get names(): readonly string[] {
    return [...this.#values.values()].map((header) => header.name);
  }
}

/** Default time-out 10 s, at most 120 s. Source: Callout Limits and Timeouts. */
class HttpRequest extends PlatformObject {
  readonly apexName = 'HttpRequest';
  method: string | null = null;
  endpoint: string | null = null;
  body = '';
  timeout = 10_000;
  readonly headers = new Headers();
}

class HttpResponse extends PlatformObject {
  readonly apexName = 'HttpResponse';
  status: string | null = null;
  statusCode = 0;
  body: string | null = '';
  readonly headers = new Headers();
}

function setTimeoutMs(request: HttpRequest, ms: number): void {
  if (notNull(ms) < 1 || ms > 120_000) {
    throw new Fault('CalloutException', `Invalid timeout: ${ms}; it must be from 1 to 120000 ms`);
  }
  request.timeout = ms;
}

/** Callouts: what forbids them, what they cost, who answers. */
class Callouts {
  readonly #rt: Runtime;
  readonly #async: Async;

  constructor(rt: Runtime, async: Async) {
    this.#rt = rt;
    this.#async = async;
  }

  #refuse(message: string): never {
    throw this.#rt.exception('CalloutException', message);
  }

  /** Source: Testing DML and Mock Callouts, Transaction Control, Queueable Apex. */
  #check(request: HttpRequest): void {
    const { tx } = this.#rt;
    if (!request.endpoint) this.#refuse('Invalid endpoint: none');
    if (!request.method) this.#refuse('Method cannot be null');
    if (tx.uncommitted) {
      this.#refuse('You have uncommitted work pending. Please commit or rollback before calling out.');
    }
    if (tx.savepoints.some((savepoint) => !savepoint.released)) {
      this.#refuse('All active Savepoints must be released before making callouts.');
    }
    if (!this.#async.mayCallOut()) this.#refuse('Callout not allowed from this future method');
    this.#rt.use('callouts');
  }

  send(request: HttpRequest): HttpResponse {
    this.#check(notNull(request));
    const { test } = this.#rt;
    if (!test) return this.#live(request);
    if (!test.mock) {
      this.#refuse('Methods defined as TestMethod do not support Web service callouts');
    }
    return this.#rt.invoke(test.mock, 'respond$HttpRequest', request) as HttpResponse;
  }

  #live(request: HttpRequest): HttpResponse {
    const { org, tx } = this.#rt;
    if (!org.settings.endpoint) this.#refuse(`Unauthorized endpoint: ${request.endpoint}`);
    const answer = org.settings.endpoint({
      method: request.method ?? '',
      endpoint: request.endpoint ?? '',
      headers: new Map(request.headers.names.map((name) => [name, request.headers.get(name) ?? ''])),
      body: request.body,
      timeoutMs: request.timeout,
      at: tx.now,
    });
    const waited = Math.min(answer.latencyMs, request.timeout);
    const late = answer.latencyMs > request.timeout;
    const outcome = 'failure' in answer ? answer.failure : answer.status;
    const { endpoint } = request;
    const at = tx.now;
    this.#rt.did(() => ({
      kind: 'callout',
      endpoint: endpoint ?? '',
      at,
      answer: late ? 'Read timed out' : outcome,
    }));
    tx.now += waited;
    tx.answers.push(tx.now);
    this.#rt.use('calloutMs', waited);
    if (late) this.#refuse('Read timed out');
    if ('failure' in answer) this.#refuse(answer.failure);
    const response = new HttpResponse();
    response.statusCode = answer.status;
    response.status = answer.statusText ?? '';
    response.body = answer.body ?? '';
    for (const [name, value] of Object.entries(answer.headers ?? {})) response.headers.set(name, value);
    return response;
  }
}

function requestType(): PlatformType {
  return {
    name: 'HttpRequest',
    kind: 'class',
    members: {
      'new()': () => new HttpRequest(),
      'void setMethod(String)': (request: HttpRequest, method: string) => {
        request.method = method;
      },
      'String getMethod()': (request: HttpRequest) => request.method,
      'void setEndpoint(String)': (request: HttpRequest, endpoint: string) => {
        request.endpoint = endpoint;
      },
      'String getEndpoint()': (request: HttpRequest) => request.endpoint,
      'void setHeader(String, String)': (request: HttpRequest, name: string, value: string) =>
        request.headers.set(name, notNull(value)),
      'String getHeader(String)': (request: HttpRequest, name: string) => request.headers.get(name),
      'void setBody(String)': (request: HttpRequest, body: string) => {
        request.body = notNull(body);
      },
      'String getBody()': (request: HttpRequest) => request.body,
      'void setTimeout(Integer)': setTimeoutMs,
    },
  };
}

function responseType(rt: Runtime): PlatformType {
  return {
    name: 'HttpResponse',
    kind: 'class',
    members: {
      'new()': () => new HttpResponse(),
      'Integer getStatusCode()': (response: HttpResponse) => response.statusCode,
      'void setStatusCode(Integer)': (response: HttpResponse, code: number) => {
        response.statusCode = notNull(code);
      },
      'String getStatus()': (response: HttpResponse) => response.status,
      'void setStatus(String)': (response: HttpResponse, status: string) => {
        response.status = status;
      },
      'String getBody()': (response: HttpResponse) => response.body,
      'Blob getBodyAsBlob()': (response: HttpResponse) => new Blob(Buffer.from(response.body ?? '', 'utf8')),
      'void setBody(String)': (response: HttpResponse, body: string) => {
        response.body = body;
      },
      'String getHeader(String)': (response: HttpResponse, name: string) => response.headers.get(name),
      'List<String> getHeaderKeys()': (response: HttpResponse) =>
        new ApexList(rt.universe.platform('List', rt.universe.platform('String')), [
          ...response.headers.names,
        ]),
      'void setHeader(String, String)': (response: HttpResponse, name: string, value: string) =>
        response.headers.set(name, value),
    },
  };
}

export function httpTypes(rt: Runtime, async: Async): readonly PlatformType[] {
  const callouts = new Callouts(rt, async);
  return [
    requestType(),
    responseType(rt),
    {
      name: 'Http',
      kind: 'class',
      members: {
        'new()': () => new HttpClient(),
        'HttpResponse send(HttpRequest)': (_: HttpClient, request: HttpRequest) => callouts.send(request),
      },
    },
    {
      name: 'HttpCalloutMock',
      kind: 'interface',
      members: { 'HttpResponse respond(HttpRequest)': 'virtual' },
    },
  ];
}

class HttpClient extends PlatformObject {
  readonly apexName = 'Http';
}
