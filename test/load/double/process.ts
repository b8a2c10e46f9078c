import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Account } from './account.ts';
import type { DoubleOptions } from './org-double.ts';

/** The double in a process of its own. */
export interface ServedDouble {
  readonly url: string;
  readonly token: string;
  account(): Promise<Account & { readonly cpu: NodeJS.CpuUsage }>;
  stop(): Promise<void>;
}

/** Starts `main.ts` and waits until it serves. It ends with this process at the latest: its stdin closes. */
export async function serveDouble(options: DoubleOptions): Promise<ServedDouble> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { url, accountUrl, token } = JSON.parse(line.toString()) as Record<
    'url' | 'accountUrl' | 'token',
    string
  >;
  return {
    url,
    token,
    account: async () => (await (await fetch(accountUrl)).json()) as Account & { cpu: NodeJS.CpuUsage },
    stop: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
