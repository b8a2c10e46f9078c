import { describe, expect, test } from 'vitest';
import { percent } from '../runner/coverage.ts';
import type { Project } from '../runner/project.ts';
import { isGood, renderRun } from '../runner/report.ts';
import { runTests, type TestRun } from '../runner/run-tests.ts';
import { smallSchema } from './program.ts';

function project(classes: Readonly<Record<string, string>>): Project {
  const sources = Object.entries(classes).map(([name, text]) => ({
    file: text.startsWith('trigger') ? `triggers/${name}.trigger` : `classes/${name}.cls`,
    text,
  }));
  return { sources, schema: smallSchema(), metadata: new Map() };
}

/** Runs one test class with these methods, and whatever else it needs. */
function runMethods(methods: string, more: Readonly<Record<string, string>> = {}): TestRun {
  return runTests(project({ ...more, CTest: `@IsTest\nprivate class CTest {\n${methods}\n}` }));
}

function outcomes(run: TestRun): Record<string, string> {
  return Object.fromEntries(run.tests.map((each) => [each.method, each.failure?.message ?? 'passed']));
}

const JOB = `public class Job implements Queueable, Finalizer {
  public static Integer runs = 0;
  public Boolean fails = false;
  public void execute(QueueableContext context) {
    System.attachFinalizer(this);
    runs++;
    insert new Thing__c(Needed__c = 'job');
    System.enqueueJob(new Job());
    if (fails) { throw new IllegalArgumentException('job failed'); }
  }
  public void execute(FinalizerContext context) {
    insert new Thing__c(Needed__c = 'final ' + context.getResult().name().left(7));
  }
}`;

describe('a test method', () => {
  test('has an org of its own, with what the class set up', () => {
    const run = runMethods(`
      @TestSetup static void prepare() { insert new Thing__c(Needed__c = 'a'); count = 5; }
      static Integer count = 0;
      @IsTest static void one() { insert new Thing__c(Needed__c = 'b'); check(); }
      @IsTest static void two() { insert new Thing__c(Needed__c = 'b'); check(); }
      static void check() { Assert.areEqual(2, [SELECT COUNT() FROM Thing__c]); Assert.areEqual(0, count); }`);
    expect(outcomes(run)).toEqual({ one: 'passed', two: 'passed' });
    expect([run.found, run.tests.length]).toEqual([2, 2]);
  });

  test('fails at the line of its assert, which nobody can catch', () => {
    const run = runMethods(`@IsTest static void one() {
      try {
        Assert.areEqual(1, 2, 'one is two');
      } catch (Exception e) {
        return;
      } finally {
        Integer i = 1 / 0;
      }
    }`);
    expect(run.tests[0]?.failure).toMatchObject({
      message: 'System.AssertException: Assertion Failed: one is two: Expected: 1, Actual: 2',
      file: 'classes/CTest.cls',
      line: 5,
    });
    expect(run.tests[0]?.failure?.trace).toBe('Class.CTest.one: line 5, column 1');
  });

  test('runs its jobs and their finalizers at stopTest, but not the jobs of jobs', () => {
    const run = runMethods(
      `@IsTest static void one() {
        Integer n = [SELECT COUNT() FROM Thing__c];
        Test.startTest();
        Assert.areEqual(0, Limits.getQueries(), 'a fresh set');
        Assert.areEqual(0, Limits.getQueueableJobs(), 'fresh limits');
        System.enqueueJob(new Job(), 10);
        Assert.areEqual(0, Job.runs, 'not yet');
        Test.stopTest();
        Assert.areEqual(1, Limits.getQueries(), 'the old set again');
        Assert.areEqual(1, Job.runs, 'statics are seen');
        Assert.areEqual(1, [SELECT COUNT() FROM Thing__c WHERE Needed__c = 'job']);
        Assert.areEqual(1, [SELECT COUNT() FROM Thing__c WHERE Needed__c = 'final SUCCESS']);
      }`,
      { Job: JOB },
    );
    expect(outcomes(run)).toEqual({ one: 'passed' });
  });

  test('sees the exception of its job at stopTest; the job is rolled back, its finalizer is not', () => {
    const run = runMethods(
      `@IsTest static void one() {
        Job job = new Job();
        job.fails = true;
        Test.startTest();
        System.enqueueJob(job);
        try {
          Test.stopTest();
          Assert.fail('Must throw');
        } catch (IllegalArgumentException e) {
          Assert.areEqual('job failed', e.getMessage());
        }
        Assert.areEqual('final UNHANDL', [SELECT Needed__c FROM Thing__c].Needed__c);
      }`,
      { Job: JOB },
    );
    expect(outcomes(run)).toEqual({ one: 'passed' });
  });

  test('needs a mock for a callout, and may make none after DML but in a new window', () => {
    const run = runMethods(`
      class Answer implements HttpCalloutMock {
        public HttpResponse respond(HttpRequest request) {
          HttpResponse response = new HttpResponse();
          response.setStatusCode(201);
          response.setHeader('Retry-After', request.getHeader('x'));
          return response;
        }
      }
      static HttpResponse send() {
        HttpRequest request = new HttpRequest();
        request.setMethod('POST');
        request.setEndpoint('callout:X');
        request.setHeader('X', '9');
        return new Http().send(request);
      }
      @IsTest static void without() { send(); }
      @IsTest static void with() {
        Test.setMock(HttpCalloutMock.class, new Answer());
        HttpResponse response = send();
        Assert.areEqual(201, response.getStatusCode());
        Assert.areEqual('9', response.getHeader('retry-after'));
      }
      @IsTest static void afterDml() {
        Test.setMock(HttpCalloutMock.class, new Answer());
        insert new Thing__c(Needed__c = 'x');
        try { send(); Assert.fail('Must be refused'); } catch (CalloutException e) { Assert.isTrue(e.getMessage().startsWith('You have uncommitted work')); }
        Test.startTest();
        Assert.areEqual(201, send().getStatusCode());
        Test.stopTest();
      }`);
    expect(outcomes(run)).toEqual({
      without: 'System.CalloutException: Methods defined as TestMethod do not support Web service callouts',
      with: 'passed',
      afterDml: 'passed',
    });
  });

  test('goes down with a limit, whatever it catches', () => {
    const run = runMethods(`@IsTest static void one() {
      try { for (Integer i = 0; i < 101; i++) { Integer n = [SELECT COUNT() FROM Thing__c]; } } catch (Exception e) { }
    }
    @IsTest static void deep() { deep(); }`);
    expect(outcomes(run)).toEqual({
      one: 'System.LimitException: Too many SOQL queries: 101',
      deep: 'System.LimitException: Maximum stack depth reached: 1001',
    });
  });

  test('fires triggers, whose errors refuse their row alone where others may be saved', () => {
    const run = runMethods(
      `@IsTest static void one() {
        List<Thing__c> things = new List<Thing__c>{ new Thing__c(Needed__c = 'ok'), new Thing__c(Needed__c = 'bad') };
        List<Database.SaveResult> results = Database.insert(things, false);
        Assert.isTrue(results[0].isSuccess());
        Assert.areEqual('No bad things', results[1].getErrors()[0].getMessage());
        Thing__c saved = [SELECT Text__c, Amount__c FROM Thing__c];
        Assert.areEqual('before', saved.Text__c);
        saved.Amount__c = 2;
        update saved;
        Assert.areEqual('was null', [SELECT Text__c FROM Thing__c].Text__c);
        try { insert things[1]; Assert.fail('Must be refused'); } catch (DmlException e) { Assert.areEqual(1, e.getNumDml()); }
      }`,
      {
        ThingTrigger: `trigger ThingTrigger on Thing__c (before insert, after insert, before update) {
          for (Thing__c each : Trigger.new) {
            if (Trigger.isBefore && Trigger.isInsert) { each.Text__c = 'before'; }
            if (Trigger.isUpdate) { each.Text__c = 'was ' + Trigger.oldMap.get(each.Id).Amount__c; }
            if (Trigger.isAfter && each.Needed__c == 'bad') { each.addError('No bad things'); }
          }
        }`,
      },
    );
    expect(outcomes(run)).toEqual({ one: 'passed' });
  });
});

describe('a run', () => {
  const half =
    'public class Half {\n  public static Integer a() {\n    return 1;\n  }\n  public static Integer b() {\n    return 2;\n  }\n}';

  test('measures the lines of each class, and is not good under 75 %', () => {
    const run = runMethods('@IsTest static void one() { Assert.areEqual(1, Half.a()); }', { Half: half });
    expect(run.coverage).toEqual([{ name: 'Half', covered: 1, lines: 2, missed: [6] }]);
    expect(isGood(run)).toBe(false);
    expect(renderRun(run)).toContain('Under 75 %: Half.');
  });

  test('rounds coverage down: 74.75 % is not enough', () => {
    expect(percent({ covered: 299, lines: 400 })).toBe(74);
    expect(percent({ covered: 3, lines: 4 })).toBe(75);
  });

  test('is good when all pass and all lines ran', () => {
    const run = runMethods('@IsTest static void one() { Assert.areEqual(3, Half.a() + Half.b()); }', {
      Half: half,
    });
    expect(isGood(run)).toBe(true);
    expect(renderRun(run)).toContain('1 passed, 0 failed.');
  });

  test('is not good when a method marked as a test was not run', () => {
    const run = runMethods('@IsTest static void one() { }');
    expect(isGood({ ...run, found: 2 })).toBe(false);
    expect(renderRun({ ...run, found: 2 })).toContain('Found 2 @IsTest methods, but ran 1.');
  });

  test('without a test is not good', () => {
    expect(isGood(runTests(project({ Half: half })))).toBe(false);
  });
});
