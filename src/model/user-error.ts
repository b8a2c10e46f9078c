/** Plain data, as JSON holds it. */
export type Json = string | number | boolean | null | Json[] | JsonMap;
export type JsonMap = { [key: string]: Json };

interface UserErrorText {
  /** The file in `messages/` that holds the text: the area of the room that throws. */
  readonly area: 'config' | 'files' | 'load' | 'simulate';
  /** Key of the text: `error.<code>`, with `error.<code>.actions` beside it. */
  readonly code: string;
  /** Values for the placeholders of the text, in order. */
  readonly values?: readonly string[];
  /** Values for the placeholders of the actions, in order. */
  readonly actionValues?: readonly string[];
  /** Machine-readable details, for `data` in the JSON error. */
  readonly data?: JsonMap;
  readonly cause?: unknown;
}

/**
 * A failure that a user can act on. Rooms throw it with a code and the values of its message; the text itself stands in
 * `messages/`, and `cli/errors.ts` puts the two together.
 */
export class UserError extends Error {
  readonly text: UserErrorText;

  constructor(text: UserErrorText) {
    super([`${text.area}.${text.code}`, ...(text.values ?? [])].join(' '), { cause: text.cause });
    this.name = 'UserError';
    this.text = text;
  }
}
