/**
 * A fault of the running program, thrown by the values before there is an Apex exception for it: the runtime turns it
 * into `System.<type>Exception`.
 */
export class Fault extends Error {
  /** Name of the Apex exception, such as `MathException`. */
  readonly exception: string;

  constructor(exception: string, message: string) {
    super(message);
    this.exception = exception;
  }
}

export const NULL_MESSAGE = 'Attempt to de-reference a null object';

function nullFault(): Fault {
  return new Fault('NullPointerException', NULL_MESSAGE);
}

/** The value itself. @throws Fault for null */
export function notNull<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw nullFault();
  return value;
}
