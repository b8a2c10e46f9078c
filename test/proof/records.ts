import type { OperatorSwitch } from '../../src/model/policy/admission.ts';
import type { SenderSettings } from '../../src/model/simulation/settings.ts';
import type { Row } from '../../tools/apex-runtime/org/store.ts';
import { Datetime } from '../../tools/apex-runtime/values/dates.ts';
import { Decimal } from '../../tools/apex-runtime/values/decimal.ts';

/** The integration that every scenario is about. */
export const INTEGRATION = 'Erp';

/**
 * A handler that does nothing; one that builds the bodies, which no row keeps then; one that gets the longest answers, of which
 * a job stops at eight. The simulator need not know.
 */
export type Handler = 'none' | 'idle' | 'builds bodies' | 'gets long answers';

/** Nobody holds anything back. */
const NO_SWITCH: OperatorSwitch = { isOpen: false, openedAtMs: null };

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A value that a number field holds. @throws Error for one that the field of this unit cannot hold */
function number(ms: number, unit = 1): Decimal {
  if (!Number.isInteger(ms / unit)) throw new Error(`${ms} is no multiple of ${unit}`);
  return Decimal.of(ms / unit);
}

/** The record of `Retry_Config__mdt` that says what the simulator is told, and what it need not know: whether there is a handler. */
function retryRecord({ policy, ...sender }: SenderSettings, handler: Handler): Row {
  return {
    DeveloperName: INTEGRATION,
    Named_Credential__c: 'ERP',
    Timeout_Seconds__c: number(sender.timeoutMs, SECOND_MS),
    Requests_Per_Job__c: number(handler === 'gets long answers' ? 100 : sender.requestsPerJob),
    Max_Lanes__c: number(sender.maxLanes),
    Reserve_Percent__c: number(sender.reservePercent),
    Durability__c: sender.durability,
    Max_Retries__c: number(policy.maxRetries),
    Base_Delay_Seconds__c: number(policy.baseDelayMs, SECOND_MS),
    Max_Delay_Seconds__c: number(policy.maxDelayMs, SECOND_MS),
    Backoff_Percent__c: number(policy.backoffPercent),
    Jitter__c: policy.jitter,
    Retryable_Status_Codes__c: policy.retryableStatusCodes.join(','),
    Already_Processed_Status_Codes__c: policy.alreadyProcessedStatusCodes.join(','),
    Honor_Retry_After__c: policy.honorRetryAfter,
    Max_Elapsed_Minutes__c: number(policy.maxElapsedMs, MINUTE_MS),
    Max_Age_Hours__c: number(policy.maxAgeMs, HOUR_MS),
    Immediate_Retries__c: number(policy.immediateRetries),
    Store_Payload__c: handler !== 'builds bodies',
    Handler_Class__c: handler === 'none' ? null : 'ProofHandler',
  };
}

/** The record of `Circuit_Breaker_Config__mdt`. */
function breakerRecord({ breaker }: SenderSettings, { isOpen, openedAtMs }: OperatorSwitch): Row {
  return {
    DeveloperName: INTEGRATION,
    Failure_Rate_Percent__c: number(breaker.failureRatePercent),
    Minimum_Calls__c: number(breaker.minimumCalls),
    Window_Minutes__c: number(breaker.windowMs, MINUTE_MS),
    Cool_Down_Minutes__c: number(breaker.coolDownMs, MINUTE_MS),
    Half_Open_Probes__c: number(breaker.halfOpenProbes),
    Is_Open__c: isOpen,
    Opened_At__c: openedAtMs === null ? null : new Datetime(openedAtMs),
  };
}

/** The custom metadata of an org, on top of what a record without a value holds. */
export function recordsOf(
  sender: SenderSettings,
  empty: (object: string) => Row,
  handler: Handler = 'none',
  operator: OperatorSwitch = NO_SWITCH,
): ReadonlyMap<string, readonly Row[]> {
  const retry = { ...empty('Retry_Config__mdt'), ...retryRecord(sender, handler) };
  const breaker = { ...empty('Circuit_Breaker_Config__mdt'), ...breakerRecord(sender, operator) };
  return new Map([
    ['Retry_Config__mdt', [retry]],
    ['Circuit_Breaker_Config__mdt', [breaker]],
  ]);
}
