import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ASSUMPTIONS } from '../org/assumptions.ts';

const main = join(import.meta.dirname, '../runner/main.ts');

describe('npm run apex:test', () => {
  let directory: string;
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  };
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'apex-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const start = (...args: readonly string[]): { status: number | null; output: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
    return { status, output: stdout + stderr };
  };

  test('prints what passed, what failed where, and the coverage', () => {
    write('classes/A.cls', 'public class A {\n  public static Integer one() {\n    return 1;\n  }\n}\n');
    write(
      'classes/ATest.cls',
      '@IsTest\nprivate class ATest {\n  @IsTest static void good() { Assert.areEqual(1, A.one()); }\n  @IsTest static void bad() {\n    Assert.areEqual(2, A.one());\n  }\n}\n',
    );
    const { status, output } = start(directory);
    expect(status).toBe(1);
    expect(output).toContain('pass ATest.good');
    expect(output).toContain('FAIL ATest.bad classes/ATest.cls:5');
    expect(output).toContain('100 % A (1/1)');
    expect(start(directory, '--class', 'Nobody').status).toBe(1);
  });

  test('names file, line and column of what does not compile', () => {
    write('classes/B.cls', 'public class B {\n  Integer f() {\n    return x;\n  }\n}\n');
    expect(start(directory)).toEqual({
      status: 1,
      output: 'classes/B.cls:3:12 Variable does not exist: x\n',
    });
  });

  test.each([
    [
      'a value of a field that there is not',
      '<values><field>Nope__c</field><value xsi:type="xsd:string">x</value></values>',
      /Setting__mdt has no field Nope__c/,
    ],
    [
      'a value that is too long',
      '<values><field>Code__c</field><value xsi:type="xsd:string">toolong</value></values>',
      /data value too large/,
    ],
  ])('names the custom metadata record with %s', (_, values, error) => {
    const field =
      '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Code__c</fullName><label>Code</label><length>3</length><type>Text</type></CustomField>';
    write('records/objects/Setting__mdt/fields/Code__c.field-meta.xml', field);
    write(
      'records/customMetadata/Setting.Main.md-meta.xml',
      `<CustomMetadata><label>Main</label>${values}</CustomMetadata>`,
    );
    const { status, output } = start(join(directory, 'records'));
    expect(status).toBe(1);
    expect(output).toMatch(/Setting\.Main\.md-meta\.xml/);
    expect(output).toMatch(error);
  });

  test('explains itself, and what it assumes', () => {
    expect(start()).toMatchObject({ status: 2, output: expect.stringContaining('PROJECT_DIR') });
    expect(start(join(directory, 'nowhere'))).toMatchObject({
      status: 1,
      output: expect.stringContaining('No such directory'),
    });
    const { output } = start('--assumptions');
    for (const { id } of ASSUMPTIONS) expect(output).toContain(`${id}: `);
  });
});
