/** Buckets per octave: a value is off by at most 1/256 of itself. */
const PER_OCTAVE = 128;
const OCTAVE_BITS = 7;
const BUCKETS = (32 - OCTAVE_BITS + 1) * PER_OCTAVE;

/** Counts of whole numbers in [0, 2^32), exact below 256, in buckets of less than 1 % above. Two of them add up. */
export class Histogram {
  #total = 0;
  readonly #counts = new Float64Array(BUCKETS);

  get total(): number {
    return this.#total;
  }

  clear(): void {
    this.#total = 0;
    this.#counts.fill(0);
  }

  add(value: number): void {
    const bucket = bucketOf(value);
    this.#counts[bucket] = (this.#counts[bucket] as number) + 1;
    this.#total++;
  }

  merge(other: Histogram): void {
    this.addCounts(other.#counts);
  }

  /** @param counts - of another histogram, from its `counts` */
  addCounts(counts: Float64Array): void {
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const more = counts[bucket] as number;
      this.#counts[bucket] = (this.#counts[bucket] as number) + more;
      this.#total += more;
    }
  }

  /** A copy of all that it knows, to be sent to another thread. */
  get counts(): Float64Array {
    return this.#counts.slice();
  }

  /** How many values there are up to each of these, that of its bucket included. @param values - ascending */
  upTo(values: readonly number[]): number[] {
    let seen = 0;
    let bucket = 0;
    return values.map((value) => {
      for (const last = bucketOf(value); bucket <= last; bucket++) seen += this.#counts[bucket] as number;
      return seen;
    });
  }

  /**
   * The smallest value that `rank` of the values do not exceed, as the middle of its bucket; null when fewer than `rank`
   * were counted.
   *
   * @param rank - 1 for the smallest
   */
  atRank(rank: number): number | null {
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.#counts[bucket] as number;
      if (seen >= rank) return middleOf(bucket);
    }
    return null;
  }
}

function bucketOf(value: number): number {
  const shift = Math.max(0, 31 - OCTAVE_BITS - Math.clz32(value));
  return (shift << OCTAVE_BITS) + (value >>> shift);
}

function middleOf(bucket: number): number {
  if (bucket < 2 * PER_OCTAVE) return bucket;
  const shift = (bucket >> OCTAVE_BITS) - 1;
  const width = 1 << shift;
  return (bucket - (shift << OCTAVE_BITS)) * width + (width - 1) / 2;
}
