import type { ApexException } from '../values/exception.ts';
import { PlatformObject } from './platform-object.ts';

export class QueueableContext extends PlatformObject {
  readonly apexName = 'QueueableContextImpl';
  readonly jobId: string;
  constructor(jobId: string) {
    super();
    this.jobId = jobId;
  }
  getjobid$(): string {
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

export class BatchableContext extends PlatformObject {
  readonly apexName = 'BatchableContextImpl';
  readonly jobId: string;
  constructor(jobId: string) {
    super();
    this.jobId = jobId;
  }
  getjobid$(): string {
    return this.jobId;
  }
  getchildjobid$(): string {
    return this.jobId;
  }
}
