import type { ScenarioResult } from '../model/simulation/scenario-result.ts';

type TimelineId = ScenarioResult['timelines'][number]['id'];

/** A timeline, minute by minute; empty where nothing happens. */
export function timeline(result: ScenarioResult, id: TimelineId): readonly number[] {
  return result.timelines.find((each) => each.id === id)?.perMinute ?? [];
}

/** How many there have been up to each minute. */
export function soFar(perMinute: readonly number[], minutes: number): number[] {
  let sum = 0;
  return Array.from({ length: minutes }, (_, minute) => {
    sum += perMinute[minute] ?? 0;
    return sum;
  });
}

/** Until nothing happens any more: the rest of the horizon would be an empty line. */
export function eventfulMinutes({ timelines, naive, windows, workload }: ScenarioResult): number {
  const ends = [
    ...timelines.map(({ perMinute }) => perMinute.length),
    ...naive.map(({ callsPerMinute }) => callsPerMinute.length),
    ...windows.map(({ toMinute }) => toMinute),
  ];
  return Math.min(workload.horizonHours * 60, Math.max(1, ...ends));
}
