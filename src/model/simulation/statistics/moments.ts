/** Mean and variance of a stream of numbers, one at a time (Welford), null standing for infinite. */
export class Moments {
  #count = 0;
  #infinite = 0;
  #mean = 0;
  #squares = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  add(value: number | null): void {
    if (value === null) {
      this.#infinite++;
      return;
    }
    this.#count++;
    const distance = value - this.#mean;
    this.#mean += distance / this.#count;
    this.#squares += distance * (value - this.#mean);
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
  }

  /** Finite numbers so far. */
  get count(): number {
    return this.#count;
  }

  /** null when it was infinite at least once, and before the first number. */
  get mean(): number | null {
    return this.#finite ? this.#mean : null;
  }

  /** Of the mean, squared: the variance of the numbers over their count. 0 for fewer than two. */
  get squaredError(): number {
    return this.#count < 2 ? 0 : this.#squares / (this.#count - 1) / this.#count;
  }

  /** The least finite number; null when there is none. */
  get min(): number | null {
    return this.#count > 0 ? this.#min : null;
  }

  /** null when infinite. */
  get max(): number | null {
    return this.#finite ? this.#max : null;
  }

  get #finite(): boolean {
    return this.#infinite === 0 && this.#count > 0;
  }
}
