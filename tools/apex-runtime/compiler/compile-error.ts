/** A place in an Apex source file. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that the compiler refuses. The program does not run. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
  readonly place: Place;
  /** The refusal without its place. */
  readonly reason: string;

  constructor(place: Place, reason: string) {
    super(`${place.file}:${place.line}:${place.column} ${reason}`);
    this.place = place;
    this.reason = reason;
  }
}

/** Everything that the compiler refuses in a project, in the order of the files. */
export class CompileErrors extends Error {
  override readonly name = 'CompileErrors';
  readonly errors: readonly CompileError[];

  constructor(errors: readonly CompileError[]) {
    super(errors.map((error) => error.message).join('\n'));
    this.errors = errors;
  }
}
