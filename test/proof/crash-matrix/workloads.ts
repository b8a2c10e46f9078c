import type { SenderSettings } from '../../../src/model/simulation/settings.ts';
import { Datetime } from '../../../tools/apex-runtime/values/dates.ts';
import { Decimal } from '../../../tools/apex-runtime/values/decimal.ts';
import { DRIVING_OBJECT } from './crash-org.ts';
import type { Workload } from './workload.ts';

const MINUTE_MS = 60_000;

const sender: SenderSettings = {
  policy: {
    maxRetries: 2,
    baseDelayMs: MINUTE_MS,
    backoffPercent: 200,
    maxDelayMs: 30 * MINUTE_MS,
    jitter: 'none',
    retryableStatusCodes: [429, 500, 503],
    alreadyProcessedStatusCodes: [409],
    honorRetryAfter: true,
    maxElapsedMs: 600 * MINUTE_MS,
    maxAgeMs: 72 * 60 * MINUTE_MS,
    immediateRetries: 0,
  },
  breaker: {
    failureRatePercent: 100,
    minimumCalls: 1000,
    windowMs: 10 * MINUTE_MS,
    coolDownMs: 5 * MINUTE_MS,
    halfOpenProbes: 1,
  },
  timeoutMs: 10_000,
  requestsPerJob: 2,
  maxLanes: 2,
  reservePercent: 10,
  durability: 'job',
};
const late: SenderSettings = { ...sender, policy: { ...sender.policy, baseDelayMs: 20 * MINUTE_MS } };
const tripping: SenderSettings = { ...sender, breaker: { ...sender.breaker, minimumCalls: 1 } };
const rows = { durability: 'row' as const };
const handler = { Handler_Class__c: 'ProofHandler' };
const driving = { Driving_Object__c: DRIVING_OBJECT };
const once = (count: number) => [{ atMinute: 0, count }];

/** Small, and between them they reach what the kit can do. */
export const WORKLOADS: readonly Workload[] = [
  { name: 'success', sender, record: driving, submissions: once(2), answers: {}, withRecords: true },
  {
    name: 'retry',
    sender: { ...sender, policy: { ...sender.policy, jitter: 'full', immediateRetries: 1 } },
    record: {},
    submissions: once(3),
    answers: { 0: [503, 'timeout'], 2: [[429, 90]] },
  },
  {
    name: 'rows',
    sender: { ...late, policy: { ...late.policy, jitter: 'equal' } },
    record: {},
    submissions: once(3),
    answers: { 0: [503], 1: [503, 503] },
  },
  {
    name: 'open circuit',
    sender: tripping,
    record: {},
    submissions: [
      { atMinute: 0, count: 4 },
      { atMinute: 2, count: 1 },
    ],
    answers: { 0: [503, 503], 1: [503], 2: [503] },
  },
  {
    name: 'long open circuit, two probes',
    sender: {
      ...tripping,
      ...rows,
      breaker: { ...tripping.breaker, coolDownMs: 20 * MINUTE_MS, halfOpenProbes: 2 },
    },
    record: {},
    submissions: [
      { atMinute: 0, count: 3 },
      { atMinute: 1, count: 2 },
    ],
    answers: { 0: [503], 1: [500] },
  },
  {
    name: 'dead letter and redrive',
    sender: { ...sender, policy: { ...sender.policy, jitter: 'additive' } },
    record: {},
    submissions: once(3),
    answers: { 0: [400], 1: [503, 503, 503], 2: [503, 409] },
    redrives: 1,
  },
  {
    name: 'durability row',
    sender: { ...sender, ...rows },
    record: {},
    submissions: once(4),
    answers: { 0: [503], 1: ['dies', 503], 2: [400] },
  },
  {
    name: 'crash',
    sender,
    record: handler,
    submissions: once(3),
    answers: { 0: ['dies'], 1: ['dies', 'dies', 'dies', 'dies', 'dies'] },
  },
  {
    name: 'killed',
    sender: { ...sender, ...rows },
    record: handler,
    submissions: once(2),
    answers: { 0: ['killed'], 1: ['killed', 'killed'] },
  },
  {
    name: 'handler',
    sender,
    record: { ...handler, ...driving, Store_Payload__c: false },
    submissions: once(3),
    answers: { 0: [503], 1: [400] },
    withRecords: true,
  },
  {
    name: 'handler fails',
    sender: late,
    record: handler,
    submissions: once(4),
    answers: { 0: [503], 1: [400] },
    handlerFails: true,
    redrives: 1,
  },
  {
    name: 'a trigger takes the job',
    sender: { ...sender, ...rows },
    record: handler,
    submissions: once(4),
    answers: { 0: [503], 1: [400], 2: [[503, 1800]] },
    troubles: { 'slot taken': [0, 45] },
  },
  {
    name: 'a trigger takes the job of a lane that goes on',
    sender: { ...late, ...rows },
    record: {},
    submissions: once(4),
    answers: { 0: [503], 1: [400] },
    troubles: { 'slot taken': [0.01, 30] },
  },
  {
    name: 'jobs are refused in the middle',
    sender,
    record: { ...handler, ...driving },
    submissions: once(4),
    answers: { 0: [503], 1: ['dies'], 3: [400] },
    withRecords: true,
    troubles: { refused: [0.01, 200] },
  },
  {
    name: 'jobs are refused in the middle, with rows',
    sender: { ...late, ...rows },
    record: {},
    submissions: once(4),
    answers: { 0: [503] },
    troubles: { refused: [0.01, 200] },
  },
  {
    name: 'locked',
    sender: { ...late, ...rows, breaker: { ...late.breaker, minimumCalls: 2 } },
    record: {},
    submissions: once(4),
    answers: { 0: [503], 1: [503], 2: [400] },
    redrives: 2,
    troubles: { locked: [0.01, 30] },
  },
  {
    name: 'locked, and jobs are refused',
    sender: { ...late, ...rows },
    record: handler,
    submissions: once(3),
    answers: { 0: [503] },
    troubles: { locked: [0.01, 30], refused: [0.01, 200] },
  },
  {
    name: 'locked, jobs are refused, and the handler fails',
    sender: { ...late, ...rows },
    record: handler,
    submissions: once(2),
    answers: {},
    handlerFails: true,
    redrives: 1,
    troubles: { locked: [0.01, 30], refused: [0.01, 200] },
  },
  {
    name: 'locked, and jobs are refused later',
    sender: { ...sender, ...rows },
    record: handler,
    submissions: once(3),
    answers: { 0: [503] },
    troubles: { locked: [0.01, 15], refused: [5, 200] },
  },
  {
    name: 'locked later',
    sender: { ...late, breaker: { ...late.breaker, minimumCalls: 2 } },
    record: {},
    submissions: once(4),
    answers: { 0: [503], 1: [503], 2: [400] },
    redrives: 2,
    troubles: { locked: [1, 60] },
  },
  {
    name: 'a daily limit that is used up',
    sender: { ...sender, reservePercent: 0, maxLanes: 1 },
    record: handler,
    submissions: once(4),
    answers: { 0: [503], 1: ['dies'] },
    executionsLeft: 3,
  },
  {
    name: 'a reserve',
    sender: { ...sender, ...rows, reservePercent: 10 },
    record: {},
    submissions: once(3),
    answers: { 0: [503] },
    executionsLeft: 900,
  },
  {
    name: 'switched off',
    sender,
    record: {},
    breaker: { Is_Open__c: true, Opened_At__c: new Datetime(0), Cool_Down_Minutes__c: Decimal.of(30) },
    submissions: once(2),
    answers: {},
  },
  {
    name: 'oddities',
    sender: { ...late, ...rows, policy: { ...late.policy, jitter: 'decorrelated' } },
    record: {
      ...handler,
      Alert__c: true,
      Idempotency_Body_Field__c: 'key',
      Masked_Json_Keys__c: 'secret',
      Store_Payload__c: false,
    },
    submissions: [
      { atMinute: 0, count: 3 },
      { atMinute: 1, count: 1 },
    ],
    answers: {
      0: [[503, 'Thu, 01 Jan 1970 02:00:00 GMT'], 401],
      1: [403],
      2: ['no answer', 'no endpoint'],
      3: [503],
    },
    withOddities: true,
  },
];
