import { coveringMinutes } from './delays.ts';

export interface OracleWaiting {
  readonly id: string;
  readonly dueAtMs: number;
  readonly parkedSinceMs: number | null;
}

const TEN_MINUTES = 600_000;

/** Held back until then: parked from when it could have gone. */
function held(request: OracleWaiting, until: number, now: number): OracleWaiting {
  if (until <= request.dueAtMs) return request;
  const couldGo = request.dueAtMs > now ? request.dueAtMs : now;
  return { id: request.id, dueAtMs: until, parkedSinceMs: request.parkedSinceMs ?? couldGo };
}

function placed(requests: readonly OracleWaiting[], least: number, now: number) {
  const rows: OracleWaiting[] = [];
  const stay: OracleWaiting[] = [];
  for (const request of requests) (request.dueAtMs > now + TEN_MINUTES ? rows : stay).push(request);
  if (stay.length === 0) return { child: null, rows };
  const first = stay.map((request) => request.dueAtMs).sort((a, b) => a - b)[0] ?? now;
  const minutes = coveringMinutes(first - now);
  return { child: { minutes: minutes < least ? least : minutes, requests: stay }, rows };
}

export function goesOn(requests: readonly OracleWaiting[], silentUntil: number | null, now: number) {
  const later = silentUntil === null ? requests : requests.map((request) => held(request, silentUntil, now));
  return placed(later, 0, now);
}

/** A lane with a token comes back at once when it may, the others 1 to 5 whole minutes after. */
export function parks(
  requests: readonly OracleWaiting[],
  until: number | null,
  probes: boolean,
  draw: number,
  now: number,
) {
  if (until === null) {
    return { child: null, rows: requests.map((request) => held(request, now + TEN_MINUTES, now)) };
  }
  const from = until > now ? until : now;
  const after = probes ? 0n : (5n * BigInt(draw)) / 2n ** 24n + 1n;
  const back = from + Number(after) * 60_000;
  return placed(
    requests.map((request) => held(request, back, now)),
    1,
    now,
  );
}

/** The first moment at which the cool-down is over and a request is due, if a job can wait for it. */
export function probesAt(requests: readonly OracleWaiting[], until: number | null, now: number) {
  if (until === null) return null;
  const from = until > now ? until : now;
  const times = requests.map(({ dueAtMs }) => (dueAtMs > from ? dueAtMs : from)).sort((a, b) => a - b);
  const first = times[0];
  return first === undefined || first > now + TEN_MINUTES ? null : first;
}

/** Rows of requests that are submitted while nobody may call. */
export function holdsUntil(until: number | null, now: number) {
  if (until === null) return now + TEN_MINUTES;
  return until < now + 60_000 ? now + 60_000 : until;
}

/** As even as can be, at most 100 in each, no more lanes than first attempts need. */
export function spreads(requests: number, free: number, maxLanes: number, requestsPerJob: number) {
  const wanted = [
    free,
    maxLanes,
    Number((BigInt(requests) + BigInt(requestsPerJob) - 1n) / BigInt(requestsPerJob)),
  ];
  const lanes: number[] = new Array(wanted.sort((a, b) => a - b)[0] ?? 0).fill(0);
  let rows = 0;
  for (let dealt = 0; dealt < requests; dealt++) {
    const lane = lanes.length === 0 ? -1 : dealt % lanes.length;
    const size = lanes[lane];
    if (size === undefined || size >= 100) rows += 1;
    else lanes[lane] = size + 1;
  }
  return { lanes, rows };
}
