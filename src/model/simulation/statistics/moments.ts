import { studentT975 } from './student.ts';

/** One number over the replications. */
export interface Estimate {
  /** null when it was infinite in at least one replication. */
  readonly mean: number | null;
  /** 95 % interval of the mean (Student's t); null with the mean, and after a single replication. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Least and greatest over the replications; null where that is infinite. */
  readonly min: number | null;
  readonly max: number | null;
}

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

  estimate(): Estimate {
    const finite = this.#infinite === 0 && this.#count > 0;
    return {
      mean: finite ? this.#mean : null,
      interval: finite && this.#count > 1 ? this.#interval() : null,
      min: this.#count > 0 ? this.#min : null,
      max: finite ? this.#max : null,
    };
  }

  #interval(): [number, number] {
    const degrees = this.#count - 1;
    const half = studentT975(degrees) * Math.sqrt(this.#squares / degrees / this.#count);
    return [this.#mean - half, this.#mean + half];
  }
}
