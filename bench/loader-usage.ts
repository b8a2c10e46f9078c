// Loaded into a measured process with --import: writes what it used when it ends, at whichever point that is.
import { writeFileSync } from 'node:fs';

const target = process.env['LOADER_USAGE'];
if (target !== undefined) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(target, JSON.stringify({ rssKb: maxRSS, cpuMicros: userCPUTime + systemCPUTime }));
  });
}
