import type { Problem } from './problem.ts';
import { entryOf, itemsOf } from './readable.ts';
import { latencyProblems } from './rules-latency.ts';
import { emptySpan } from './rules-span.ts';
import { queueLatencyKey } from './schema-org.ts';

export function orgProblems(data: unknown): Problem[] {
  const org = entryOf(data, 'org');
  return [
    ...itemsOf(org, 'otherWork', ['org']).flatMap((work) => emptySpan(work, 'The work')),
    ...latencyProblems(queueLatencyKey, entryOf(org, 'queueLatencyMs'), ['org', 'queueLatencyMs']),
  ];
}
