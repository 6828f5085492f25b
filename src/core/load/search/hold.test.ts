import { describe, expect, it } from 'vitest';
import { holdCourse } from './hold.ts';
import { type HoldPlan, NO_EVIDENCE, type TrialRun, type TrialView } from './trial.ts';

describe('a held load', () => {
  it('is over at the instant for which it is woken, whatever a sum of fractions is rounded to', () => {
    // 420,624 + 126,000.00000000001 is 546,624, and 546,624 − 420,624 is less than 126,000.00000000001: nobody would look again.
    const startedAt = 420_624;
    const plan: HoldPlan = { kind: 'confirm', perMinute: 2.5, durationMs: 126_000.00000000001, warmupMs: 42_000, executionMs: 20_000, concurrent: 1 };
    const now = startedAt + plan.durationMs;
    const runs = [0, 1, 2, 3, 4].map((n): TrialRun => {
      const at = startedAt + n * 24_000;
      return { intendedAt: at, sentAt: at, queuedAt: at, startedAt: at, endedAt: at + 20_000 };
    });
    const view: TrialView = { startedAt, now, knownAt: now, runs, evidence: NO_EVIDENCE };
    expect(holdCourse(plan, view).outcome?.verdict).toBe('sustained');
  });
});
