import type { OrgSettings } from '../org/org.ts';
import type { Schema } from '../org/schema.ts';
import { type Step, VirtualOrg, type VirtualOrgScript } from '../runner/virtual-org.ts';
import type { ApexException } from '../values/exception.ts';
import { exceptionText } from '../values/text.ts';
import { smallSchema } from './program.ts';

export const START = Date.UTC(2026, 0, 15, 12, 0, 0);
export const MINUTE = 60_000;

interface OrgOptions extends Pick<VirtualOrgScript, 'overlap' | 'compile'> {
  readonly schema?: Schema;
  readonly more?: Readonly<Record<string, string>>;
}

/** An org that runs these classes. */
export function org(
  classes: Readonly<Record<string, string>>,
  settings: Partial<OrgSettings> = {},
  { schema = smallSchema(), more = {}, ...script }: OrgOptions = {},
): VirtualOrg {
  const sources = Object.entries({ ...classes, ...more }).map(([name, text]) => ({
    file: `${name}.cls`,
    text,
  }));
  return new VirtualOrg(
    { sources, schema, metadata: new Map() },
    { startAt: START, settings: { trace: true, ...settings }, ...script },
  );
}

export function failureOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return exceptionText(error as ApexException);
  }
  return 'nothing thrown';
}

/** A job whose body is given, and a caller that enqueues it. */
export function job(body: string, more = ''): Record<string, string> {
  return {
    Job: `public class Job implements Queueable, Database.AllowsCallouts, Finalizer {
      public Integer round = 0;
      public transient String lost = 'here';
      public List<String> seen = new List<String>();
      public static Integer counter = 0;
      public void execute(QueueableContext context) { ${body} }
      ${more.includes('FinalizerContext') ? more : `public void execute(FinalizerContext context) {} ${more}`}
      public static void enqueue(Integer delay) { System.enqueueJob(new Job(), delay); }
      public static void enqueueMany(Integer count) { for (Integer i = 0; i < count; i++) { System.enqueueJob(new Job()); } }
      public static Integer get(String url) {
        HttpRequest request = new HttpRequest();
        request.setMethod('GET');
        request.setEndpoint(url);
        request.setTimeout(5000);
        return new Http().send(request).getStatusCode();
      }
    }`,
  };
}

export function runAll(target: VirtualOrg, minutes = 24 * 60): readonly Step[] {
  const steps: Step[] = [];
  target.runUntil(START + minutes * MINUTE, (step) => steps.push(step), 1000);
  return steps;
}

export const INSERT = "insert new Thing__c(Needed__c = 'x');";
