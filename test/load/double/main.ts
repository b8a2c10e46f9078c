/**
 * The double as a process of its own: `node main.ts '{"pace":"on-its-own"}'` prints one line of JSON, `{ url, accountUrl,
 * token }`, and serves until its stdin ends. `accountUrl` answers the account and the CPU time used, in microseconds. The
 * argument holds the options of the double.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { account } from './account.ts';
import { type DoubleOptions, OrgDouble } from './org-double.ts';
import { listen } from './server.ts';

const double = new OrgDouble(JSON.parse(process.argv[2] ?? '{}') as DoubleOptions);
const { url } = await listen(double);
const watch = createServer((_, response) => {
  // A client that was busy for long must not meet a connection that has just gone.
  response.setHeader('connection', 'close');
  response.end(JSON.stringify({ cpu: process.cpuUsage(), ...account(double) }));
});
watch.listen(0, '127.0.0.1', () => {
  const accountUrl = `http://127.0.0.1:${(watch.address() as AddressInfo).port}`;
  process.stdout.write(`${JSON.stringify({ url, accountUrl, token: double.token })}\n`);
});
process.stdin.resume();
process.stdin.once('end', () => process.exit(0));
