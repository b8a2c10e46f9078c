/**
 * An Apex exception. Exceptions of the project extend it by prototype, so it has no constructor arguments: whoever
 * makes one sets its message and cause.
 */
export class ApexException {
  message: string | null = null;
  cause: unknown = null;
  /** Whether no `catch` may see it. */
  fatal = false;
  /** DML exceptions: one entry per failed row. */
  rows: readonly DmlFailure[] = [];
  /** Where it was made: V8's trace, whose lines are the lines of the Apex files. */
  origin: { readonly stack?: string } | null = null;

  /** Whether it is an exception of the platform, and not of the project. */
  get isPlatform(): boolean {
    return true;
  }

  /** Sets what the constructor of a project's class does not know of. */
  begin(origin: { readonly stack?: string }): void {
    this.message ??= null;
    this.cause ??= null;
    this.fatal ??= false;
    this.rows ??= [];
    this.origin = origin;
  }

  new$(): this {
    return this;
  }
  new$String(message: string | null): this {
    this.message = message;
    return this;
  }
  new$Exception(cause: unknown): this {
    this.cause = cause;
    if (cause instanceof ApexException) this.message = cause.message;
    return this;
  }
  new$String$Exception(message: string | null, cause: unknown): this {
    this.message = message;
    this.cause = cause;
    return this;
  }
}

/** Why one row of a DML operation failed. */
export interface DmlFailure {
  readonly index: number;
  readonly id: string | null;
  /** Such as `REQUIRED_FIELD_MISSING`. */
  readonly status: string;
  readonly message: string;
  readonly fields: readonly string[];
}
