import { XMLBuilder } from 'fast-xml-parser';
import {
  type ClassCoverage,
  percent,
  REQUIRED_PERCENT,
} from '../../../tools/apex-runtime/runner/coverage.ts';
import type { TestResult, TestRun } from '../../../tools/apex-runtime/runner/run-tests.ts';
import type { Deployment, Success } from './deploy-org.ts';
import type { Failure } from './metadata-format.ts';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: true,
});
const DATE = '2026-01-15T12:00:00.000Z';

/** A SOAP envelope around what an operation answers. */
export function envelope(body: Record<string, unknown>): string {
  const xml = builder.build({
    'soapenv:Envelope': {
      '@xmlns:soapenv': 'http://schemas.xmlsoap.org/soap/envelope/',
      '@xmlns': 'http://soap.sforce.com/2006/04/metadata',
      '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'soapenv:Body': body,
    },
  }) as string;
  return `<?xml version="1.0" encoding="UTF-8"?>${xml}`;
}

export function fault(code: string, message: string): string {
  return envelope({ 'soapenv:Fault': { faultcode: `sf:${code}`, faultstring: `${code}: ${message}` } });
}

function successXml({ type, fullName, file, done }: Success): Record<string, unknown> {
  const warning = { problem: `No ${type} named: ${fullName} found`, problemType: 'Warning', warning: true };
  return {
    changed: done !== 'unknown',
    componentType: type,
    created: done === 'created',
    createdDate: DATE,
    deleted: done === 'deleted',
    fileName: file,
    fullName,
    ...(done === 'unknown' ? warning : {}),
    success: true,
  };
}

function failureXml({ type, fullName, file, line, problem }: Failure): Record<string, unknown> {
  return {
    changed: false,
    componentType: type,
    created: false,
    createdDate: DATE,
    deleted: false,
    fileName: file,
    fullName,
    ...(line > 0 ? { columnNumber: 1, lineNumber: line } : {}),
    problem,
    problemType: 'Error',
    success: false,
  };
}

function testXml({ className, method, ms, failure }: TestResult): Record<string, unknown> {
  const common = {
    id: '01p000000000001AAA',
    methodName: method,
    name: className,
    seeAllData: false,
    time: ms,
  };
  if (failure === null) return common;
  return { ...common, message: failure.message, stackTrace: failure.trace, type: 'Class' };
}

function coverageXml({ name, lines, missed }: ClassCoverage): Record<string, unknown> {
  return {
    id: '01p000000000001AAA',
    locationsNotCovered: missed.map((line) => ({ column: 0, line, numExecutions: 0, time: -1 })),
    name,
    numLocations: lines,
    numLocationsNotCovered: missed.length,
    type: 'Class',
  };
}

function runXml(run: TestRun): Record<string, unknown> {
  const low = run.coverage.filter((each) => percent(each) < REQUIRED_PERCENT);
  const failed = run.tests.filter(({ failure }) => failure !== null);
  return {
    codeCoverage: run.coverage.map(coverageXml),
    codeCoverageWarnings: low.map((each) => ({
      id: '01p000000000001AAA',
      message: `Test coverage of selected Apex Class is ${percent(each)}%, at least ${REQUIRED_PERCENT}% test coverage is required`,
      name: each.name,
    })),
    failures: failed.map(testXml),
    numFailures: failed.length,
    numTestsRun: run.tests.length,
    successes: run.tests.filter(({ failure }) => failure === null).map(testXml),
    totalTime: run.tests.reduce((sum, { ms }) => sum + ms, 0),
  };
}

const NO_TESTS = { numFailures: 0, numTestsRun: 0, totalTime: 0 };

/** What `checkDeployStatus` answers of a deployment that is done. */
export function deployResultXml({
  id,
  options,
  successes,
  failures,
  run,
  isGood,
}: Deployment): Record<string, unknown> {
  const tests = run?.tests ?? [];
  return {
    checkOnly: options.checkOnly,
    completedDate: DATE,
    createdBy: '005000000000001AAA',
    createdByName: 'Double',
    createdDate: DATE,
    details: {
      componentFailures: failures.map(failureXml),
      componentSuccesses: successes.map(successXml),
      runTestResult: run ? runXml(run) : NO_TESTS,
    },
    done: true,
    id,
    ignoreWarnings: false,
    lastModifiedDate: DATE,
    numberComponentErrors: failures.length,
    numberComponentsDeployed: successes.length,
    numberComponentsTotal: successes.length + failures.length,
    numberTestErrors: tests.filter(({ failure }) => failure !== null).length,
    numberTestsCompleted: tests.length,
    numberTestsTotal: tests.length,
    rollbackOnError: true,
    runTestsEnabled: run !== null,
    startDate: DATE,
    status: isGood ? 'Succeeded' : 'Failed',
    success: isGood,
  };
}
