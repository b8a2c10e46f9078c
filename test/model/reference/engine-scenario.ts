// Prints what a built-in scenario comes to: run by each of two engines, and compared.
import { BUILTIN_SCENARIOS } from '../../../src/model/simulation/builtin-scenarios.ts';
import { simulate } from '../../../src/model/simulation/simulate.ts';
import { org, sender } from '../simulation/settings.ts';

const results = BUILTIN_SCENARIOS.map((scenario) =>
  simulate({ scenario, sender, org, replications: 5, precision: 0 }),
);
console.log(JSON.stringify(results));
