import { BREAKER } from './cases/breaker.ts';
import { CLASSIFY } from './cases/classify.ts';
import { DECIDE } from './cases/decide.ts';
import { DELAYS } from './cases/delays.ts';
import { LANES } from './cases/lanes.ts';
import { RETRY_AFTER } from './cases/retry-after.ts';
import type { VectorFile } from './vector.ts';

/** Every file of `src/model/policy/vectors`, as the oracle has it. */
export const VECTOR_FILES: readonly VectorFile[] = [
  CLASSIFY,
  ...DELAYS,
  RETRY_AFTER,
  DECIDE,
  BREAKER,
  ...LANES,
];
