import type { ExperimentResult } from '../model/simulation/experiment.ts';
import type { Expectation } from '../model/simulation/scenario.ts';
import type { Change, Remedy } from '../model/simulation/scenario-result.ts';
import type { SenderSettings } from '../model/simulation/settings.ts';
import { neighboursOf } from './adjustments.ts';

/** More to choose from would be no help. */
const MOST_REMEDIES = 3;

/** A policy that was tried. */
interface Try {
  readonly sender: SenderSettings;
  readonly changes: readonly Change[];
  readonly failing: readonly string[];
  /** How far what fails is from holding, for choosing where to go on: less is better. */
  readonly distance: number;
}

/** How much too much, or too little: from 1, barely, to 2. */
function distanceOf(actual: number | null, { value }: Expectation): number {
  if (actual === null) return 2;
  const difference = Math.abs(actual - value);
  return difference === 0 ? 1 : 1 + difference / (difference + Math.abs(value));
}

/** Looks for changes of the policy with which everything holds that is expected. */
export class RemedySearch {
  readonly #expect: readonly Expectation[];
  readonly #mostChanges: number;
  readonly #simulate: (sender: SenderSettings) => Promise<ExperimentResult | null>;

  /**
   * @param mostChanges - settings that are changed together, at most
   * @param simulate - runs the scenario with another policy, always on the same draws; null: interrupted
   */
  constructor(
    expect: readonly Expectation[],
    mostChanges: number,
    simulate: (sender: SenderSettings) => Promise<ExperimentResult | null>,
  ) {
    this.#expect = expect;
    this.#mostChanges = mostChanges;
    this.#simulate = simulate;
  }

  /**
   * One setting first; where none does it, another one on top of the best so far, and so on.
   *
   * @returns ways to make everything hold, each on its own; or the one that makes most of it hold; or none
   */
  async remedies(sender: SenderSettings): Promise<readonly Remedy[]> {
    const start = await this.#try(sender, []);
    if (start === null || start.failing.length === 0) return [];
    let best = start;
    for (let depth = 0; depth < this.#mostChanges; depth++) {
      const tries = await this.#neighbours(best);
      if (tries === null) return [];
      const holding = tries.filter(({ failing }) => failing.length === 0);
      if (holding.length > 0) return holding.slice(0, MOST_REMEDIES).map(remedyOf);
      const next = tries.toSorted((a, b) => a.distance - b.distance)[0];
      if (next === undefined || next.distance >= best.distance) break;
      best = next;
    }
    return best.failing.length < start.failing.length ? [remedyOf(best)] : [];
  }

  async #neighbours({ sender, changes }: Try): Promise<readonly Try[] | null> {
    const touched = new Set(changes.map(({ setting }) => setting));
    const tries: Try[] = [];
    for (const { sender: other, change } of neighboursOf(sender)) {
      if (touched.has(change.setting)) continue;
      const tried = await this.#try(other, [...changes, change]);
      if (tried === null) return null;
      tries.push(tried);
    }
    return tries;
  }

  async #try(sender: SenderSettings, changes: readonly Change[]): Promise<Try | null> {
    const result = await this.#simulate(sender);
    if (result === null) return null;
    const failing = result.expectations.filter(({ passed }) => !passed);
    const distances = result.expectations.map((gate, index) => {
      const expectation = this.#expect[index];
      return gate.passed || expectation === undefined ? 0 : distanceOf(gate.actual, expectation);
    });
    return {
      sender,
      changes,
      failing: failing.map(({ metric, expected }) => `${metric} ${expected}`),
      distance: distances.reduce((sum, distance) => sum + distance, 0),
    };
  }
}

function remedyOf({ changes, failing }: Try): Remedy {
  return { changes, failing };
}
