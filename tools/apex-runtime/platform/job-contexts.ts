import type { ApexException } from '../values/exception.ts';
import { PlatformObject } from './platform-object.ts';

export class QueueableContext extends PlatformObject {
  readonly apexName: string = 'QueueableContextImpl';
  readonly jobId: string;
  constructor(jobId: string) {
    super();
    this.jobId = jobId;
  }
  getjobid$(): string {
    return this.jobId;
  }
}

/** What a batch job is told: it is started as one job, and its chunks have no jobs of their own here. */
export class BatchableContext extends QueueableContext {
  override readonly apexName = 'BatchableContextImpl';
  getchildjobid$(): string {
    return this.jobId;
  }
}

export class SchedulableContext extends PlatformObject {
  readonly apexName = 'SchedulableContextImpl';
  readonly triggerId: string;
  constructor(triggerId: string) {
    super();
    this.triggerId = triggerId;
  }
  gettriggerid$(): string {
    return this.triggerId;
  }
}

export class FinalizerContext extends PlatformObject {
  readonly apexName = 'FinalizerContextImpl';
  readonly jobId: string;
  readonly error: ApexException | null;
  readonly result: unknown;
  constructor(jobId: string, error: ApexException | null, result: unknown) {
    super();
    this.jobId = jobId;
    this.error = error;
    this.result = result;
  }
  getasyncapexjobid$(): string {
    return this.jobId;
  }
  getrequestid$(): string {
    return `REQ-${this.jobId}`;
  }
  getresult$(): unknown {
    return this.result;
  }
  getexception$(): ApexException | null {
    return this.error;
  }
}
