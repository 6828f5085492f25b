import { describe, expect, it } from 'vitest';
import { FleetPlayer } from '../../../../test/support/fleet-trials.ts';
import type { RampSpec } from '../../plan/plan.ts';
import { MINUTE_MS } from '../../time.ts';
import { capacityReport } from './capacity-report.ts';
import { nextSearchTrial } from './next-search-trial.ts';
import type { Trial } from './trial.ts';

const EXECUTION_MS = MINUTE_MS;
const perMinute = (count: number): RampSpec['initial'] => ({ count, perMs: MINUTE_MS });

/** 22 runners of a minute each: 22/min. */
function climb(ramp: RampSpec) {
  const player = new FleetPlayer({ runners: 22, executionMs: EXECUTION_MS, cv: 0.4, seed: 'ramp' });
  const arrivals = { model: 'adaptive', shape: 'ramp', ramp } as const;
  const trials: Trial[] = [];
  for (;;) {
    const next = nextSearchTrial(arrivals, trials, { runs: player.runs, ms: player.at, pollMs: 2_000 });
    if ('ends' in next) return capacityReport(arrivals, trials, next.ends);
    trials.push(player.play(next, ramp.slo));
  }
}

describe('a progressive ramp', () => {
  it('climbs until a level is not kept up with', () => {
    const report = climb({ initial: perMinute(5), increment: perMinute(5), until: perMinute(60), levelMs: 8 * MINUTE_MS, slo: [] });
    expect(report.verdict).toBe('found');
    expect(report.interval).toEqual([20, 25]);
    expect(report.trials.map((trial) => [trial.kind, trial.perMinute, trial.verdict])).toEqual([
      ['level', 5, 'sustained'],
      ['level', 10, 'sustained'],
      ['level', 15, 'sustained'],
      ['level', 20, 'sustained'],
      ['level', 25, 'overloaded'],
    ]);
    expect(report.reason).toContain('One trial a level, none repeated');
  });

  it('names no bound when it reaches its end first', () => {
    const report = climb({ initial: perMinute(5), increment: perMinute(5), until: perMinute(15), levelMs: 6 * MINUTE_MS, slo: [] });
    expect(report).toMatchObject({ verdict: 'bound not found', limiter: 'until' });
    expect(report.interval).toBeUndefined();
    expect(report.perMinute).toBeUndefined();
  });

  it('names no bound either when the first level is too much', () => {
    const report = climb({ initial: perMinute(40), increment: perMinute(5), until: perMinute(60), levelMs: 6 * MINUTE_MS, slo: [] });
    expect(report.verdict).toBe('inconclusive');
    expect(report.interval).toBeUndefined();
    expect(report.reason).toContain('40/min');
  });
});
