/** A small seeded generator (mulberry32): the same seed gives the same numbers on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Puts the numbers into an order that only the seed decides. */
export function shuffle(numbers: Int32Array, seed: number): void {
  const random = seeded(seed);
  for (let index = numbers.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const moved = numbers[index] ?? 0;
    numbers[index] = numbers[other] ?? 0;
    numbers[other] = moved;
  }
}
