import { describe, expect, it } from 'vitest';
import { hasSharedHistory, sharedHistories } from '../../../test/support/shared-history.ts';
import { compareWithBaseline } from '../gate/compare-with-baseline.ts';
import { nextNormal, seededRandom } from '../random.ts';
import { type AlarmRule, falseAlarms, replayGate } from './false-alarms.ts';
import { addRecords, emptyHistory, type History } from './history.ts';
import { detectableChange, noiseOf, recommendedN } from './noise.ts';
import { seriesOf } from './series.ts';

/** Alarm when worse than the run before by more than this. */
const ratio =
  (limit: number): AlarmRule =>
  (before, now, { direction }) => {
    const last = before.at(-1)?.value ?? Number.NaN;
    return (direction === 'smaller' ? now.value / last : last / now.value) > limit;
  };

function history(seed: string, runs: number, benchmarks: number, between: number, within?: { sd: number; n: number }): History {
  const random = seededRandom(seed);
  const records = Array.from({ length: runs }, (_, run) => ({
    id: `r${run}`,
    measuredAt: new Date(run * 1000).toISOString(),
    benchmarks: Array.from({ length: benchmarks }, (_, b) => {
      const centre = 100 * Math.exp(between * nextNormal(random));
      const samples = within === undefined ? [] : Array.from({ length: within.n }, () => centre * Math.exp(within.sd * nextNormal(random)));
      const metric = { metric: 'time', unit: 'ms', direction: 'smaller' as const, value: centre, ...(within !== undefined && { samples }) };
      return { name: `b${b}`, metrics: [metric] };
    }),
  }));
  return addRecords(emptyHistory('g'), records);
}

describe('falseAlarms', () => {
  it('finds what normal theory says: P[N > log 1.1 ÷ (√2·5 %)] = 8.89 % a decision', () => {
    const answer = falseAlarms(seriesOf(history('theory', 2000, 1, 0.05)), ratio(1.1), 'history');
    expect(answer).toMatchObject({ ok: true, expected: { runs: 2000, decisions: 1999 } });
    if (!answer.ok) return;
    const {
      perDecisionCi95: [low, high],
      per100,
      perDecision,
    } = answer.expected;
    expect(low).toBeLessThan(0.0889);
    expect(high).toBeGreaterThan(0.0889);
    expect(per100).toBeCloseTo(100 * perDecision, 9);
  });

  it('counts a pull request once, however many of its benchmarks cry', () => {
    const answer = falseAlarms(seriesOf(history('many', 200, 20, 0.05)), ratio(1.1), 'history');
    // 1 − (1 − 0.0889)^20 = 84 %; neighbours share a run, so about.
    expect(answer.ok && answer.expected.per100).toBeGreaterThan(70);
    expect(answer.ok && answer.expected.per100).toBeLessThan(95);
  });

  it('makes many decisions of ten runs when it may pair them', () => {
    const answer = falseAlarms(seriesOf(history('pairs', 10, 3, 0.02)), ratio(1.05), 'pairs');
    expect(answer.ok && answer.expected.decisions).toBe(10 * 9 * 3);
  });

  it('says how many runs are missing', () => {
    expect(falseAlarms(seriesOf(history('few', 7, 1, 0.1)), ratio(1.1), 'history')).toEqual({
      ok: false,
      runs: 7,
      reason: '7 baseline runs are too few to know the false alarms: 10 would tell',
    });
  });

  it.skipIf(!hasSharedHistory).each([1.1, 1.2, 1.5])(
    'the first half of the real histories tells the second to within a factor of 2 (ratio %d)',
    (limit) => {
      let predicted = 0;
      let realised = 0;
      for (const { records } of sharedHistories()) {
        const middle = records.length >> 1;
        const [first, second] = [records.slice(0, middle), records.slice(middle)].map((half) =>
          falseAlarms(seriesOf({ records: half }), ratio(limit), 'history'),
        );
        if (!first?.ok || !second?.ok) continue;
        predicted += first.expected.per100 * second.expected.runs;
        realised += second.expected.per100 * second.expected.runs;
      }
      expect(predicted / realised).toBeGreaterThan(0.5);
      expect(predicted / realised).toBeLessThan(2);
    },
  );
});

describe('replayGate', () => {
  it('judges each run by those before it, and counts runs with an alarm', () => {
    const answer = replayGate(history('gate', 300, 3, 0.05), (before, now) => compareWithBaseline(now, before.at(-1) ?? now, 0.1));
    expect(answer).toMatchObject({ ok: true, expected: { runs: 300, decisions: 3 * 299 } });
    // One value against one value, 5 % scatter, margin 10 %: 8.89 % a decision, as above.
    expect(answer.ok && answer.expected.perDecision).toBeGreaterThan(0.06);
    expect(answer.ok && answer.expected.perDecision).toBeLessThan(0.12);
    expect(answer.ok && answer.expected.per100).toBeGreaterThan(15);
  });

  it('gives the rule its history first, and says when there are too few runs', () => {
    const seen: number[] = [];
    replayGate(
      history('first', 14, 1, 0.05),
      (before) => {
        seen.push(before.length);
        return [];
      },
      10,
    );
    expect(seen).toEqual([10, 11, 12, 13]);
    expect(replayGate(history('few', 9, 1, 0.05), () => [])).toMatchObject({ ok: false, runs: 9 });
  });
});

describe('noise and the number of values', () => {
  it('tells the scatter between runs from the scatter within them', () => {
    const [series] = seriesOf(history('two', 400, 1, 0.02, { sd: 0.05, n: 10 }));
    const noise = series === undefined ? undefined : noiseOf(series);
    expect(noise?.between).toBeGreaterThan(0.017);
    expect(noise?.between).toBeLessThan(0.023);
    expect(noise?.within).toBeGreaterThan(0.048);
    expect(noise?.within).toBeLessThan(0.052);
  });

  // Simulated powers of the one-sided Mann–Whitney test on lognormal noise: reference table "MDE planner", n = 20 to 100.
  it.each([
    [0.05, 20, 0.045],
    [0.05, 30, 0.035],
    [0.1, 50, 0.054],
    [0.1, 100, 0.038],
    [0.2, 30, 0.143],
  ])('at %d scatter, %i values show the change that simulation says: %d', (within, n, expected) => {
    const noise = { within, between: 0, runs: 10 };
    const shown = detectableChange(noise, 0, n);
    expect(Math.abs(shown / expected - 1)).toBeLessThan(0.12);
    expect(recommendedN(noise, 0, shown, n)).toEqual({ kind: 'enough', n: expect.closeTo(n, -1) });
  });

  it('says when no number of values helps, and what is the smallest change that can be seen', () => {
    const noise = { within: 0.02, between: 0.1, runs: 20 };
    expect(recommendedN(noise, 0.05, 0.1, 20)).toMatchObject({ kind: 'never' });
    const never = recommendedN(noise, 0.05, 0.1, 20);
    expect(never.kind === 'never' && never.smallestChange).toBeGreaterThan(0.3);
  });

  it('refuses an effect within the margin', () => {
    expect(() => recommendedN({ within: 0.1, between: 0, runs: 3 }, 0.1, 0.1, 5)).toThrow('above the margin');
  });
});
