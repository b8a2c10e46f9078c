/** How many paths the report shows of each state, in its order; the others are counted. */
const SHOWN = {
  conflict: 1000,
  obsolete: 1000,
  deleted: 10,
  created: 10,
  updated: 10,
  kept: 10,
  identical: 0,
};

type State = keyof typeof SHOWN;

/** The report's texts: a heading per state with its count, and the line for those that are not shown. */
interface Texts {
  heading(state: State, count: number): string;
  more(count: number): string;
}

/** What became of each file, grouped by state; states without files are left out. */
export function fileStateLines(
  files: readonly { readonly path: string; readonly state: State }[],
  texts: Texts,
): string[] {
  return Object.entries(SHOWN).flatMap(([key, limit]) => {
    const state = key as State;
    const paths = files.filter((file) => file.state === state).map(({ path }) => path);
    if (paths.length === 0) {
      return [];
    }
    const lines = [texts.heading(state, paths.length), ...paths.slice(0, limit).map((path) => `  ${path}`)];
    return limit > 0 && paths.length > limit ? [...lines, `  ${texts.more(paths.length - limit)}`] : lines;
  });
}
