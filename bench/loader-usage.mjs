// Loaded into a measured process with --import: writes what it used when it ends, at whichever point that is.
// Plain JavaScript, for the compiler that strips types would count as the client's own time and memory. Threads load it, too.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const target = process.env.LOADER_USAGE;
if (target !== undefined && isMainThread) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(target, JSON.stringify({ rssKb: maxRSS, cpuMicros: userCPUTime + systemCPUTime }));
  });
}
