import { inModel } from './acts.ts';
import { ApexOrg, type Mutation } from './apex-org.ts';
import { ApexSide } from './apex-steps.ts';
import { difference } from './compare.ts';
import { runModel } from './model-run.ts';
import type { ProofScenario } from './scenarios.ts';
import { withScript } from './scripted-endpoint.ts';

/** The executed Apex beside the simulator. */
export class Differential {
  readonly apex: ApexOrg;
  readonly #side: ApexSide;

  /** @param mutation - a change of the kit, to see it found */
  constructor(compile: ConstructorParameters<typeof ApexOrg>[0] = {}, mutation: Mutation | null = null) {
    this.apex = new ApexOrg(compile, mutation);
    this.#side = new ApexSide(this.apex);
  }

  /** Where the two sides differ; null where they are equal. */
  of(scenario: ProofScenario): string | null {
    const { script, acts } = scenario;
    const settings = { ...scenario.settings, acts: acts.map(inModel) };
    const { steps, drive } = withScript(script, () => runModel(settings));
    const untilMs = settings.scenario.workload.horizonHours * 3_600_000;
    return difference(steps, this.#side.run(scenario, drive, untilMs));
  }
}
