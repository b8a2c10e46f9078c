import type { FilePlan } from '../files/plan.ts';
import { type Fill, parenthesised } from './apex-text.ts';
import { classMeta } from './class-meta.ts';

/** What an integration's handler is made of. */
export interface Handler {
  readonly integration: string;
  /** API name of its driving object. */
  readonly object: string;
  /** Name of the class; its test ends in `Test` besides. */
  readonly className: string;
}

/** The handler of an integration and its test: written once, the user's from then on. */
export function handlerPlans(
  handler: Handler,
  folder: string,
  apiVersion: string,
  fill: Fill,
): readonly FilePlan[] {
  const { object, className } = handler;
  const values = {
    ...handler,
    requestsForHead: parenthesised(
      '  public static List<RetryRequest> requestsFor',
      `List<${object}> records`,
    ),
    bodyOfHead: parenthesised('  private static String bodyOf', `${object} record`),
    forRecords: parenthesised('    for ', `${object} record : records`),
    forDrivingRecords: parenthesised('    for ', `${object} record : drivingRecords`),
  };
  const files = [
    [`${className}.cls`, fill('handler.cls', values)],
    [`${className}.cls-meta.xml`, classMeta(apiVersion)],
    [`${className}Test.cls`, fill('handler-test.cls', values)],
    [`${className}Test.cls-meta.xml`, classMeta(apiVersion)],
  ] as const;
  return files.map(([name, text]) => ({
    path: `${folder}/classes/${name}`,
    owner: 'user',
    content: { text },
  }));
}
