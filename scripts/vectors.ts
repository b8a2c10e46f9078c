// Writes src/model/policy/vectors: inputs, and the one right output by an oracle that shares nothing with the model.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { VECTOR_FILES } from './vectors/all.ts';

const DIRECTORY = 'src/model/policy/vectors';

mkdirSync(DIRECTORY, { recursive: true });
for (const { name, vectors } of VECTOR_FILES) {
  writeFileSync(`${DIRECTORY}/${name}.json`, `${JSON.stringify(vectors)}\n`);
  console.log(`${name}: ${vectors.length}`);
}
execFileSync('node_modules/.bin/biome', ['format', '--write', DIRECTORY], { stdio: 'inherit' });
