const BARS = '▁▂▃▄▅▆▇█';

/** Values in `count` groups of equal length, the largest of each. Values that are missing at the end are 0. */
export function grouped(values: readonly number[], size: number, count: number): number[] {
  return Array.from({ length: count }, (_, group) =>
    Math.max(0, ...values.slice(group * size, (group + 1) * size)),
  );
}

/** One character per value, its height in proportion to `most`; nothing for 0. */
export function sparkline(values: readonly number[], most: number): string {
  return values
    .map((value) => {
      if (value <= 0) return ' ';
      const height = Math.ceil((value / most) * BARS.length);
      return BARS[Math.min(BARS.length, Math.max(1, height)) - 1];
    })
    .join('');
}
