/** A config file that is wrong, and everything that is to be said about it. */
export interface BadConfig {
  readonly name: string;
  readonly text: string;
  /** `retry.yml:line:column message fix`, in the order of the file. */
  readonly issues: readonly string[];
}

export const HEAD = `integrations:
  - name: Erp_Orders
    namedCredential: ERP
    object: Order__c
`;

/** A valid file but for these keys of its integration. */
export function withKeys(...lines: readonly string[]): string {
  return HEAD + lines.map((line) => `    ${line}\n`).join('');
}

/** A valid file but for these keys of its scenario, which has a name. */
export function withScenario(...lines: readonly string[]): string {
  return `${HEAD}scenarios:\n  - name: outage\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

export const BURST = 'workload: { bursts: [{ atMinute: 5, requests: 100 }] }';
