import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lintFindings } from './gates/apex-lint.ts';
import { convertFindings } from './gates/convert.ts';
import { mustSkipJava } from './gates/java.ts';
import { pmdFindings } from './gates/pmd.ts';
import { assembleProject, KIT } from './gates/project.ts';
import { formatFindings, grammarFindings, xmlFindings } from './gates/syntax.ts';
import { integerFindings, rangeFindings } from './gates/twin.ts';
import { typeFindings } from './gates/types.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'planted-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function plant(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const classOf = (body: string): string =>
  `public with sharing class Bad {\n  // "with sharing": planted.\n${body}\n}\n`;
const messages = (findings: readonly { message: string }[]): string =>
  findings.map(({ message }) => message).join('\n');

describe('the grammar gate rejects', () => {
  test.each([
    ['a missing bracket', classOf('  void run( {}')],
    ['a bad escape, which only the lexer sees', classOf("  String text = '\\q';")],
    ['a try without a catch', classOf('  void run() { try { } }')],
  ])('%s', (_, text) => {
    expect(grammarFindings([plant('Bad.cls', text)])).not.toEqual([]);
  });
});

describe("the gate of Salesforce's parser rejects", () => {
  test.each([
    ['a reserved word as a name', classOf('  Integer trigger = 1;')],
    ['an integer that is too large', classOf('  Integer large = 3000000000;')],
    ['a file that prettier would rewrite', classOf('  Integer    one=1;')],
  ])('%s', async (_, text) => {
    expect(await formatFindings([plant('Bad.cls', text)])).toHaveLength(1);
  });
});

test('the XML gate rejects a misspelt closing tag', () => {
  expect(xmlFindings([plant('a.xml', '<a><label>x</lable></a>')])).toHaveLength(1);
});

describe('the access lint rejects', () => {
  test.each([
    ['a query', 'List<User> u = [SELECT Id FROM User WHERE Name IN (SELECT Name FROM User)];'],
    ['a search', "List<List<SObject>> u = [FIND 'x' IN ALL FIELDS RETURNING User(Id)];"],
    ['an insert', 'insert new Account();'],
    ['an update', 'update new Account();'],
    ['an upsert', 'upsert new Account();'],
    ['a delete', 'delete new Account();'],
    ['an undelete', 'undelete new Account();'],
    ['Database.insert', 'Database.insert(new List<Account>(), false);'],
    ['System.Database.query', "System.Database.query('SELECT Id FROM User');"],
    ['Database.getQueryLocator', "Database.getQueryLocator('SELECT Id FROM User');"],
  ])('%s without an access mode', (_, statement) => {
    const path = plant('Bad.cls', classOf(`  void run() { ${statement} }`));
    expect(messages(lintFindings([path]))).toMatch(/names no (?:access mode|AccessLevel)/u);
  });

  test.each([
    ['WITH USER_MODE', '[SELECT Id FROM User WITH USER_MODE];'],
    ['as system', 'insert as system new Account();'],
    ['an AccessLevel', 'Database.insert(new List<Account>(), false, AccessLevel.SYSTEM_MODE);'],
    ['no data at all', 'Database.rollback(Database.setSavepoint());'],
  ])('nothing with %s', (_, statement) => {
    expect(lintFindings([plant('Good.cls', classOf(`  void run() { Object o = ${statement} }`))])).toEqual(
      [],
    );
  });

  test('a mode that only a subquery could have', () => {
    const query = '[SELECT Id FROM User WHERE Id IN (SELECT OwnerId FROM Account) ORDER BY Name]';
    expect(lintFindings([plant('Bad.cls', classOf(`  Object o = ${query};`))])).toHaveLength(1);
  });
});

describe('the sharing lint rejects', () => {
  test('a class without sharing', () => {
    expect(messages(lintFindings([plant('Bad.cls', 'public class Bad {}')]))).toContain('names no sharing');
  });

  test('a class that does not say why', () => {
    const findings = lintFindings([plant('Bad.cls', 'public without sharing class Bad {}')]);
    expect(messages(findings)).toContain('does not say why');
  });

  test('an inner class that touches data and names none', () => {
    const inner = '  class Inner { void run() { insert as system new Account(); } }';
    expect(messages(lintFindings([plant('Bad.cls', classOf(inner))]))).toContain('inner class');
  });
});

describe('the annotation lint rejects', () => {
  test.each([
    ['an annotation that does not exist', '@IsTset static void run() {}', '@IsTset'],
    ['a test method with parameters', '@IsTest static void run(Integer x) {}', 'parameters'],
    ['a test method that is not static', '@IsTest void run() {}', 'static'],
    ['a parallel test', '@IsTest(IsParallel=true) static void run() {}', 'parallel'],
  ])('%s', (_, method, word) => {
    expect(messages(lintFindings([plant('Bad.cls', classOf(`  ${method}`))]))).toContain(word);
  });
});

describe('the conversion gate rejects', () => {
  const good = (name: string): void => {
    plant(`${name}/main/default/classes/Good.cls`, classOf(''));
    plant(
      `${name}/main/default/classes/Good.cls-meta.xml`,
      '<?xml version="1.0" encoding="UTF-8"?>\n<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></ApexClass>',
    );
  };

  test('nothing where all is well', async () => {
    good('well');
    expect(await convertFindings(join(folder, 'well'))).toEqual([]);
  });

  test('a class without its metadata, which the CLI drops without a word', async () => {
    good('dropped');
    plant('dropped/main/default/classes/Bad.cls', classOf(''));
    expect(messages(await convertFindings(join(folder, 'dropped')))).toContain('no component');
  });

  test('a file of an unknown kind', async () => {
    good('unknown');
    plant('unknown/main/default/classes/Bad.klass', 'x');
    expect(await convertFindings(join(folder, 'unknown'))).not.toEqual([]);
  });
});

describe('the twin lint rejects', () => {
  test.each([
    'Double x;',
    'Decimal x;',
    'x = Math.random();',
    'x = Math.pow(2, n);',
    'x = 1.5 * y;',
    'x = y.divide(3, 0);',
  ])('%s', (statement) => {
    expect(integerFindings('Bad.cls', statement)).toHaveLength(1);
  });

  test('nothing in comments and texts', () => {
    expect(integerFindings('Good.cls', "// a Double\n/* 1.5 */ String s = 'Decimal';")).toEqual([]);
  });

  test.each([
    ['another default', "bounded(retry?.Max_Retries__c, 'Max_Retries__c', 5, 0, 100)"],
    ['another range', "bounded(retry?.Max_Retries__c, 'Max_Retries__c', 6, 0, 99)"],
    ['a field that does not exist', "bounded(retry?.Max_Tries__c, 'Max_Tries__c', 6, 0, 100)"],
  ])('%s', (_, call) => {
    expect(rangeFindings('Bad.cls', call)).toHaveLength(1);
  });
});

describe.skipIf(mustSkipJava())('with Java', () => {
  test('the type check rejects errors, warnings, and in the right project only', async () => {
    const [good, bad] = [assembleProject(KIT), assembleProject(KIT)];
    try {
      const name = join(bad.packageDir, 'main/default/classes/Bad.cls');
      writeFileSync(
        name,
        classOf('  final Integer one = 1;\n  void run() { System.enqueueJobs(null); this.one = 2; }'),
      );
      writeFileSync(
        `${name}-meta.xml`,
        '<?xml version="1.0" encoding="UTF-8"?>\n<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></ApexClass>',
      );
      const [ofGood, ofBad] = await typeFindings([good.dir, bad.dir]);
      expect(ofGood).toEqual([]);
      expect(messages(ofBad ?? [])).toContain('enqueueJobs');
      expect(messages(ofBad ?? [])).toMatch(/Warning/u);
      expect(ofBad?.every(({ file }) => file === 'classes/Bad.cls')).toBe(true);
    } finally {
      good.remove();
      bad.remove();
    }
  });

  test('PMD rejects what is bad, what it cannot read, and allowances that nothing needs', async () => {
    const bad = plant(
      'Bad.cls',
      classOf(
        '  void run() { for (Account a : new List<Account>()) { update a; } try { run(); } catch (Exception e) { } }',
      ),
    );
    const unreadable = plant('Unreadable.cls', 'public with sharing class {');
    const unused = { rule: 'AvoidDebugStatements', files: '*.cls', reason: 'planted' };
    const findings = await pmdFindings([bad, unreadable], [unused]);
    expect(messages(findings)).toContain('OperationWithLimitsInLoop');
    expect(messages(findings)).toContain('EmptyCatchBlock');
    expect(messages(findings)).toContain('ApexCRUDViolation');
    expect(messages(findings)).toContain('AvoidDebugStatements is allowed for nothing');
    expect(findings.some(({ file }) => file === 'Unreadable.cls')).toBe(true);
  });
});
