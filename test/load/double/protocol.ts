/** What both sides of the double share: the calls it knows, requests and answers as data, jobs and their script. */

export type Endpoint =
  | 'versions'
  | 'userinfo'
  | 'query'
  | 'record'
  | 'limits'
  | 'describe'
  | 'create'
  | 'list'
  | 'status'
  | 'upload'
  | 'close'
  | 'abort'
  | 'delete'
  | 'successful'
  | 'failed'
  | 'unprocessed'
  | 'unknown';

/** A request without its body. */
export interface RequestHead {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly authorization: string | undefined;
}

/** How an answer leaves: whole, or cut by a reset or by silence after so many bytes of its body; null: nothing leaves at all. */
export type Wire =
  | { readonly kind: 'whole' }
  | { readonly kind: 'reset' | 'stall'; readonly bodyBytes: number | null };

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** In pieces, so that a result of a million rows needs no second copy. */
  readonly body: () => Iterable<Buffer>;
  readonly wire: Wire;
}

export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** A rule that fails rows whose column holds a text; `times` is per row key. */
export interface RowRule {
  readonly column: string;
  readonly contains: string;
  /** As the API writes it: `CODE:message:fields --`. */
  readonly error: string;
  readonly times: number | 'always';
}

/** A rule that ends jobs half-way. */
export interface JobRule {
  /** Only jobs that hold a row with this key. Absent: any job. */
  readonly withKey?: string;
  readonly end: 'Failed' | 'Aborted';
  /** Share of the rows processed before the end, 0 to 1. */
  readonly afterShare: number;
  /** Jobs that pass before the rule strikes. */
  readonly skip?: number;
  readonly times: number | 'always';
  readonly errorMessage?: string;
}

export interface FieldDescribe {
  readonly name: string;
  readonly type: string;
  readonly length?: number;
  readonly externalId?: boolean;
  readonly unique?: boolean;
  readonly caseSensitive?: boolean;
  readonly idLookup?: boolean;
  readonly createable?: boolean;
  readonly updateable?: boolean;
  readonly nillable?: boolean;
  readonly relationshipName?: string;
  readonly referenceTo?: readonly string[];
}
