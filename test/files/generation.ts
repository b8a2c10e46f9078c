import type { PlannedFile } from '../../src/files/compare.ts';
import { generated } from './run.ts';

const FILES = 24;
const LINES = 400;

export function generationText(number: number): string {
  return `generation ${number}\n`.repeat(LINES);
}

/** Plan number `number`: its own text in every file, and some files and a folder of its own. */
export function generation(number: number): PlannedFile[] {
  const paths = Array.from({ length: FILES }, (_, index) => `app/${index % 4}/${index}.txt`);
  const ownPaths = [`app/only-${number % 3}/a.txt`, `app/only-${number % 3}/b.txt`];
  return generated(Object.fromEntries([...paths, ...ownPaths].map((path) => [path, generationText(number)])));
}
