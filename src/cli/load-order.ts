import type { UpsertOptions } from '../load/options.ts';
import type { RedriveOptions } from '../load/redrive.ts';
import type { ResumeOptions } from '../load/resume.ts';
import type { LoadResult } from '../model/load/load-result.ts';
import type { Progress } from '../model/load/progress.ts';
import { UserError } from '../model/user-error.ts';
import type { OrgIdentity } from '../org/ingest-api.ts';

/** What the loader is to do. */
export type LoadOrder =
  | { readonly kind: 'bulk'; readonly options: Omit<UpsertOptions, 'onPlanned'> }
  | { readonly kind: 'resume'; readonly options: ResumeOptions }
  | { readonly kind: 'redrive'; readonly options: Omit<RedriveOptions, 'onPlanned'> };

/** A log-in as the loader's thread needs it: a new token it has to ask for. */
export interface LoadLogin {
  readonly identity: OrgIdentity;
  /** Like `65.0`. */
  readonly apiVersion: string;
  readonly accessToken: string;
}

/** To the loader's thread: the order first, then what it asks for. */
export type ToLoader =
  | { readonly t: 'order'; readonly order: LoadOrder; readonly login: LoadLogin }
  | { readonly t: 'goOn' }
  | { readonly t: 'token'; readonly accessToken: string }
  | { readonly t: 'noToken'; readonly reason: string };

/** From the loader's thread. It waits for an answer to `planned` and to `needsToken`; `result` or `failure` is its last word. */
export type FromLoader =
  | { readonly t: 'progress'; readonly progress: Progress }
  | { readonly t: 'checking'; readonly bytes: number; readonly of: number }
  | { readonly t: 'planned' }
  | { readonly t: 'needsToken' }
  | { readonly t: 'result'; readonly result: LoadResult }
  | { readonly t: 'failure'; readonly failure: Failure };

/** An error on its way between threads, which would lose its class and its code. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly code: string | null;
  readonly cause: Failure | null;
  /** Of a {@link UserError}. */
  readonly user: Omit<UserError['text'], 'cause'> | null;
}

/** An error as a message between threads. */
export function packError(error: unknown): Failure {
  const { name, message, stack, code, cause } = (
    error instanceof Error ? error : new Error(String(error))
  ) as NodeJS.ErrnoException;
  const text = error instanceof UserError ? { ...error.text } : null;
  if (text !== null) delete text.cause;
  return {
    name,
    message,
    stack: stack ?? '',
    code: typeof code === 'string' ? code : null,
    cause: cause instanceof Error ? packError(cause) : null,
    user: text,
  };
}

/** The error that {@link packError} made a message of. */
export function unpackError({ name, message, stack, code, cause, user }: Failure): Error {
  const because = cause === null ? undefined : unpackError(cause);
  const error =
    user === null
      ? new Error(message, because && { cause: because })
      : new UserError({ ...user, cause: because });
  if (user === null) error.name = name;
  error.stack = stack;
  return code === null ? error : Object.assign(error, { code });
}
