import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Project, readProject } from '../../tools/apex-runtime/runner/project.ts';
import { runTests } from '../../tools/apex-runtime/runner/run-tests.ts';
import { generateVariant, temporaryFolder } from '../generated-project.ts';

let root: string;
let project: Project;

beforeAll(async () => {
  root = temporaryFolder('handler');
  await generateVariant('payloads-not-stored', root);
  project = readProject(root);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const SUBMITS = `@IsTest private class SubmitsTest {
  private static Admission__c admission = new Admission__c();
  private static RetryTestDoubles.Platform platform = RetryTestDoubles.platform();
  private static RetryTestDoubles.Endpoint endpoint = RetryTestDoubles.endpoint(platform);

  private static RetryCallout.Result submitted() {
    insert as system admission;
    List<Admission__c> saved = new List<Admission__c>{ admission };
    return RetryCallout.submit(PatientRecordsOfTheWardsHandler.requestsFor(saved)).results[0];
  }

  @IsTest static void isSent() {
    RetryCallout.Result result = submitted();
    Assert.areEqual(RetryCallout.Placement.QUEUED, result.placement, result.message);
    // What was written so far would stand in the way of the callout.
    Test.startTest();
    platform.lanes()[0].lane().execute((QueueableContext) null);
    Test.stopTest();
    Assert.areEqual(1, endpoint.received.size(), 'sent');
    Map<String, Object> body = (Map<String, Object>) JSON.deserializeUntyped(endpoint.received[0].getBody());
    Assert.areEqual(admission.Id, body.get('id'), 'with the record');
    Assert.areEqual(result.key, body.get('requestId'), 'and its key');
  }

  @IsTest static void isBuiltAgainFromItsRow() {
    platform.refusesJobs = true;
    RetryCallout.Result result = submitted();
    Assert.areEqual(RetryCallout.Placement.IN_ROW, result.placement, result.message);
    Failed_Integration_Log__c row = RetryTestDoubles.rows().get(result.key);
    Assert.isNull(row.Payload__c, 'No payload is stored');
    platform.refusesJobs = false;
    new RetrySweeper().execute((QueueableContext) null);
    // What was written so far would stand in the way of the callout.
    Test.startTest();
    platform.lanes()[0].lane().execute((QueueableContext) null);
    Test.stopTest();
    Assert.areEqual(1, endpoint.received.size(), 'sent');
    Assert.isTrue(endpoint.received[0].getBody().contains(admission.Id), 'with the record');
  }

  @IsTest static void isGivenUpWhereTheRecordIsGone() {
    platform.refusesJobs = true;
    RetryCallout.Result result = submitted();
    delete as system admission;
    platform.refusesJobs = false;
    new RetrySweeper().execute((QueueableContext) null);
    // What was written so far would stand in the way of the callout.
    Test.startTest();
    platform.lanes()[0].lane().execute((QueueableContext) null);
    Test.stopTest();
    Assert.areEqual(0, endpoint.received.size(), 'nothing is sent');
    Failed_Integration_Log__c row = RetryTestDoubles.rows().get(result.key);
    Assert.areEqual('Dead Letter', row.Status__c, 'It is given up');
    Assert.areEqual('payload changed', row.Dead_Letter_Reason__c, 'with the reason');
  }
}`;

test('the handler, as it was generated, builds the payloads that are not stored', () => {
  const sources = [...project.sources, { file: 'SubmitsTest.cls', text: SUBMITS }];
  const { tests } = runTests({ ...project, sources }, { className: 'SubmitsTest' });
  expect(tests).toHaveLength(3);
  expect(tests.flatMap(({ failure }) => (failure ? [failure.message] : []))).toEqual([]);
});
