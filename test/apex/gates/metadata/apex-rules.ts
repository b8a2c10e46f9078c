import type { Component } from './component.ts';
import { childOf, textOf } from './element.ts';
import { at, type Problem, type Rule } from './rule.ts';
import type { World } from './world.ts';

const NOT_CODE = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'/gu;
/** No Apex name holds two underscores, so each such word names a part of the schema. */
const SCHEMA_NAME = /\b[A-Za-z]\w*__(?:c|mdt|e|r)\b/gu;

/** The code of a class, with spaces where comments and texts stand. */
function bareCode(code: string): string {
  return code.replace(NOT_CODE, (found) => found.replace(/[^\n]/gu, ' '));
}

function* apiVersion({ xml }: Component, world: World): Generator<Problem> {
  const element = childOf(xml, 'apiVersion');
  const version = Number(element?.text);
  if (element && (version > world.apiVersion || version < 7))
    yield at(
      element,
      `the API version ${element.text} is none of an org whose latest is ${world.apiVersion}.0`,
    );
}

function* ownName({ code, fullName }: Component): Generator<Problem> {
  const declared = /\b(?:class|interface|enum|trigger)\s+(?<name>\w+)/iu.exec(bareCode(code ?? ''));
  const found = declared?.groups?.['name'] ?? 'nothing';
  if (found.toLowerCase() !== fullName.toLowerCase())
    yield { line: 1, message: `the file declares ${found}, not ${fullName}`, inCode: true };
  if (fullName.length > 40) yield { line: 1, message: 'the name is over 40 characters', inCode: true };
}

/** Objects, fields and relationships of lookups, in lower case as Apex reads them. */
function schemaOf(world: World): ReadonlySet<string> {
  const names = ['CustomObject', 'CustomField'].flatMap((type) =>
    world.all(type).flatMap(({ fullName, xml }) => {
      const name = fullName.split('.').at(-1) ?? '';
      return [name, name.replace(/__c$/u, '__r'), `${textOf(xml, 'relationshipName') ?? ''}__r`];
    }),
  );
  return new Set(names.map((name) => name.toLowerCase()));
}

function* schemaNames({ code }: Component, world: World): Generator<Problem> {
  const bare = bareCode(code ?? '');
  const known = new Set(schemaOf(world));
  for (const match of bare.matchAll(SCHEMA_NAME)) {
    const [name] = match;
    if (known.has(name.toLowerCase())) continue;
    known.add(name.toLowerCase());
    yield {
      line: bare.slice(0, match.index).split('\n').length,
      message: `nothing is called ${name}`,
      inCode: true,
    };
  }
}

const of = ['ApexClass', 'ApexTrigger'];

/** Apex, as far as it touches metadata. */
export const APEX_RULES: readonly Rule[] = [
  { id: 'apex-api-version', of, keeper: 'org', check: apiVersion },
  { id: 'apex-name', of, keeper: 'org', check: ownName },
  { id: 'apex-schema', of, keeper: 'org', check: schemaNames },
];
