import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Arrivals, OpenArrivals, RateSegment } from '../plan/plan.ts';
import { loadDurationMs, peakPerMinute, slotCount } from './extent.ts';
import { scheduleOf } from './schedule.ts';

const offsets = (arrivals: Arrivals, seed = 's'): readonly number[] => {
  const schedule = scheduleOf(arrivals, seed);
  return schedule.model === 'open' ? schedule.offsetsMs : [];
};

const rate = fc.record({ count: fc.double({ min: 0.5, max: 60, noNaN: true }), perMs: fc.constantFrom(60_000, 3_600_000) });
const durationMs = fc.integer({ min: 1_000, max: 1_800_000 });
const flat = fc.tuple(rate, durationMs).map(([to, ms]): RateSegment => ({ from: to, to, durationMs: ms }));
const ramp = fc.tuple(rate, rate, durationMs).map(([from, to, ms]): RateSegment => ({ from, to, durationMs: ms }));
const none = { count: 0, perMs: 60_000 };
const pause = durationMs.map((ms): RateSegment => ({ from: none, to: none, durationMs: ms }));
const fromNothing = fc
  .tuple(rate, durationMs, fc.boolean())
  .map(([one, ms, up]): RateSegment => ({ from: up ? none : one, to: up ? one : none, durationMs: ms }));
const segments = fc
  .array(fc.oneof(flat, ramp, ramp, fromNothing, pause), { minLength: 1, maxLength: 8 })
  .filter((all) => all.some(({ from, to }) => from.count + to.count > 0));
const sine = fc
  .record({
    mean: rate,
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    periodMs: durationMs,
    phaseMs: fc.integer({ min: 0, max: 1_800_000 }),
    durationMs,
  })
  .map(
    ({ mean, share, ...more }): OpenArrivals => ({ model: 'open', shape: 'sine', mean, amplitude: { ...mean, count: mean.count * share }, ...more }),
  );
const shaped = segments.map((all): OpenArrivals => ({ model: 'open', shape: 'segments', segments: all, spacing: 'even' }));
const constant = fc.tuple(rate, durationMs).map(([one, ms]): OpenArrivals => ({ model: 'open', shape: 'constant', rate: one, durationMs: ms }));
const smooth = fc.oneof({ weight: 6, arbitrary: shaped }, { weight: 2, arbitrary: sine }, { weight: 2, arbitrary: constant });

/** Stages as the test sees them: where they begin, and the rate within, written down anew. */
function stagesOf(arrivals: OpenArrivals): { startMs: number; endMs: number; rateAt: (ms: number) => number; integral: number }[] {
  const per = ({ count, perMs }: { count: number; perMs: number }): number => count / perMs;
  if (arrivals.shape === 'constant') {
    return [{ startMs: 0, endMs: arrivals.durationMs, rateAt: () => per(arrivals.rate), integral: per(arrivals.rate) * arrivals.durationMs }];
  }
  if (arrivals.shape === 'sine') {
    const { mean, amplitude, periodMs, phaseMs } = arrivals;
    const rateAt = (ms: number): number => per(mean) + per(amplitude) * Math.sin((2 * Math.PI * (ms + phaseMs)) / periodMs);
    // Simpson's rule, fine enough for any period here: independent of the closed form.
    const steps = 2 * Math.ceil((60 * arrivals.durationMs) / Math.min(periodMs, arrivals.durationMs));
    const h = arrivals.durationMs / steps;
    let sum = rateAt(0) + rateAt(arrivals.durationMs);
    for (let i = 1; i < steps; i++) sum += (i % 2 === 0 ? 2 : 4) * rateAt(i * h);
    return [{ startMs: 0, endMs: arrivals.durationMs, rateAt, integral: (sum * h) / 3 }];
  }
  let startMs = 0;
  return (arrivals.shape === 'segments' ? arrivals.segments : []).map(({ from, to, durationMs: ms }) => {
    const [f, g, s] = [per(from), per(to), startMs];
    startMs += ms;
    return { startMs: s, endMs: startMs, rateAt: (at: number) => f + ((g - f) * (at - s)) / ms, integral: ((f + g) / 2) * ms };
  });
}

describe('10,000 random loads', () => {
  test('stages have ∫rate ± 1 arrivals, totals are exact, times ascend within the test', () => {
    fc.assert(
      fc.property(smooth, (arrivals) => {
        const all = offsets(arrivals);
        const stages = stagesOf(arrivals);
        const total = stages.reduce((sum, { integral }) => sum + integral, 0);
        // Simpson and rounding may disagree about a total that is whole.
        const whole = Math.abs(total - Math.round(total)) < 1e-6;
        if (!whole && all.length !== Math.max(1, Math.floor(total))) throw new Error(`${all.length} slots of ${total}`);
        if (whole && Math.abs(all.length - total) > 1) throw new Error(`${all.length} slots of ${total}`);
        if (all.length !== slotCount(arrivals)) throw new Error('not as many as counted');
        const end = loadDurationMs(arrivals) ?? Number.NaN;
        for (const [n, at] of all.entries()) if (!(at >= (all[n - 1] ?? 0) && at <= end)) throw new Error(`slot ${n} at ${at}`);
        // Only the one slot of a load that comes to less than one arrival may be beyond its rate.
        for (const { startMs, endMs, integral } of stages) {
          const last = endMs === end;
          const found = all.filter((at) => at >= startMs - 1e-6 && (last ? at <= endMs : at < endMs - 1e-6)).length;
          if (Math.abs(found - integral) > 1 + 1e-6) throw new Error(`${found} arrivals where ${integral} are due`);
        }
      }),
      { numRuns: 10_000, seed: 20_261_129 },
    );
  });

  test('even spacing is kept to a millisecond', () => {
    fc.assert(
      fc.property(smooth, (arrivals) => {
        const all = offsets(arrivals);
        const stages = stagesOf(arrivals);
        for (const [n, at] of all.entries()) {
          // From one slot to the next exactly one arrival comes due, seen a millisecond early or late.
          const next = all[n + 1];
          if (next === undefined || arrivals.shape === 'sine') continue;
          const [least, most] = [due(stages, at + 0.5, next - 0.5), due(stages, at - 0.5, next + 0.5)];
          if (least > 1 + 1e-6 || most < 1 - 1e-6) throw new Error(`slots ${n} and ${n + 1}: ${least} to ${most} arrivals between them`);
        }
      }),
      { numRuns: 1_000, seed: 7 },
    );
  });

  test('a sine is solved to a millionth of an arrival', () => {
    fc.assert(
      fc.property(sine, (arrivals) => {
        if (arrivals.shape !== 'sine') return;
        const { mean, amplitude, periodMs, phaseMs } = arrivals;
        const turn = (2 * Math.PI) / periodMs;
        const due = (at: number): number =>
          (mean.count * at) / mean.perMs +
          ((amplitude.count / amplitude.perMs) * (Math.cos(turn * phaseMs) - Math.cos(turn * (at + phaseMs)))) / turn;
        const all = offsets(arrivals);
        const left = due(arrivals.durationMs) - all.length;
        const first = left > 1e-9 ? left : 0;
        for (const [n, at] of all.entries()) {
          if (Math.abs(due(at) - n - first) > 1e-6) throw new Error(`slot ${n} comes when ${due(at)} are due`);
        }
      }),
      { numRuns: 500, seed: 8 },
    );
  });

  test('the same seed gives the same bytes, and whoever goes on at any slot goes on with the same schedule', () => {
    fc.assert(
      fc.property(segments, fc.string(), fc.nat(), (all, seed, slot) => {
        const arrivals: Arrivals = { model: 'open', shape: 'segments', segments: all, spacing: 'poisson' };
        const first = offsets(arrivals, seed);
        // A plan comes back from the journal as JSON.
        const again = offsets(JSON.parse(JSON.stringify(arrivals)) as Arrivals, seed);
        expect(JSON.stringify(again.slice(slot % first.length))).toBe(JSON.stringify(first.slice(slot % first.length)));
        expect(first).toHaveLength(slotCount(arrivals) ?? 0);
        if (first.length > 5) expect(offsets(arrivals, `${seed}.`)).not.toEqual(first);
      }),
      { numRuns: 200, seed: 9 },
    );
  });
});

/** Arrivals due between two instants, by the trapezoid rule within each stage: exact for linear rates. */
function due(stages: ReturnType<typeof stagesOf>, fromMs: number, toMs: number): number {
  return stages.reduce((sum, { startMs, endMs, rateAt }) => {
    const [a, b] = [Math.max(fromMs, startMs), Math.min(toMs, endMs)];
    return b <= a ? sum : sum + ((rateAt(a) + rateAt(b)) / 2) * (b - a);
  }, 0);
}

describe('Poisson arrivals', () => {
  const ramped: Arrivals = {
    model: 'open',
    shape: 'segments',
    spacing: 'poisson',
    segments: [
      { from: { count: 5, perMs: 60_000 }, to: { count: 35, perMs: 60_000 }, durationMs: 600_000 },
      { from: none, to: none, durationMs: 300_000 },
      { from: { count: 10, perMs: 60_000 }, to: { count: 10, perMs: 60_000 }, durationMs: 600_000 },
    ],
  };

  test('pass Kolmogorov–Smirnov at 0.01 in 98 % of 1,000 seeds, times and gaps', () => {
    const stages = stagesOf(ramped as OpenArrivals);
    const [n, total] = [300, 300];
    // Stephens' form of the critical value (J. Am. Stat. Assoc. 69, 1974), known distribution, 1 %.
    const critical = 1.628 / (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n));
    let times = 0;
    let gaps = 0;
    for (let seed = 0; seed < 1_000; seed++) {
      const uniform = offsets(ramped, String(seed)).map((at) => due(stages, 0, at) / total);
      if (uniform.length !== n) throw new Error('the count is not that of the even schedule');
      if (distance(uniform) <= critical) times += 1;
      // Given the count, a gap of n uniform points is Beta(1, n): P(gap ≤ x) = 1 − (1 − x)^n.
      const between = uniform.map((u, i) => 1 - (1 - (u - (uniform[i - 1] ?? 0))) ** n);
      if (distance(between.toSorted((a, b) => a - b)) <= critical) gaps += 1;
    }
    expect(times).toBeGreaterThanOrEqual(980);
    expect(gaps).toBeGreaterThanOrEqual(980);
  });

  test('none comes in a pause', () => {
    for (let seed = 0; seed < 50; seed++) {
      expect(offsets(ramped, String(seed)).filter((at) => at > 600_000 && at < 900_000)).toEqual([]);
    }
  });
});

/** Of sorted values in [0, 1] from the uniform distribution. */
function distance(sorted: readonly number[]): number {
  const n = sorted.length;
  return Math.max(...sorted.map((u, i) => Math.max((i + 1) / n - u, u - i / n)));
}

describe('known values', () => {
  const perMinute = (count: number) => ({ count, perMs: 60_000 });

  test('a ramp from nothing: the n-th arrival at √(2 n d ÷ g)', () => {
    const all = offsets({ model: 'open', shape: 'segments', spacing: 'even', segments: [{ from: none, to: perMinute(60), durationMs: 300_000 }] });
    expect(all).toHaveLength(150);
    for (const n of [0, 1, 2, 50, 149]) expect(all[n]).toBeCloseTo(1_000 * Math.sqrt(2 * n * 300), 6);
  });

  test('what is left of an arrival goes over into the next stage', () => {
    const stage = { from: perMinute(1), to: perMinute(1), durationMs: 90_000 };
    expect(offsets({ model: 'open', shape: 'segments', spacing: 'even', segments: [stage, stage, stage, stage] })).toEqual([
      0, 60_000, 120_000, 180_000, 240_000, 300_000,
    ]);
  });

  test('bursts come at once, a trace as it was', () => {
    expect(offsets({ model: 'open', shape: 'bursts', sizes: [2, 1, 3], everyMs: 60_000 })).toEqual([0, 0, 60_000, 120_000, 120_000, 120_000]);
    expect(offsets({ model: 'open', shape: 'trace', source: 'x', offsetsMs: [0, 5, 9] })).toEqual([0, 5, 9]);
  });

  test.each<[number | undefined, number | undefined, Arrivals]>([
    [10, 1_800_000, { model: 'open', shape: 'constant', rate: perMinute(10), durationMs: 1_800_000 }],
    [4, 120_000, { model: 'open', shape: 'bursts', sizes: [2, 4, 3], everyMs: 60_000 }],
    [18, 60_000, { model: 'open', shape: 'sine', mean: perMinute(10), amplitude: perMinute(8), periodMs: 1, phaseMs: 0, durationMs: 60_000 }],
    [3, 100_000, { model: 'open', shape: 'trace', source: 'x', offsetsMs: [0, 1, 59_999, 60_000, 100_000] }],
    [undefined, undefined, { model: 'closed', runs: 3, concurrency: 1 }],
    [undefined, 60_000, { model: 'closed', shape: 'places', segments: [{ from: 1, to: 5, durationMs: 60_000 }] }],
    [60, undefined, { model: 'adaptive', shape: 'search', search: { initial: perMinute(6), maxRate: perMinute(60), slo: [] } }],
    [
      20,
      240_000,
      { model: 'adaptive', shape: 'ramp', ramp: { initial: perMinute(5), increment: perMinute(5), until: perMinute(22), levelMs: 60_000, slo: [] } },
    ],
  ])('at its peak %s a minute, for %s ms', (peak, ms, arrivals) => {
    expect([peakPerMinute(arrivals), loadDurationMs(arrivals)]).toEqual([peak, ms]);
  });
});
