import { describe, expect, it } from 'vitest';
import { cappedCase, EXECUTION_MS, overloadTrial, playCase, searchCase } from '../../../../test/support/capacity-cases.ts';
import { playSearch } from '../../../../test/support/fleet-trials.ts';
import { parseThreshold, type ThresholdRule } from '../../gate/threshold-rule.ts';
import type { SearchSpec } from '../../plan/plan.ts';
import { MINUTE_MS } from '../../time.ts';
import { capacityReport } from './capacity-report.ts';

const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
const at = (values: readonly number[], p: number): number => sorted(values)[Math.ceil(p * values.length) - 1] ?? Number.NaN;
const each = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const rate = (perMinute: number): SearchSpec['initial'] => ({ count: perMinute, perMs: MINUTE_MS });

function rule(metric: string, expression: string): ThresholdRule {
  const parsed = parseThreshold(metric, expression);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.rule;
}

// The bars themselves, with 1,000 fleets and 2,000 trials a cell, are in bench/capacity.ts; here is what a handful of seeds can tell.
describe('the search of a capacity', () => {
  it('finds it on fleets of 10 to 100 runners, at the cost of a few execution times, and encloses the truth', () => {
    const all = each(30).map((i) => playCase(searchCase('plain', i), i < 10));
    const errors = all.map(({ point = Number.NaN }) => Math.abs(point - 1));
    expect(at(errors, 0.95)).toBeLessThan(0.12);
    expect(
      at(
        all.map(({ probe }) => probe.spans),
        0.95,
      ),
    ).toBeLessThan(8);
    expect(
      at(
        all.map(({ probe }) => probe.perRunner),
        0.95,
      ),
    ).toBeLessThan(6);
    expect(all.filter(({ interval = [2, 0] }) => interval[0] <= 1 && 1 <= interval[1]).length).toBeGreaterThanOrEqual(28);
    const faster = all.flatMap(({ bisection, probe }) => (bisection === undefined ? [] : [bisection.spans / probe.spans]));
    expect(at(faster, 0.5)).toBeGreaterThan(6);
  });

  it('encloses the truth on one runner and on a few, where a queue takes long to be seen', () => {
    const all = each(18).map((i) => playCase(searchCase('1 to 9 runners', i), false));
    expect(all.filter(({ interval = [2, 0] }) => interval[0] <= 1 && 1 <= interval[1]).length).toBeGreaterThanOrEqual(15);
  });

  it('invents no ceiling where a cap is hit first', () => {
    const ends = each(18).map((i) => playCase(cappedCase(i), false));
    for (const { end, interval } of ends) expect(end === 'found' && (interval?.[1] ?? 0) < 1).toBe(false);
    expect(new Set(ends.filter((_, i) => i % 3 === 0).map(({ end, limiter }) => `${end}: ${limiter}`))).toEqual(
      new Set(['bound not found: max-rate']),
    );
  });

  it('tells an overloaded fleet from one that is only busy', () => {
    const overloaded = (runners: number, load: number, count: number): number =>
      each(count).filter((i) => overloadTrial(runners, load, i).verdict === 'overloaded').length;
    for (const runners of [20, 50]) {
      expect(overloaded(runners, 0.85, 40)).toBe(0);
      expect(overloaded(runners, 0.9, 40)).toBeLessThanOrEqual(2);
      expect(overloaded(runners, 1.2, 40)).toBeGreaterThanOrEqual(39);
    }
  });

  it('says the same for the same seed', () => {
    expect(playCase(searchCase('plain', 3), false)).toEqual(playCase(searchCase('plain', 3), false));
  });

  it('reports an interval with its evidence, and the largest load within the limits', () => {
    const { sim, truth, spec } = searchCase('plain', 1, 40);
    const slo = [rule('queue_time', 'p(95)<60s')];
    const played = playSearch(sim, { ...spec, slo });
    const report = capacityReport({ model: 'adaptive', shape: 'search', search: { ...spec, slo } }, played.trials, [played.end]);
    expect(report.verdict).toBe('found');
    expect(report.limiter).toBe('fleet');
    const [low, high] = report.interval ?? [0, 0];
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
    expect(report.perMinute).toBeGreaterThanOrEqual(low);
    expect(report.perMinute).toBeLessThanOrEqual(high);
    expect(report.probe?.concurrent).toBeCloseTo(40, 0);
    // With 40 runners nearly nobody waits at 90 % of what they sustain: the limit is met at the confirmed load.
    expect(report.slo?.perMinute).toBe(low);
    expect(report.trials.map(({ kind }) => kind).slice(0, 2)).toEqual(['baseline', 'probe']);
    for (const trial of report.trials) expect(trial.reason).toMatch(/\d/);
  });

  it('seeks a lower load where the confirmed one misses the limit', () => {
    const { sim, spec } = searchCase('plain', 5, 10);
    // Ten runners let a few wait at 90 %: a limit of 3 s on p95 asks for more room.
    const slo = [rule('queue_time', 'p(95)<3s')];
    const played = playSearch(sim, { ...spec, slo });
    const report = capacityReport({ model: 'adaptive', shape: 'search', search: { ...spec, slo } }, played.trials, [played.end]);
    const low = report.interval?.[0] ?? 0;
    expect(report.slo?.perMinute).toBeGreaterThan(0);
    expect(report.slo?.perMinute).toBeLessThan(low);
    expect(report.slo?.reason).toContain('met it with 95 % certainty');
  });

  it('ends as inconclusive when no run of the baseline ends by itself', () => {
    const { sim, spec } = searchCase('plain', 1, 20);
    const cancelAll: typeof sim.disturb = (fleet, now) => {
      for (const n of each(6)) fleet.cancel(now, `0/${n}`, true);
    };
    const search = playSearch({ ...sim, disturb: cancelAll }, spec);
    expect(search.end).toMatchObject({ end: 'inconclusive' });
  });

  it('gives up on what stays, and repeats what passes', () => {
    const { sim, spec } = searchCase('plain', 1, 20);
    const limited = playSearch({ ...sim, evidence: () => ({ secondaryLimits: 1 }) }, spec);
    expect(limited.end).toMatchObject({ end: 'invalid', limiter: 'secondary-rate-limit' });
    expect(limited.trials).toHaveLength(1);
    const away = playSearch({ ...sim, evidence: () => ({ stallMs: EXECUTION_MS }) }, spec);
    expect(away.end).toMatchObject({ end: 'invalid', limiter: 'controller-stall' });
    expect(away.trials).toHaveLength(3);
    let restarted = false;
    const back = playSearch(
      {
        ...sim,
        evidence: (now) => {
          const once = !restarted && now > 12 * EXECUTION_MS;
          restarted ||= once;
          return { takenOver: once };
        },
      },
      spec,
    );
    expect(back.trials.filter(({ outcome }) => outcome.cause === 'controller-restart')).toHaveLength(1);
    expect(back.end.end).toBe('found');
  });

  it('starts at the given rate', () => {
    const { sim } = searchCase('plain', 1, 20);
    const { trials } = playSearch(sim, { initial: rate(1), maxRate: rate(1.5), slo: [] });
    expect(trials[0]?.plan).toMatchObject({ kind: 'baseline', perMinute: 1 });
    expect(trials[1]?.plan).toMatchObject({ kind: 'probe', fromPerMinute: 1.5, maxPerMinute: 1.5 });
  });
});
