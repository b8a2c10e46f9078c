import { describe, expect, test } from 'vitest';
import { RULES } from '../../apex/gates/metadata/lint.ts';
import type { Files } from '../../apex/gates/metadata/source-format.ts';
import type { Planted } from '../../apex/planted-mistake.ts';
import { PLANTED_OBJECTS } from '../../apex/planted-objects.ts';
import { PLANTED_REFERENCES } from '../../apex/planted-references.ts';
import { FOREIGN, SAMPLE } from '../../apex/sample-package.ts';
import { type Deployment, type DeployOptions, DeployOrg } from './deploy-org.ts';
import { zipOf } from './metadata-zip.ts';
import { listen } from './server.ts';

const NO_TESTS: DeployOptions = { checkOnly: false, testLevel: 'NoTestRun', runTests: [] };
const META =
  '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></ApexClass>';
const EMPTY = '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><version>65.0</version></Package>';

const anOrg = (): DeployOrg => new DeployOrg(67, FOREIGN);
const problems = ({ failures }: Deployment): string[] => failures.map(({ problem }) => problem);

async function deploy(org: DeployOrg, files: Files, options = NO_TESTS): Promise<Deployment> {
  return org.deploy(await zipOf(files), options);
}

const destroy = (...members: [type: string, name: string][]): string =>
  EMPTY.replace(
    '<version>',
    `${members.map(([type, name]) => `<types><members>${name}</members><name>${type}</name></types>`).join('')}<version>`,
  );

/** The sample with an Apex class more, and its test. */
function withClass(body: string, testBody = '', name = 'Extra'): Files {
  return new Map([
    ...SAMPLE,
    [`classes/${name}.cls`, `public with sharing class ${name} {\n${body}\n}\n`],
    [`classes/${name}.cls-meta.xml`, META],
    [
      `classes/${name}Test.cls`,
      `@IsTest\nprivate class ${name}Test {\n  @IsTest\n  static void runs() {\n${testBody}\n  }\n}\n`,
    ],
    [`classes/${name}Test.cls-meta.xml`, META],
  ]);
}

describe('an org keeps', () => {
  test('what was deployed, and says what is new and what was there', async () => {
    const org = anOrg();
    const first = await deploy(org, SAMPLE);
    expect(problems(first)).toEqual([]);
    expect(new Set(first.successes.map(({ done }) => done))).toEqual(new Set(['created']));
    expect(org.holds).toContain('CustomField Box__c.Code__c');
    const again = await deploy(org, SAMPLE);
    expect(new Set(again.successes.map(({ done }) => done))).toEqual(new Set(['changed']));
  });

  test('a package of its own latest version', async () => {
    expect(problems(await anOrg().deploy(await zipOf(SAMPLE, new Map(), '67.0'), NO_TESTS))).toEqual([]);
  });

  test('nothing of a check, and nothing of a deployment that it refuses in part', async () => {
    const org = anOrg();
    expect((await deploy(org, SAMPLE, { ...NO_TESTS, checkOnly: true })).isGood).toBe(true);
    expect((await deploy(org, withClass('  Integer one = ;'))).isGood).toBe(false);
    expect(org.holds).toEqual(['CustomObject Order__c']);
  });
});

describe('an org refuses', () => {
  const orgRules = new Set(RULES.filter(({ keeper }) => keeper === 'org').map(({ id }) => id));
  // What a part is called stands in the object's file: there is no other name that it could differ from.
  const refused = [...PLANTED_OBJECTS, ...PLANTED_REFERENCES].filter(
    ({ rule }) => orgRules.has(rule) && rule !== 'full-name',
  );

  test.each(refused)('$rule: $what', async ({ file, from, to, says }: Planted) => {
    const text = SAMPLE.get(file)?.replace(from, to) ?? to;
    const org = anOrg();
    const deployment = await deploy(org, new Map([...SAMPLE, [file, text]]));
    expect(deployment.isGood).toBe(false);
    expect(problems(deployment).join('\n')).toContain(says);
    expect(org.holds).toEqual(['CustomObject Order__c']);
  });

  test.each([
    ['a class that is no Apex', '  Integer one = ;', 'Extra'],
    ['a class that does not compile', '  Integer one = new Nothing();', 'Nothing'],
    [
      'a query of an unknown field',
      '  List<Box__c> all = [SELECT Count__c, Kount__r.Name FROM Box__c];',
      'Kount__r',
    ],
  ])('%s, and says where', async (_, body, word) => {
    const { failures } = await deploy(anOrg(), withClass(body));
    expect(failures.length).toBeGreaterThan(0);
    expect(failures[0]).toMatchObject({ type: 'ApexClass', fullName: 'Extra', line: 2 });
    expect(`${failures[0]?.fullName} ${failures[0]?.problem}`).toContain(word);
  });

  test.each([
    ['a class newer than itself', 62, '62.0', 'API version 65.0'],
    ['a package newer than itself', 65, '66.0', 'API version 66.0'],
  ])('%s', async (_, latest, version, says) => {
    const org = new DeployOrg(latest, FOREIGN);
    expect(
      problems(await org.deploy(await zipOf(SAMPLE, new Map(), version), NO_TESTS)).join('\n'),
    ).toContain(says);
  });

  test.each([
    [
      'a member without a file',
      new Map([['package.xml', destroy(['CustomTab', 'Gone__c'])]]),
      "'Gone__c' of type CustomTab was named",
    ],
    ['a file without a member', new Map([['package.xml', EMPTY]]), 'not named in package.xml'],
    ['a file of an unknown kind', new Map([['reports/x.report', '<Report/>']]), 'Unknown type'],
    ['a file in the folder of others', new Map([['layouts/Box__c.tab', '<CustomTab/>']]), 'Unknown type'],
    ['a manifest that is none', new Map([['package.xml', '<Package>']]), 'no XML'],
    ['a broken file', new Map([['tabs/Box__c.tab', '<CustomTab>']]), 'Error parsing'],
    [
      'a class without its metadata',
      new Map([['classes/Lonely.cls', 'class Lonely {}']]),
      '-meta.xml is missing',
    ],
  ])('%s', async (_, more, says) => {
    const deployment = await anOrg().deploy(await zipOf(SAMPLE, more), NO_TESTS);
    expect(problems(deployment).join('\n')).toContain(says);
  });
});

test('an org refuses a test class that does not compile, even where no test is to run', async () => {
  const { failures } = await deploy(anOrg(), withClass('', '    Nothing.happens();'));
  expect(failures).toMatchObject([{ type: 'ApexClass', fullName: 'ExtraTest', line: 5 }]);
});

test('an org says of a broken file that it is broken, and not that it is missing', async () => {
  const zip = await zipOf(SAMPLE, new Map([['tabs/Box__c.tab', '<CustomTab>']]));
  const said = problems(await anOrg().deploy(zip, NO_TESTS)).join('\n');
  expect(said).toContain('Error parsing');
  expect(said).not.toContain('was not found in zipped directory');
});

describe('tests in a deployment', () => {
  const body = '  public static Integer twice(Integer one) {\n    return one * 2;\n  }';
  const specified = { checkOnly: true, testLevel: 'RunSpecifiedTests', runTests: ['ExtraTest'] };
  const run = (testBody: string, options: DeployOptions = specified): Promise<Deployment> =>
    deploy(
      anOrg(),
      new Map(
        [...withClass(body, testBody)].filter(
          ([path]) => !/Boxes|BoxEmptier|flow|permissionset|webLink|Box__c/u.test(path),
        ),
      ),
      options,
    );

  test('run, and their results and coverage are answered', async () => {
    const { isGood, run: tests } = await run("    Assert.areEqual(4, Extra.twice(2), 'doubled');");
    expect(isGood).toBe(true);
    expect(tests?.tests).toMatchObject([{ className: 'ExtraTest', method: 'runs', failure: null }]);
    expect(tests?.coverage).toMatchObject([{ name: 'Extra', lines: 1, covered: 1 }]);
  });

  test.each([
    ['that fails', "    Assert.areEqual(5, Extra.twice(2), 'doubled');"],
    ['that covers too little', "    Assert.isTrue(true, 'nothing was run');"],
  ])('make it fail with one %s', async (_, testBody) => {
    expect(await run(testBody)).toMatchObject({ isGood: false, failures: [] });
  });

  test('make it fail where one is named that is not there', async () => {
    expect(problems(await run('', { ...specified, runTests: ['OtherTest'] }))).toEqual([
      'Test class not found: OtherTest',
    ]);
  });

  test('are all of the org with RunLocalTests, and none with NoTestRun', async () => {
    const good = "    Assert.areEqual(4, Extra.twice(2), 'doubled');";
    expect((await run(good, { ...specified, testLevel: 'RunLocalTests' })).run?.tests).toHaveLength(1);
    expect((await run('', { ...specified, testLevel: 'NoTestRun' })).run).toBeNull();
  });
});

describe('a removal', () => {
  const remove = async (org: DeployOrg, ...members: [type: string, name: string][]): Promise<Deployment> =>
    org.deploy(await zipOf(new Map(), new Map([['destructiveChanges.xml', destroy(...members)]])), NO_TESTS);

  async function filled(): Promise<DeployOrg> {
    const org = anOrg();
    await deploy(org, SAMPLE);
    return org;
  }

  test('takes the parts of an object with it, and nothing of another', async () => {
    const org = anOrg();
    const others = [...SAMPLE].filter(
      ([path]) => !path.includes('Rule') && !path.startsWith('permissionsets'),
    );
    await deploy(org, new Map(others));
    const before = org.holds;
    await deploy(org, new Map([...SAMPLE].filter(([path]) => path.includes('Rule'))));
    expect(org.holds.length).toBeGreaterThan(before.length + 4);
    expect((await remove(org, ['CustomObject', 'Rule__mdt'])).isGood).toBe(true);
    expect(org.holds).toEqual(before);
  });

  test.each([
    ['a class that a flow calls', 'ApexClass', 'BoxEmptier', 'no class BoxEmptier'],
    ['a field that a layout shows', 'CustomField', 'Box__c.State__c', 'Box__c.State__c'],
    ['a field that Apex reads', 'CustomField', 'Box__c.Code__c', 'Code__c'],
    ['an active flow', 'Flow', 'Empty_Box', 'active flow'],
  ])('is refused for %s', async (_, type, name, says) => {
    const org = await filled();
    const before = org.holds;
    const removal = await remove(org, [type, name]);
    expect(problems(removal).join('\n')).toContain(says);
    expect(org.holds).toEqual(before);
  });

  test('is refused for a class that a schedule runs, until it is taken off', async () => {
    const org = await filled();
    org.scheduled.add('Boxes');
    const all = (): Promise<Deployment> => remove(org, ['PermissionSet', 'Keepers'], ['ApexClass', 'Boxes']);
    expect(problems(await all())).toEqual(['This schedulable class has jobs pending or in progress']);
    org.scheduled.clear();
    expect(problems(await all())).toEqual([]);
  });

  test('does not hide what is wrong with the components that come with it', async () => {
    const org = await filled();
    const bad = new Map(
      [...SAMPLE]
        .filter(([path]) => path.startsWith('tabs'))
        .map(([path, text]) => [path, text.replace('Heart', '')]),
    );
    const more = new Map([['destructiveChanges.xml', destroy(['Layout', 'Rule__mdt-Rule Layout'])]]);
    expect(problems(await org.deploy(await zipOf(bad, more), NO_TESTS)).join('\n')).toContain('motif');
  });

  test('warns of what is not there', async () => {
    const { isGood, successes } = await remove(anOrg(), ['CustomTab', 'Gone__c']);
    expect(isGood).toBe(true);
    expect(successes).toMatchObject([{ fullName: 'Gone__c', done: 'unknown' }]);
  });
});

test('the server lets nobody in without the token, and knows two calls', async () => {
  const server = await listen(anOrg());
  const soap = (session: string, call: string): Promise<Response> =>
    fetch(`${server.url}/services/Soap/m/65.0`, {
      method: 'POST',
      body: `<Envelope><Header><SessionHeader><sessionId>${session}</sessionId></SessionHeader></Header><Body>${call}</Body></Envelope>`,
    });
  expect(await (await soap('wrong', '<deploy><ZipFile/></deploy>')).text()).toContain(
    'sf:INVALID_SESSION_ID',
  );
  expect((await soap(server.token, '<retrieve/>')).status).toBe(500);
  expect((await fetch(`${server.url}/services/data/v67.0/query?q=SELECT Id FROM Organization`)).status).toBe(
    401,
  );
  await server.close();
});
