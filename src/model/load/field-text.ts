const QUOTE = 0x22;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Copies a field without its quotes into `target`, from `at` on. @returns the number of bytes */
export function copyField(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  at: number,
): number {
  if (bytes[start] !== QUOTE || end - start < 2) {
    for (let i = start; i < end; i++) target[at + i - start] = bytes[i] as number;
    return end - start;
  }
  let next = at;
  for (let i = start + 1; i < end - 1; i++) {
    target[next++] = bytes[i] as number;
    if (bytes[i] === QUOTE) i++;
  }
  return next - at;
}

/** The value of a field as text, quotes resolved. */
export function fieldText(bytes: Uint8Array, start: number, end: number): string {
  const target = new Uint8Array(end - start);
  return decoder.decode(target.subarray(0, copyField(bytes, start, end, target, 0)));
}

/** A value as a CSV field, quoted only where it must be. */
export function csvField(value: string, delimiter: string): string {
  const plain =
    !value.includes('"') && !value.includes('\n') && !value.includes('\r') && !value.includes(delimiter);
  return plain ? value : `"${value.replaceAll('"', '""')}"`;
}
