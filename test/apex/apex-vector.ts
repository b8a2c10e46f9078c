import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readProject } from '../../tools/apex-runtime/runner/project.ts';
import { runTests } from '../../tools/apex-runtime/runner/run-tests.ts';
import { KIT } from './gates/project.ts';

const VECTORS = resolve(import.meta.dirname, '../../src/model/policy/vectors');

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };
export type Fields = { readonly [key: string]: Value };
export interface Vector {
  readonly name: string;
  readonly input: Fields;
  readonly expected: Value;
}

/** The Apex statements that check one vector. */
export type Check = (vector: Vector) => string;

export function text(value: Value | undefined): string {
  const escaped = String(value).replace(/[\\']/gu, '\\$&');
  return value === null
    ? 'null'
    : `'${escaped.replace(/[^ -~]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;
}
export const long = (value: Value | undefined): string => (value === null ? '(Long) null' : `${value}L`);
export const fields = (value: Value | undefined): Fields => value as Fields;
export const list = (value: Value | undefined): readonly Fields[] => value as readonly Fields[];

export function equal(expected: string, actual: string, name: string): string {
  return `Assert.areEqual(${expected}, ${actual}, ${text(name)});`;
}

const kit = readProject(KIT);

/** Runs the vectors of a file as a test class of the kit. */
export function runVectors(file: string, check: Check): { count: number; failures: (string | undefined)[] } {
  const vectors = JSON.parse(readFileSync(join(VECTORS, `${file}.json`), 'utf8')) as Vector[];
  const methods = vectors.map((vector, index) => `@IsTest static void v${index}() {\n${check(vector)}\n}`);
  const testClass = `@IsTest private class Vectors {\n${methods.join('\n')}\n}`;
  const sources = [...kit.sources, { file: 'Vectors.cls', text: testClass }];
  const { tests } = runTests({ ...kit, sources }, { className: 'Vectors' });
  const failed = tests.filter(({ failure }) => failure !== null);
  return { count: tests.length, failures: failed.map(({ failure }) => failure?.message) };
}
