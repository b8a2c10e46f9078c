/** CPU time of this process that `body` takes, ms: on a shared machine, less noisy than the clock on the wall. */
export function cpuMs(body: () => void): number {
  const before = process.cpuUsage();
  body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export const ROUNDS = 7;

/** Median of several rounds after one to warm up, ms. */
export function medianCpuMs(body: () => void): number {
  body();
  return median(Array.from({ length: ROUNDS }, () => cpuMs(body)));
}
