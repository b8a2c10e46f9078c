import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSfHome, root, type SfHome } from '../sf-home.ts';
import type { DeployOrg } from './deploy-org.ts';
import { listen } from './server.ts';

/** What the CLI's JSON says of a deployment, as far as tests look. */
export interface DeployAnswer {
  readonly status: number;
  readonly message?: string;
  readonly warnings?: readonly string[];
  readonly result: {
    readonly status: string;
    readonly success: boolean;
    readonly checkOnly: boolean;
    readonly numberComponentsDeployed: number;
    readonly numberTestsCompleted: number;
    readonly numberTestErrors: number;
    readonly details: {
      readonly componentFailures: readonly {
        componentType: string;
        fullName: string;
        problem: string;
        lineNumber?: number;
      }[];
      readonly runTestResult?: {
        readonly codeCoverage: readonly {
          name: string;
          numLocations: number;
          numLocationsNotCovered: number;
        }[];
      };
    };
  };
}

/** The real CLI, logged in to the double. The double serves in this process, so the CLI must not block it. */
export interface SfDeploy {
  readonly home: SfHome;
  /** `sf project <args> --json` in a folder. */
  project(cwd: string, ...args: string[]): Promise<DeployAnswer>;
  close(): Promise<void>;
}

async function run(
  home: SfHome,
  cwd: string,
  args: readonly string[],
): Promise<{ status: number; stdout: string; stderr: string }> {
  const folder = mkdtempSync(join(home.dir, 'run-'));
  const [out, err] = [join(folder, 'stdout'), join(folder, 'stderr')];
  // To files: while this process runs Apex tests it reads no pipe, and the CLI gives up on a pipe that nobody reads.
  const [outFile, errFile] = [openSync(out, 'w'), openSync(err, 'w')];
  const child = spawn(join(root, 'node_modules/.bin/sf'), args, {
    cwd,
    env: home.env,
    stdio: ['ignore', outFile, errFile],
  });
  const [status] = (await once(child, 'close')) as [number | null];
  closeSync(outFile);
  closeSync(errFile);
  return { status: status ?? -1, stdout: readFileSync(out, 'utf8'), stderr: readFileSync(err, 'utf8') };
}

export async function sfDeploy(org: DeployOrg): Promise<SfDeploy> {
  const server = await listen(org);
  const home = createSfHome();
  home.env['SF_ACCESS_TOKEN'] = server.token;
  const login = [
    'org',
    'login',
    'access-token',
    '--instance-url',
    server.url,
    '--no-prompt',
    '--alias',
    'double',
  ];
  const { status, stderr } = await run(home, home.dir, login);
  if (status !== 0) throw new Error(stderr);
  return {
    home,
    async project(cwd, ...args) {
      const {
        status: code,
        stdout,
        stderr: said,
      } = await run(home, cwd, ['project', ...args, '--target-org', 'double', '--json']);
      try {
        return { ...(JSON.parse(stdout) as DeployAnswer), status: code };
      } catch {
        throw new Error(`No JSON from sf project ${args.join(' ')}: ${stdout}${said}`);
      }
    },
    close: async () => {
      home.remove();
      await server.close();
    },
  };
}
