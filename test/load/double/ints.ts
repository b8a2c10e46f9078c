/** A growing list of 32-bit integers: a million rows must not become a million objects. What was never set is 0. */
export class Ints {
  #ints = new Int32Array(16);
  #length = 0;

  /** How many were pushed. */
  get length(): number {
    return this.#length;
  }

  at(index: number): number {
    return this.#ints[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#ints.length) this.#grow(index);
    this.#ints[index] = value;
  }

  push(value: number): void {
    this.set(this.#length, value);
    this.#length += 1;
  }

  toArray(): number[] {
    return [...this.#ints.subarray(0, this.#length)];
  }

  #grow(index: number): void {
    const wider = new Int32Array(Math.max(index + 1, 2 * this.#ints.length));
    wider.set(this.#ints);
    this.#ints = wider;
  }
}
