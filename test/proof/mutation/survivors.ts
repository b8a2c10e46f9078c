/**
 * Mutants that live because they change nothing that anybody can see, and why. By `NamedMutant.name`; the number in
 * brackets tells lines apart that read alike.
 */
export const EQUIVALENT: Readonly<Record<string, string>> = {
  'CircuitBreakerStore.cls: false becomes true: return false; (5)':
    'record says that it has recorded when the row was locked: no job asks.',
  'RetryIntake.cls: swapped with the next: jobs.get(assignment.lane).add(assignment.request, assignment.dueAtMs);':
    'Two collections get the same assignment, in either order.',
  "RetryRequest.cls: swapped with the next: http.setEndpoint('callout:' + config.namedCredential + this.path);":
    'Two setters of one object, in either order.',
  'RetryPolicy.cls: 0L becomes 1L: return Math.max(untilMs ?? 0L, laterMs);':
    'The other side of the maximum is a time of this century.',
};
