import { expectationsOf } from './expectation.ts';
import type { ValueOf } from './key.ts';
import { MOST_PROBLEMS, type Problem } from './problem.ts';
import { integrationProblems } from './rules-integration.ts';
import { orgProblems } from './rules-org.ts';
import { scenarioProblems } from './rules-scenario.ts';
import { configSection } from './schema.ts';
import { type Position, Source } from './source.ts';
import { structureProblems } from './structure.ts';
import type { ConfigIssue, ConfigScenario, RetryConfig } from './types.ts';
import { integrationWarnings } from './warnings.ts';

/** What came of a text: the config, unless there are errors, and everything there is to say about it. */
export interface ParsedConfig {
  /** Null while an issue is an error. */
  readonly config: RetryConfig | null;
  /** Errors and warnings, as they stand in the file. */
  readonly issues: readonly ConfigIssue[];
}

type Workload = ValueOf<typeof configSection>['scenarios'][number]['workload'];
type Severity = ConfigIssue['severity'];

function issue(
  severity: Severity,
  file: string,
  { line, column }: Position,
  { message, fix }: Pick<ConfigIssue, 'message' | 'fix'>,
): ConfigIssue {
  return { severity, file, line, column, message, fix };
}

function sorted(issues: readonly ConfigIssue[]): ConfigIssue[] {
  return [...issues].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** What is wrong with the data of a file, and the config if nothing is. */
function check(
  data: unknown,
  source: Source,
): { config: RetryConfig | null; errors: Problem[]; warnings: Problem[] } {
  const result = configSection.schema.safeParse(data);
  const structure = result.success
    ? []
    : structureProblems(result.error.issues, data, (path) => source.shown(path));
  const errors = [
    ...structure,
    ...integrationProblems(data),
    ...orgProblems(data),
    ...scenarioProblems(data),
  ];
  if (!result.success || errors.length > 0) return { config: null, errors, warnings: [] };
  const config = configOf(result.data);
  return { config, errors, warnings: config.integrations.flatMap(integrationWarnings) };
}

/** The times of a file are read where they are needed. */
function workloadOf({ timesFile, ...workload }: Workload): Pick<ConfigScenario, 'workload' | 'timesFile'> {
  return { workload, timesFile };
}

function configOf({ integrations, org, scenarios }: ValueOf<typeof configSection>): RetryConfig {
  const all = integrations.map(({ name }) => name);
  return {
    integrations,
    org,
    scenarios: scenarios.map(({ integration, expect, workload, ...scenario }) => ({
      ...scenario,
      ...workloadOf(workload),
      integrations: integration === null ? all : [integration],
      expect: expectationsOf(expect),
    })),
  };
}

/**
 * Reads the text of a config file, YAML or JSON. Whatever the text is, what is wrong with it comes back as issues, all
 * of them at once; nothing is thrown.
 *
 * @param text - the file's content; a byte order mark is skipped
 * @param file - the file's name, for the issues
 */
export function parseConfig(text: string, file: string): ParsedConfig {
  const source = new Source(text.replace(/^\uFEFF/, ''));
  const broken = source.problems();
  if (broken.length > 0) {
    const errors = broken
      .slice(0, MOST_PROBLEMS)
      .map((problem) => issue('error', file, source.position(problem.offset), problem));
    return { config: null, issues: sorted(errors) };
  }
  const { config, errors, warnings } = check(source.data(), source);
  const place = (severity: Severity) => (problem: Problem) =>
    issue(severity, file, source.locate(problem.path, problem.at), problem);
  return {
    config,
    issues: sorted([
      ...errors.slice(0, MOST_PROBLEMS).map(place('error')),
      ...warnings.map(place('warning')),
    ]),
  };
}
