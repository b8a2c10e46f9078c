import { METRICS } from '../../../src/model/simulation/metrics.ts';
import { type BadConfig, BURST, HEAD, withScenario } from './case.ts';

export const SCENARIO: readonly BadConfig[] = [
  {
    name: 'an unknown edition',
    text: `${HEAD}org: { edition: Enterprize }\n`,
    issues: ['retry.yml:5:17 org.edition is Enterprize, which is not one of its values. Write enterprise.'],
  },
  {
    name: 'a scenario without a workload',
    text: withScenario(),
    issues: ['retry.yml:6:5 The workload sends nothing. Add bursts, arrivals or a timesFile.'],
  },
  {
    name: 'a workload that sends nothing',
    text: withScenario('workload: { bursts: [] }'),
    issues: ['retry.yml:7:15 The workload sends nothing. Add bursts, arrivals or a timesFile.'],
  },
  {
    name: 'a scenario of an unknown integration',
    text: withScenario('integration: Erp_Order', BURST),
    issues: [
      'retry.yml:7:18 There is no integration with the name "Erp_Order". Write Erp_Orders, or leave it out for all of them.',
    ],
  },
  {
    name: 'a scenario of an integration whose own name is wrong',
    text: withScenario('integration: Erp', BURST).replace('Erp_Orders', '"Erp\\r"'),
    issues: [
      'retry.yml:2:11 integrations[0].name is "Erp\\r", which is not allowed here. Write a name of at most 29 letters, digits and single underscores, a letter first and no underscore last.',
      'retry.yml:7:18 There is no integration with the name "Erp". Write the name of an integration, or leave it out for all of them.',
    ],
  },
  {
    name: 'two scenarios with one name',
    text: `${HEAD}scenarios:\n  - name: outage\n    ${BURST}\n  - name: Outage\n    ${BURST}\n`,
    issues: ['retry.yml:8:11 There are two scenarios with the name Outage. Give one of them another name.'],
  },
  {
    name: 'a burst after the end',
    text: withScenario('workload: { horizonHours: 1, bursts: [{ atMinute: 60, requests: 1 }] }'),
    issues: [
      'retry.yml:7:55 atMinute is 60, but the simulation ends with minute 60. Write a number under 60, or a longer horizonHours.',
    ],
  },
  {
    name: 'a horizon of a year',
    text: withScenario('workload: { horizonHours: 8760, bursts: [{ atMinute: 0, requests: 1 }] }'),
    issues: [
      'retry.yml:7:31 scenarios[0].workload.horizonHours is 8760, which is more than 168. Write a whole number from 1 to 168 (hours), or leave it out for 24.',
    ],
  },
  {
    name: 'an outage without a minute',
    text: withScenario(BURST, 'endpoint: { outages: [{ fromMinute: 50, toMinute: 50 }] }'),
    issues: [
      'retry.yml:8:55 The outage ends in minute 50, not after it starts in minute 50. Write toMinute: 51 or more.',
    ],
  },
  {
    name: 'an outage that ends before it starts',
    text: withScenario(BURST, 'endpoint: { outages: [{ fromMinute: 50, toMinute: 10 }] }'),
    issues: [
      'retry.yml:8:55 The outage ends in minute 10, not after it starts in minute 50. Write toMinute: 51 or more.',
    ],
  },
  {
    name: 'an outage after the end',
    text: withScenario(BURST, 'endpoint: { outages: [{ fromMinute: 1440, toMinute: 1500 }] }'),
    issues: [
      'retry.yml:8:41 fromMinute is 1440, but the simulation ends with minute 1440. Write a number under 1440, or a longer horizonHours.',
    ],
  },
  {
    name: 'a time without the integration that ends before it starts, or comes after the end',
    text: withScenario(
      BURST,
      'switchedOff: [{ fromMinute: 50, toMinute: 10 }, { fromMinute: 1440, toMinute: 1500 }]',
    ),
    issues: [
      'retry.yml:8:47 The time ends in minute 10, not after it starts in minute 50. Write toMinute: 51 or more.',
      'retry.yml:8:67 fromMinute is 1440, but the simulation ends with minute 1440. Write a number under 1440, or a longer horizonHours.',
    ],
  },
  {
    name: 'an outage of an unknown kind',
    text: withScenario(BURST, 'endpoint: { outages: [{ fromMinute: 5, toMinute: 10, failure: down }] }'),
    issues: [
      'retry.yml:8:67 scenarios[0].endpoint.outages[0].failure is down, which is not one of its values. Write an HTTP status code from 300 to 599, or timeout, or leave it out for 503.',
    ],
  },
  {
    name: 'a failure rate in percent',
    text: withScenario(BURST, 'endpoint: { outages: [{ fromMinute: 5, toMinute: 10, failureRate: 80 }] }'),
    issues: [
      'retry.yml:8:71 scenarios[0].endpoint.outages[0].failureRate is 80, which is more than 1. Write a number from 0 to 1, or leave it out for 1.',
    ],
  },
  {
    name: 'an unknown distribution',
    text: withScenario(BURST, 'endpoint: { latencyMs: { distribution: normal, median: 5 } }'),
    issues: [
      'retry.yml:8:44 scenarios[0].endpoint.latencyMs.distribution is normal, which is not one of its values. Write one of constant, uniform, lognormal, empirical.',
    ],
  },
  {
    name: 'a latency without its distribution',
    text: withScenario(BURST, 'endpoint: { latencyMs: { median: 5 } }'),
    issues: [
      'retry.yml:8:28 scenarios[0].endpoint.latencyMs has no distribution, which is required. Add distribution: one of constant, uniform, lognormal, empirical.',
    ],
  },
  {
    name: 'a latency that lacks a key',
    text: withScenario(BURST, 'endpoint: { latencyMs: { distribution: lognormal, median: 300 } }'),
    issues: [
      'retry.yml:8:28 scenarios[0].endpoint.latencyMs has no sigma, which is required. Add sigma: a number from 0 to 5.',
    ],
  },
  {
    name: 'a key of another distribution',
    text: withScenario(BURST, 'endpoint: { latencyMs: { distribution: constant, value: 5, sigma: 1 } }'),
    issues: [
      'retry.yml:8:64 scenarios[0].endpoint.latencyMs has no key "sigma". Remove it, or write distribution: lognormal.',
    ],
  },
  {
    name: 'a latency whose ends are swapped',
    text: withScenario(BURST, 'endpoint: { latencyMs: { distribution: uniform, min: 500, max: 100 } }'),
    issues: ['retry.yml:8:58 min is 500, which is more than max, 100. Write min: 100 and max: 500.'],
  },
  {
    name: 'measured times that fall',
    text: withScenario(BURST, 'endpoint: { latencyMs: { distribution: empirical, quantiles: [1, 3, 2] } }'),
    issues: [
      'retry.yml:8:73 2 comes after 3, but quantiles rise. Write them from the shortest time to the longest.',
    ],
  },
  {
    name: 'a single measured time',
    text: withScenario(BURST, 'endpoint: { latencyMs: { distribution: empirical, quantiles: [1] } }'),
    issues: [
      'retry.yml:8:66 scenarios[0].endpoint.latencyMs.quantiles is [1], which has 1 items, fewer than 2. Write a list of 2 to 1001 times, rising, at equal steps from the shortest to the longest.',
    ],
  },
  {
    name: 'a brown-out that does nothing',
    text: withScenario(BURST, 'endpoint: { brownOuts: [{ fromMinute: 5, toMinute: 10 }] }'),
    issues: [
      'retry.yml:8:29 The brown-out does nothing: no call fails, and none takes longer. Write a failureRate over 0, or a latencyFactor over 1.',
    ],
  },
  {
    name: 'a brown-out that ends before it starts',
    text: withScenario(BURST, 'endpoint: { brownOuts: [{ fromMinute: 5, toMinute: 5, latencyFactor: 4 }] }'),
    issues: [
      'retry.yml:8:56 The brown-out ends in minute 5, not after it starts in minute 5. Write toMinute: 6 or more.',
    ],
  },
  {
    name: 'a brown-out that makes the endpoint faster',
    text: withScenario(
      BURST,
      'endpoint: { brownOuts: [{ fromMinute: 5, toMinute: 9, latencyFactor: 0.5 }] }',
    ),
    issues: [
      'retry.yml:8:74 scenarios[0].endpoint.brownOuts[0].latencyFactor is 0.5, which is less than 1. Write a number from 1 to 1000, or leave it out for 1.',
    ],
  },
  {
    name: 'a rate limit per day and a half',
    text: withScenario(BURST, 'endpoint: { rateLimit: { requests: 10, windowSeconds: 129600 } }'),
    issues: [
      'retry.yml:8:59 scenarios[0].endpoint.rateLimit.windowSeconds is 129600, which is more than 86400. Write a whole number from 1 to 86400 (seconds), or leave it out for 60.',
    ],
  },
  {
    name: 'a stream with two rates',
    text: withScenario('workload: { arrivals: [{ requestsPerHour: [10, 20] }] }'),
    issues: [
      'retry.yml:7:47 requestsPerHour has 2 numbers. Write one number for a steady stream, or 24, one for each hour of the day.',
    ],
  },
  {
    name: 'a stream without a request',
    text: withScenario('workload: { arrivals: [{ requestsPerHour: [0] }] }'),
    issues: ['retry.yml:7:47 The stream sends nothing. Write a number over 0.'],
  },
  {
    name: 'a negative rate',
    text: withScenario('workload: { arrivals: [{ requestsPerHour: [-5] }] }'),
    issues: [
      'retry.yml:7:48 scenarios[0].workload.arrivals[0].requestsPerHour[0] is -5, which is less than 0. Write a number from 0 to 1000000 (requests per hour).',
    ],
  },
  {
    name: 'a stream that ends as it starts',
    text: withScenario('workload: { arrivals: [{ requestsPerHour: [5], toMinute: 0 }] }'),
    issues: [
      'retry.yml:7:62 The stream ends in minute 0, not after it starts in minute 0. Write toMinute: 1 or more.',
    ],
  },
  {
    name: 'more requests than anybody waits for',
    text: withScenario('workload: { arrivals: [{ requestsPerHour: [1000000] }] }'),
    issues: [
      'retry.yml:7:15 The workload sends about 24000000 requests, more than 10000000. Simulate fewer requests or a shorter horizon.',
    ],
  },
  {
    name: 'other work that ends before it starts',
    text: `${HEAD}org: { otherWork: [{ fromMinute: 9, toMinute: 3, executions: 10 }] }\n`,
    issues: [
      'retry.yml:5:47 The work ends in minute 3, not after it starts in minute 9. Write toMinute: 10 or more.',
    ],
  },
  {
    name: 'a share of crashes in percent',
    text: `${HEAD}org: { faults: { crashRate: 5 } }\n`,
    issues: [
      'retry.yml:5:29 org.faults.crashRate is 5, which is more than 1. Write a number from 0 to 1, or leave it out for 0.',
    ],
  },
  {
    name: 'an error rate of no status code',
    text: withScenario(BURST, 'endpoint: { errorRates: { timeout: 0.1 } }'),
    issues: [
      'retry.yml:8:31 scenarios[0].endpoint.errorRates has a key "timeout", which is not an HTTP status code from 300 to 599. Write an HTTP status code from 300 to 599 before the colon.',
    ],
  },
  {
    name: 'error rates of more than all calls',
    text: withScenario(BURST, 'endpoint: { errorRates: { 500: 0.6, 503: 0.6 } }'),
    issues: [
      'retry.yml:8:29 The shares of errorRates add up to 1.2, which is more than all calls. Write shares that add up to 1 at most; 0.01 is one call in a hundred.',
    ],
  },
  {
    name: 'a metric that does not exist',
    text: withScenario(BURST, 'expect: { deliverySeconds: "<= 90" }'),
    issues: [
      `retry.yml:8:15 scenarios[0].expect has no key "deliverySeconds". Remove it. The keys that can stand here: ${METRICS.map(({ id }) => id).join(', ')}.`,
    ],
  },
  {
    name: 'a misspelt metric',
    text: withScenario(BURST, 'expect: { deliveryMinutes.P95: "<= 90" }'),
    issues: [
      'retry.yml:8:15 scenarios[0].expect has no key "deliveryMinutes.P95". Write deliveryMinutes.p95.',
    ],
  },
  {
    name: 'an expectation without a comparison',
    text: withScenario(BURST, 'expect: { lost: 0 }'),
    issues: [
      'retry.yml:8:21 scenarios[0].expect.lost is 0, which is not a text. Write a comparison in quotes, such as "<= 90" or "<= 0.1%".',
    ],
  },
  {
    name: 'an expectation with an unknown comparison',
    text: withScenario(BURST, 'expect: { lost: "= 0" }'),
    issues: [
      'retry.yml:8:21 scenarios[0].expect.lost is "= 0", which is not allowed here. Write a comparison in quotes, such as "<= 90" or "<= 0.1%".',
    ],
  },
  {
    name: 'an expectation in percent of a number',
    text: withScenario(BURST, 'expect: { lost: "<= 1%" }'),
    issues: [
      'retry.yml:8:21 lost is compared with a percentage, "<= 1%", but counts requests. Leave out the %, or compare a share.',
    ],
  },
];
