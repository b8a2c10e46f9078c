import { describe, expect, test } from 'vitest';
import { FLAWLESS } from '../double/account.ts';
import { equationHolds } from '../faults/outcome.ts';
import { killAndResume } from './kill-and-resume.ts';

/** `npm run verify:deep` asks for 200. */
const KILLS = Number(process.env['LOADER_KILLS'] ?? 20);
const FIRST_SEED = Number(process.env['LOADER_SEED'] ?? 1);

describe('kill -9 of the loader, then resume', () => {
  test(`sends no closed chunk again and loses no row (${KILLS} kills from seed ${FIRST_SEED} on)`, {
    timeout: 20_000 + KILLS * 5_000,
  }, async () => {
    let kills = 0;
    for (let seed = FIRST_SEED; kills < KILLS; seed += 1) {
      const { killedAtCall, result, verdict, account } = await killAndResume(seed);
      kills += killedAtCall.length;
      const orphans = account.jobs.open.filter((id) => !result.orphans.includes(id));
      expect({ seed, verdict, orphans, closedAgain: account.closedAgain, state: result.state }).toEqual({
        seed,
        verdict: FLAWLESS,
        orphans: [],
        closedAgain: 0,
        state: 'done',
      });
      expect(equationHolds(result)).toBe(true);
    }
  });
});
