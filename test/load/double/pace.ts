import type { Job } from './jobs.ts';
import type { Processor } from './processing.ts';

/**
 * When closed jobs run: so many steps (start, then one per 10,000 rows) at each look at the status, which needs no clock; or on
 * their own, as fast as the machine can.
 */
export type Pace = { readonly stepsPerLook: number } | 'on-its-own';

/** Lets a job go on, after its close or because its status was asked for. */
export function work(processor: Processor, job: Job, why: 'closed' | 'asked', pace: Pace): void {
  if (pace !== 'on-its-own') {
    if (why === 'asked') for (let step = 0; step < pace.stepsPerLook; step += 1) processor.step(job);
    return;
  }
  if (why === 'asked') return;
  const next = () => {
    processor.step(job);
    if (job.state === 'InProgress') setImmediate(next);
  };
  setImmediate(next);
}
