/** One request to the org. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** From the root of the instance: `/services/data/...`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Must be read to its end. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Carries a request to the org, once. Rejects, or throws while the body is read, with an Error whose `code` names the
 * trouble of the network.
 */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;
