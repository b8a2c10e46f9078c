const MINIMAL = `integrations:
  - name: Erp_Orders
    namedCredential: ERP
    object: Order__c
`;

const EVERYTHING = `# yaml-language-server: $schema=./retry.schema.json
$schema: ./retry.schema.json
integrations:
  - name: Erp_Orders
    namedCredential: acme__ERP
    object: acme__Order__c
    timeoutSeconds: 20
    idempotencyHeader: X-Request-Id
    idempotencyBodyField: requestId
    retry:
      maxRetries: 4
      baseDelaySeconds: 120
      backoffMultiplier: 1.15
      maxDelaySeconds: 3600
      jitter: decorrelated
      retryableStatusCodes: [429, 503]
      honorRetryAfter: false
      maxElapsedMinutes: 600
      immediateRetries: 1
      alreadyProcessedStatusCodes: [409]
      requestsPerJob: 6
      maxLanes: 3
      reservePercent: 20
      durability: row
    circuitBreaker: { failureRatePercent: 25, minimumCalls: 4, windowMinutes: 5, coolDownMinutes: 30, halfOpenProbes: 2 }
    deadLetter: { storePayload: false, maskedJsonKeys: [pin], alert: false, maxAgeHours: 24, retentionDays: 30, redrivePerMinute: 10 }
org:
  edition: unlimited
  userLicenses: 3000
  otherAsyncExecutionsPerDay: 0
  otherWork: [{ fromMinute: 60, toMinute: 120, executions: 5000 }]
  elasticLimit: true
  defaultDelaySeconds: 30
  queueLatencyMs: { distribution: empirical, quantiles: [100, 900, 30000] }
  jobOverheadMs: 500
  maxConcurrentJobs: 20
  deepChainDelaySeconds: 15
  faults: { crashRate: 0.01, killRate: 0.1, lockFailureRate: 0.02, slotTakenRate: 0.03 }
scenarios:
  - name: erp-down-40-minutes
    integration: Erp_Orders
    workload:
      horizonHours: 12
      bursts: [{ atMinute: 5, requests: 2000, context: async, recordsPerTransaction: 100 }]
      arrivals: [{ requestsPerHour: [600], fromMinute: 10, toMinute: 60, context: async, recordsPerTransaction: 2 }]
      timesFile: orders.csv
    endpoint:
      latencyMs: { distribution: uniform, min: 100, max: 900 }
      errorRates: { 429: 0.01, "503": 0.02 }
      outages: [{ fromMinute: 10, toMinute: 50, failureRate: 0.5, failure: timeout }]
      brownOuts: [{ fromMinute: 60, toMinute: 90, failureRate: 0.1, failure: 500, latencyFactor: 3 }]
      rateLimit: { requests: 100, windowSeconds: 10, retryAfter: false }
      capacity: { concurrent: 8, queue: 50 }
      lostAnswerRate: 0.01
      keyMemoryMinutes: 30
      duplicateStatus: 409
    switchedOff: [{ fromMinute: 20, toMinute: 35 }]
    expect: { lost: "== 0", deadLetterShare: "<= 0.1%", asyncExecutions.peak24h: "<=50000", deliveryMinutes.p95: "< 90.5" }
`;

const THREE_INTEGRATIONS = `integrations:
  - name: Erp_Orders
    namedCredential: ERP
    object: Order__c
    retry: &patient { maxRetries: 10, maxElapsedMinutes: 1440 }
  - name: Erp_Invoices
    namedCredential: ERP
    object: Invoice__c
    retry: *patient
  - name: Crm
    namedCredential: CRM
    object: Account
scenarios:
  - name: short
    workload: { bursts: [{ atMinute: 0, requests: 1 }] }
`;

const JSON_FILE = `{
\t"$schema": "./retry.schema.json",
\t"integrations": [
\t\t{ "name": "Erp_Orders", "namedCredential": "ERP", "object": "Order__c", "retry": { "maxRetries": 3 } }
\t]
}
`;

export const GOOD_CONFIGS = {
  minimal: MINIMAL,
  everything: EVERYTHING,
  threeIntegrations: THREE_INTEGRATIONS,
  json: JSON_FILE,
};
