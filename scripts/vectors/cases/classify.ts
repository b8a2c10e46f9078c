import { classified, type OracleOutcome } from '../decision.ts';
import { DEFAULT_POLICY, type Vector, type VectorFile } from '../vector.ts';

const STATUSES = [
  100, 199, 200, 201, 204, 226, 299, 300, 302, 304, 399, 400, 401, 402, 403, 404, 408, 409, 412, 413, 422,
  425, 428, 429, 430, 431, 451, 499, 500, 501, 502, 503, 504, 507, 599, 600, 999,
];
const CODES = {
  default: DEFAULT_POLICY.retryableStatusCodes,
  none: [],
  odd: [302, 401, 403, 404, 409, 599, 600],
};
const ALREADY_PROCESSED = [409, 412];

function vector(codes: keyof typeof CODES, outcome: OracleOutcome, attemptedBefore: boolean): Vector {
  const input = {
    retryableStatusCodes: CODES[codes],
    alreadyProcessedStatusCodes: ALREADY_PROCESSED,
    outcome,
    attemptedBefore,
  };
  const what = outcome.kind === 'answer' ? `status ${outcome.status}` : outcome.kind;
  const when = attemptedBefore ? 'on a retry' : 'at first';
  return {
    name: `${what} ${when}, retryable codes: ${codes}`,
    input,
    expected: classified({ ...DEFAULT_POLICY, ...input }, outcome, attemptedBefore),
  };
}

function* vectors(): Generator<Vector> {
  for (const status of STATUSES) yield vector('default', { kind: 'answer', status, retryAfter: null }, false);
  for (const status of [200, 408, 409, 412, 413, 429, 503]) {
    yield vector('default', { kind: 'answer', status, retryAfter: null }, true);
  }
  for (const status of [408, 429, 500, 503])
    yield vector('none', { kind: 'answer', status, retryAfter: null }, false);
  for (const status of [302, 401, 403, 404, 409, 599, 600, 601]) {
    yield vector('odd', { kind: 'answer', status, retryAfter: null }, false);
  }
  yield vector('odd', { kind: 'answer', status: 409, retryAfter: null }, true);
  for (const kind of ['timeout', 'no-answer', 'configuration', 'crash'] as const) {
    yield vector('none', { kind }, false);
    yield vector('default', { kind }, true);
  }
}

export const CLASSIFY: VectorFile = { name: 'classify', vectors: [...vectors()] };
