import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProject } from '../../src/files/project.ts';
import { ProjectFolder } from './project-folder.ts';

const project = new ProjectFolder();

const projects: readonly [name: string, text: string, error: readonly string[]][] = [
  [
    'half a file',
    '{ "packageDirectories": [',
    [
      'ProjectIsNoJson',
      'ROOT/sfdx-project.json is not JSON: Unexpected end of JSON input.',
      'Repair the file, then run the command again.',
    ],
  ],
  [
    'a list',
    '[]',
    [
      'ProjectIsNoObject',
      'ROOT/sfdx-project.json does not hold a JSON object.',
      'Repair the file: it looks like { "packageDirectories": [{ "path": "force-app", "default": true }], "sourceApiVersion": "65.0" }.',
    ],
  ],
  ...['{}', '{"packageDirectories":[]}', '{"packageDirectories":"force-app"}'].map(
    (text): [string, string, string[]] => [
      text,
      text,
      [
        'NoPackageDirectories',
        'ROOT/sfdx-project.json names no package directory.',
        'Add one: "packageDirectories": [{ "path": "force-app", "default": true }].',
      ],
    ],
  ),
  ...['null', '"force-app"', '{}', '{"path":7}', '{"path":" "}'].map((entry): [string, string, string[]] => [
    `the package directory ${entry}`,
    `{"packageDirectories":[${entry}]}`,
    [
      'PackageDirectoryWithoutPath',
      'ROOT/sfdx-project.json: entry 0 of "packageDirectories" (counted from 0) has no "path".',
      'Give it one, such as "path": "force-app".',
    ],
  ]),
  [
    'no default among two',
    '{"packageDirectories":[{"path":"a"},{"path":"b","default":false}]}',
    [
      'NoDefaultPackageDirectory',
      'ROOT/sfdx-project.json has several package directories (a, b), and none is the default.',
      'Add "default": true to the one that is to hold the kit.',
    ],
  ],
  ...['../other', '..', '/etc', 'force-app/../..', 'C:\\other', '..\\other'].map(
    (path): [string, string, string[]] => [
      `the package directory ${path}`,
      JSON.stringify({ packageDirectories: [{ path }] }),
      [
        'PackageDirectoryOutside',
        `ROOT/sfdx-project.json: the package directory "${path}" lies outside the project.`,
        'Write a folder below sfdx-project.json, such as "force-app".',
      ],
    ],
  ),
];

describe('a project file that cannot be used', () => {
  test.each(projects)('%s', async (_, text, error) => {
    project.write('sfdx-project.json', text);
    expect(await project.errorOf(() => findProject(project.root))).toEqual(error);
  });

  test('a folder in its place', async () => {
    mkdirSync(join(project.root, 'sfdx-project.json'));
    expect(await project.errorOf(() => findProject(project.root))).toEqual([
      'ProjectUnreadable',
      'ROOT/sfdx-project.json cannot be read (EISDIR).',
      'Make it a file that you may read, then run the command again.',
    ]);
  });

  test('none, in the folder or above it', async () => {
    expect(await project.errorOf(() => findProject(project.root))).toEqual([
      'NotInProject',
      'ROOT is not in a Salesforce DX project: neither it nor a folder above it holds an sfdx-project.json.',
      'Put the config file into the project that is to hold the kit, and name it with --config.',
      'Make a new project with "sf template generate project --name my-project".',
    ]);
  });
});

describe('a project', () => {
  test.each([
    ['{"packageDirectories":[{"path":"./force-app/"}],"sourceApiVersion":"66.0"}', 'force-app', '66.0'],
    ['\uFEFF{"packageDirectories":[{"path":"a"},{"path":"b\\\\c","default":true}]}', 'b/c', undefined],
    ['{"packageDirectories":[{"path":"."}]}', '.', undefined],
  ])('%s', async (text, packageDirectory, sourceApiVersion) => {
    project.write('sfdx-project.json', text);
    mkdirSync(join(project.root, 'deep/er'), { recursive: true });
    expect(await findProject(join(project.root, 'deep/er'))).toEqual({
      root: project.root,
      start: 'deep/er',
      packageDirectory,
      sourceApiVersion,
    });
  });

  test('reached through a link has its real root', async () => {
    project.write('sfdx-project.json', '{"packageDirectories":[{"path":"force-app"}]}');
    symlinkSync(project.root, join(project.outside(), 'shortcut'));
    expect((await findProject(join(project.outside(), 'shortcut'))).root).toBe(project.root);
  });
});
