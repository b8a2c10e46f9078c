import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SfCommand } from '@salesforce/sf-plugins-core';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import RetrySimulate, { type RetrySimulateResult } from '../../src/commands/retry/simulate.ts';

const PLUGIN = resolve(import.meta.dirname, '../..');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const;

export const INTEGRATION = `integrations:
  - name: Erp_Orders
    namedCredential: ERP
    object: Order__c
`;

export interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly exitCode: unknown;
  readonly actions: readonly string[];
  readonly issues: readonly { readonly line: number; readonly message: string; readonly fix: string }[];
}

/** `sf retry simulate` in this process, in a folder of its own; what it prints is kept. */
export class SimulateCommand {
  folder = '';
  readonly printed: string[] = [];

  constructor() {
    const listeners = SIGNALS.map((signal) => process.listeners(signal));
    beforeAll(() => {
      this.folder = mkdtempSync(join(tmpdir(), 'simulate-'));
    });
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
    beforeEach(() => {
      this.printed.length = 0;
      const keep = (text = '') => void this.printed.push(...text.split('\n'));
      vi.spyOn(SfCommand.prototype, 'log').mockImplementation(keep);
      vi.spyOn(SfCommand.prototype, 'logJson').mockImplementation(() => undefined);
      vi.spyOn(SfCommand.prototype, 'warn').mockImplementation((warning) => warning);
      vi.spyOn(SfCommand.prototype, 'logToStderr').mockImplementation(() => undefined);
    });
    afterEach(() => {
      vi.restoreAllMocks();
      process.exitCode = undefined;
      SIGNALS.forEach((signal, index) => {
        process.removeAllListeners(signal);
        for (const listener of listeners[index] ?? []) process.on(signal, listener);
      });
    });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  file(name: string, text: string): string {
    writeFileSync(this.path(name), text);
    return this.path(name);
  }

  async run(config: string, ...flags: string[]): Promise<RetrySimulateResult> {
    const few = flags.includes('--replications') ? [] : ['--replications', '3'];
    return await RetrySimulate.run(['--config', this.file('retry.yml', config), ...few, ...flags], PLUGIN);
  }

  /** A command line that is refused, as it stands. */
  async refusal(...argv: string[]): Promise<Refusal> {
    try {
      await RetrySimulate.run(argv, PLUGIN);
    } catch (error) {
      const { name, message, exitCode, actions = [], data } = error as Error & Refusal & { data?: Refusal };
      return { name, message, exitCode, actions, issues: data?.issues ?? [] };
    }
    throw new Error('it was not refused');
  }
}
