import { duration, number } from './format.ts';

/** How far a scenario is, as far as its line says it. */
export interface ScenarioProgress {
  readonly scenario: string;
  readonly integration: string;
  readonly done: number;
  readonly atMost: number;
  /** 0 while that cannot be said. */
  readonly perSecond: number;
  /** null while that cannot be said. */
  readonly secondsLeft: number | null;
}

const BAR = 20;
const NAME = 30;

function cut(text: string): string {
  return text.length <= NAME ? text : `${text.slice(0, NAME - 1)}…`;
}

/** One line on how far a simulation is, within 79 columns. */
export function scenarioProgressLine(progress: ScenarioProgress): string {
  const { scenario, done, atMost, perSecond, secondsLeft } = progress;
  const share = atMost === 0 ? 0 : Math.min(1, done / atMost);
  const bar = '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '░');
  const rate = perSecond > 0 ? `, ${number(Math.round(perSecond))}/s` : '';
  const left = secondsLeft === null ? '' : `, ${duration(secondsLeft / 60)} left`;
  return `${bar} ${cut(scenario)}: ${number(done)} of ${number(atMost)}${rate}${left}`;
}
