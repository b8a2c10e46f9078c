/**
 * Collects JavaScript so that each statement stands on the line of its Apex statement: V8's stack traces then name the
 * lines of the Apex file by themselves.
 */
export class Writer {
  readonly #parts: string[] = [];
  #line = 1;

  /** Moves on to a line of the Apex file. It never moves back. */
  line(line: number): void {
    while (this.#line < line) {
      this.#parts.push('\n');
      this.#line++;
    }
  }

  /** @param code - without line breaks */
  write(code: string): void {
    this.#parts.push(code);
  }

  /** A place to fill in later. */
  slot(): (code: string) => void {
    const index = this.#parts.push('') - 1;
    return (code) => {
      this.#parts[index] = code;
    };
  }

  text(): string {
    return this.#parts.join('');
  }
}
