import type { Fault } from './faults.ts';
import type { Answer } from './protocol.ts';

/** Bytes of an answer's body. */
export function sizeOf(answer: Answer): number {
  let size = 0;
  for (const piece of answer.body()) size += piece.length;
  return size;
}

/** The answer with only the first part of its body, ended in good order: nothing on the wire tells. */
export function truncated(answer: Answer, fault: Fault & { kind: 'truncate' }): Answer {
  const whole = Buffer.concat([...answer.body()]);
  const wanted = Math.floor(whole.length * fault.share);
  const end = fault.atRow ? whole.lastIndexOf('\n', wanted) + 1 : wanted;
  return { ...answer, body: () => [whole.subarray(0, end)] };
}
