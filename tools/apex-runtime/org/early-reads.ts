/**
 * What a job reads before its first callout: the database as it was when the job began. A rehearsal writes it down; the run
 * at the job's end reads it again instead of the database, which others have changed since.
 */
export class EarlyReads {
  readonly #answers: unknown[] = [];
  #next: number | null = null;

  /** From now on, gives what was written down. */
  rewind(): void {
    this.#next = 0;
  }

  /**
   * @param find - asks the database
   * @param copy - makes a copy that the program may change
   * @throws Error where the run asks for more than the rehearsal did
   */
  read<T>(find: () => T, copy: (answer: T) => T): T {
    if (this.#next === null) {
      const answer = find();
      this.#answers.push(copy(answer));
      return answer;
    }
    if (this.#next >= this.#answers.length) throw new Error('A job read more than in its rehearsal');
    return copy(this.#answers[this.#next++] as T);
  }
}
