/** The breaker of the design, as a mutable row that keeps the reports of its window one by one. */
export interface OracleBreaker {
  readonly failureRatePercent: number;
  readonly minimumCalls: number;
  readonly windowMs: number;
  readonly coolDownMs: number;
  readonly halfOpenProbes: number;
}

export interface OracleReport {
  readonly epoch: number;
  readonly calls: number;
  readonly failures: number;
  readonly probeOf: string | null;
  readonly pausedUntilMs: number | null;
}

export interface OracleSwitch {
  readonly isOpen: boolean;
  readonly openedAtMs: number | null;
}

/** A call lasts 120 s at most: a token that ends earlier gives no right to it. */
const CALL = 120_000;

export class Circuit {
  private epoch = 0;
  private openedAt: number | null = null;
  private windowStart = 0;
  private reports: { readonly calls: number; readonly failures: number }[] = [];
  private tokens = new Map<string, number>();
  private successes = 0;
  private pausedUntil: number | null = null;
  private exists = false;
  private readonly policy: OracleBreaker;

  constructor(policy: OracleBreaker) {
    this.policy = policy;
  }

  ask(operator: OracleSwitch, lane: string | null, now: number) {
    if (operator.isOpen && operator.openedAtMs === null) return { kind: 'wait', untilMs: null };
    const ends = [0];
    if (operator.isOpen && operator.openedAtMs !== null)
      ends.push(operator.openedAtMs + this.policy.coolDownMs);
    if (this.pausedUntil !== null) ends.push(this.pausedUntil);
    if (this.openedAt !== null) ends.push(this.openedAt + this.policy.coolDownMs);
    const until = ends.sort((a, b) => b - a)[0] ?? 0;
    if (until > now) return { kind: 'wait', untilMs: until };
    if (this.openedAt === null) return { kind: 'call', epoch: this.epoch };
    const expiry = lane === null ? undefined : this.tokens.get(lane);
    if (expiry !== undefined && expiry - now >= CALL) return { kind: 'probe', epoch: this.epoch };
    return { kind: 'wait', untilMs: now };
  }

  claim(lane: string, now: number, expiry: number): boolean {
    for (const [holder, end] of this.tokens) if (end <= now || holder === lane) this.tokens.delete(holder);
    const free = this.policy.halfOpenProbes - this.successes - this.tokens.size;
    if (this.openedAt === null || free <= 0) return false;
    this.tokens.set(lane, expiry);
    return true;
  }

  report(report: OracleReport, now: number): void {
    const pauses = [this.pausedUntil, report.pausedUntilMs].filter((pause) => pause !== null);
    this.pausedUntil = pauses.length === 0 ? null : Math.max(...pauses);
    if (report.epoch === this.epoch) {
      if (report.probeOf !== null) this.probed(report, report.probeOf, now);
      else if (this.openedAt === null) this.called(report, now);
    }
    const paused = this.pausedUntil !== null && this.pausedUntil > now;
    this.exists = this.openedAt !== null || this.failures() > 0 || paused;
    if (!this.exists) {
      this.epoch = 0;
      this.pausedUntil = null;
    }
  }

  row() {
    if (!this.exists) return null;
    return {
      state: this.openedAt === null ? 'closed' : 'open',
      epoch: this.epoch,
      calls: this.reports.reduce((sum, { calls }) => sum + calls, 0),
      failures: this.failures(),
      openedAtMs: this.openedAt,
      probesSucceeded: this.successes,
      tokens: [...this.tokens].map(([lane, expiresAtMs]) => ({ lane, expiresAtMs })),
      pausedUntilMs: this.pausedUntil,
    };
  }

  private failures(): number {
    return this.reports.reduce((sum, { failures }) => sum + failures, 0);
  }

  private called(report: OracleReport, now: number): void {
    if (this.failures() === 0 || now - this.windowStart >= this.policy.windowMs) {
      this.windowStart = now;
      this.reports = [];
    }
    this.reports.push(report);
    const calls = this.reports.reduce((sum, each) => sum + each.calls, 0);
    if (this.failures() === 0) this.reports = [];
    else if (
      calls >= this.policy.minimumCalls &&
      this.failures() * 100 >= this.policy.failureRatePercent * calls
    ) {
      this.trip(now);
    }
  }

  private probed(report: OracleReport, lane: string, now: number): void {
    if (!this.tokens.has(lane)) return;
    if (report.failures > 0) {
      this.trip(now);
      return;
    }
    this.tokens.delete(lane);
    if (report.calls > 0) this.successes += 1;
    if (this.successes >= this.policy.halfOpenProbes) {
      this.openedAt = null;
      this.forget();
    }
  }

  private trip(now: number): void {
    this.epoch += 1;
    this.openedAt = now;
    this.forget();
  }

  private forget(): void {
    this.reports = [];
    this.tokens = new Map();
    this.successes = 0;
  }
}
