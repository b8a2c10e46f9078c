// src -> lib, with the Apex templates.
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';

rmSync('lib', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], {
  stdio: 'inherit',
});
for (const template of globSync('src/templates/*.hbs')) {
  cpSync(template, template.replace(/^src/u, 'lib'));
}
