// src -> lib: compile, then copy what tsc leaves behind (templates).
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

rmSync('lib', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], {
  stdio: 'inherit',
});
for (const template of globSync('src/**/*.hbs')) {
  cpSync(template, join('lib', relative('src', template)));
}
