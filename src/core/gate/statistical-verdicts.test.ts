import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextNormal, seededRandom } from '../random.ts';
import type { GateRow } from '../result.ts';
import type { BenchmarkMetric, BenchmarkSet } from './benchmark-set.ts';
import { compareWithBaseline } from './compare-with-baseline.ts';
import type { GatePolicy } from './gate-policy.ts';

const draw = (seed: string, n: number, factor = 1, cv = 0.02): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => factor * Math.exp(cv * nextNormal(random)));
};
const sampled = (samples: readonly number[], more: Partial<BenchmarkMetric> = {}): BenchmarkMetric => ({
  metric: 'time',
  unit: 's',
  direction: 'smaller',
  value: samples.reduce((sum, each) => sum + each, 0) / Math.max(1, samples.length),
  n: samples.length,
  samples,
  ...more,
});
const scalar = (value: number, more: Partial<BenchmarkMetric> = {}): BenchmarkMetric => ({
  metric: 'time',
  unit: 's',
  direction: 'smaller',
  value,
  ...more,
});
const set = (metrics: Readonly<Record<string, BenchmarkMetric | readonly BenchmarkMetric[]>>, more: Partial<BenchmarkSet> = {}): BenchmarkSet => ({
  format: 'test',
  benchmarks: Object.entries(metrics).map(([name, of]) => ({ name, metrics: Array.isArray(of) ? of : [of as BenchmarkMetric] })),
  ...more,
});
const only = (now: BenchmarkMetric, old: BenchmarkMetric, policy: GatePolicy = {}): GateRow => {
  const [row] = compareWithBaseline(set({ sort: now }), set({ sort: old }), policy);
  if (row === undefined) throw new Error('a row was expected');
  return row;
};

describe('raw values on both sides', () => {
  it('carry their evidence into the row and the sentence', () => {
    const row = only(sampled(draw('now', 25, 1.05)), sampled(draw('old', 25)));
    expect(row).toMatchObject({ verdict: 'regressed', evidence: 'samples', n: [25, 25], margin: 0.01 });
    expect(row.change).toBeCloseTo(0.05, 1);
    expect(row.ci95?.[0]).toBeGreaterThan(0.01);
    expect(row.bootstrap95?.[0]).toBeGreaterThan(0.01);
    expect(row.p).toBeLessThan(0.001);
    expect(row.mde).toBeLessThan(0.03);
    expect(row.reason).toMatch(
      /^time: [\d.]+ % slower \([\d.]+ m?s against [\d.]+ m?s; 95 % interval \+[\d.]+ % to \+[\d.]+ %, 25 and 25 values\), beyond noise and the margin of 1 % \(p [<=] [\d.]+\)$/,
    );
  });

  it('pass when a regression would have been seen, and say from which size on', () => {
    const row = only(sampled(draw('b', 25)), sampled(draw('a', 25)));
    expect(row.verdict).toBe('passed');
    expect(row.reason).toMatch(/not beyond noise and the margin of 1 %; a regression of [\d.]+ % would have been seen$/);
  });

  it('are inconclusive when it would not, and say how many values would do', () => {
    const row = only(sampled(draw('c', 8, 1, 0.3)), sampled(draw('d', 8, 1, 0.3)));
    expect(row.verdict).toBe('inconclusive');
    expect(row.reason).toMatch(/a regression below \d+(\.\d)? % may go unseen; about \d+ values a side would show 10 %$/);
  });

  it('call even noisy ones regressed where there is no doubt: five values each, three times as slow', () => {
    const rows = compareWithBaseline(
      set(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`b${i}`, sampled(draw(`n${i}`, 5, i === 7 ? 3 : 1, 0.1))]))),
      set(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`b${i}`, sampled(draw(`o${i}`, 5, 1, 0.1))]))),
    );
    expect(rows.filter(({ verdict }) => verdict === 'regressed').map(({ benchmark }) => benchmark)).toEqual(['b7']);
    expect(rows[7]?.reason).toContain('5 and 5 values, by t test');
  });

  it('count the rows: one of a hundred unchanged ones looks odd, and is not called a regression', () => {
    for (const adjust of ['bh', 'holm'] as const) {
      const family = (side: string) => set(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`b${i}`, sampled(draw(`${side}${i}`, 20))])));
      const rows = compareWithBaseline(family('x'), family('y'), { adjust, margin: 0 });
      expect(rows.filter(({ verdict }) => verdict === 'regressed')).toEqual([]);
    }
  });

  it('turn with the direction', () => {
    const [slow, fast] = [
      sampled(draw('e', 25, 0.9), { direction: 'bigger', unit: 'ops/s' }),
      sampled(draw('f', 25), { direction: 'bigger', unit: 'ops/s' }),
    ];
    expect(only(slow, fast).verdict).toBe('regressed');
    expect(only(fast, slow).verdict).toBe('improved');
  });

  it('that switch between two levels are no regression', () => {
    const row = only(sampled(draw('g', 25, 1.26, 0.005)), sampled([...draw('h', 19, 1, 0.005), ...draw('i', 6, 1.26, 0.01)]));
    expect(row.verdict).toBe('inconclusive');
    expect(row.reason).toContain("6 of the baseline's 25 values already stood on that level");
  });

  it('are not tested where a value is 0: their ratio is all there is', () => {
    expect(only(sampled([0, 0, 1, 2]), sampled([0, 1, 1, 1])).evidence).toBe('ratio');
  });
});

describe('counts that do not scatter', () => {
  it('gate on any change, without variance', () => {
    const count = (value: number): BenchmarkMetric => scalar(value, { metric: 'allocs', unit: 'allocs/op', exact: true });
    expect(only(count(1_001), count(1_000))).toMatchObject({ verdict: 'regressed', evidence: 'exact', margin: 0 });
    expect(only(count(999), count(1_000)).verdict).toBe('improved');
    expect(only(count(1_000), count(1_000)).verdict).toBe('passed');
    expect(only(count(1_001), count(1_000), { rules: [{ metric: 'allocs', margin: 0.01 }] }).verdict).toBe('passed');
  });

  it('are known by their repeats too', () => {
    expect(only(sampled([7, 7, 7]), sampled([5, 5, 5]))).toMatchObject({ verdict: 'regressed', evidence: 'exact' });
  });
});

describe('single values with a history', () => {
  /** Sixty runs of two benchmarks on machines whose speed differs by 10 %. */
  const random = seededRandom('runs');
  const runs = Array.from({ length: 60 }, () => {
    const mood = Math.exp(0.1 * nextNormal(random));
    return set({ a: scalar(mood * Math.exp(0.01 * nextNormal(random))), b: scalar(3 * mood * Math.exp(0.01 * nextNormal(random))) });
  });
  const last = runs.at(-1) ?? set({});
  const judge = (a: number, b: number, policy: GatePolicy = {}) => compareWithBaseline(set({ a: scalar(a), b: scalar(b) }), last, policy, { runs });

  it('do not fail for a slow machine, and fail for one slow benchmark on it', () => {
    expect(judge(1.15, 3.45).map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
    const [a, b] = judge(1.3, 3.45);
    expect(a).toMatchObject({ verdict: 'regressed', evidence: 'history', n: [40, 1] });
    expect(a?.reason).toMatch(/% slower \([\d.]+ s against [\d.]+ s expected from 40 runs, with the other benchmarks of the run; 95 % interval/);
    expect(b?.verdict).not.toBe('regressed');
  });

  it('begin anew where the present level began', () => {
    const start = (values: readonly number[]): number => values.length - 5;
    const rows = compareWithBaseline(set({ a: scalar(1.05), b: scalar(3) }), last, {}, { runs, levelStart: start });
    expect(rows.map(({ evidence }) => evidence)).toEqual(['ratio', 'ratio']);
  });

  it('fall back to the ratio where the history is short, and say so', () => {
    const rows = compareWithBaseline(set({ a: scalar(1.5), b: scalar(3) }), last, {}, { runs: runs.slice(-5) });
    expect(rows[0]).toMatchObject({ evidence: 'ratio', verdict: 'regressed', margin: 0.1 });
    expect(rows[0]?.mde).toBeUndefined();
  });
});

describe('what is no evidence', () => {
  it('another statistic of a metric is judged by it, unless a rule names it', () => {
    const p99 = (value: number): BenchmarkMetric => scalar(value, { metric: 'time p99', of: 'time' });
    const [now, old] = [set({ sort: [sampled(draw('j', 20)), p99(9)] }), set({ sort: [sampled(draw('k', 20)), p99(1)] })];
    const [, row] = compareWithBaseline(now, old);
    expect(row?.verdict).toBe('passed');
    expect(row?.reason).toBe('time p99: 800 % slower (9.000 s against 1.000 s); judged by "time", of which it is another statistic');
    expect(compareWithBaseline(now, old, { rules: [{ metric: 'time p99', margin: 0.5 }] })[1]?.verdict).toBe('regressed');
  });

  it('a measure of scatter is shown only', () => {
    expect(only(scalar(9, { aggregate: 'sd' }), scalar(1, { aggregate: 'sd' })).verdict).toBe('passed');
  });

  it('a metric without a direction is inconclusive until a rule names one', () => {
    const odd = (value: number): BenchmarkMetric => scalar(value, { unit: 'points', undirected: true });
    expect(only(odd(2), odd(1)).verdict).toBe('inconclusive');
    expect(only(odd(2), odd(1), { rules: [{ direction: 'bigger' }] }).verdict).toBe('improved');
  });
});

describe('what can not be compared', () => {
  it('names its kind', () => {
    expect(only(scalar(1, { unit: 'ms' }), scalar(1)).incomparable).toBe('scale');
    expect(only(scalar(1, { unit: 'B' }), scalar(1)).incomparable).toBe('unit');
    expect(only(scalar(1), scalar(0)).incomparable).toBe('no-ratio');
    expect(only(sampled([1, Number.NaN], { value: 1 }), sampled([1, 2])).incomparable).toBe('no-number');
    expect(only(sampled([], { value: 1 }), sampled([1, 2])).reason).toBe('time: not comparable, this result has no raw value');
  });

  it('another machine is another matter for times, not for counts', () => {
    const [here, there] = [{ machine: { cpu: 'A', os: 'linux' } }, { machine: { cpu: 'B', os: 'linux' } }];
    const metrics = (time: number) => set({ sort: [scalar(time), scalar(5, { metric: 'allocs', unit: 'allocs/op', exact: true })] }).benchmarks;
    const rows = compareWithBaseline({ format: 'x', benchmarks: metrics(1.5), ...here }, { format: 'x', benchmarks: metrics(1), ...there });
    expect(rows.map(({ verdict }) => verdict)).toEqual(['incomparable', 'passed']);
    expect(rows[0]).toMatchObject({ incomparable: 'machine' });
    expect(rows[0]?.machine).toMatch(/^linux-/);
  });

  it('a benchmark that failed is missing, and says why; one that never had a value is shown', () => {
    const unmeasured = [
      { name: 'sort', reason: 'panic: out of range' },
      { name: 'fresh', reason: 'skipped' },
    ];
    const rows = compareWithBaseline(set({}, { unmeasured }), set({ sort: scalar(1) }));
    expect(rows.map(({ benchmark, verdict }) => `${benchmark} ${verdict}`)).toEqual(['sort missing', 'fresh incomparable']);
    expect(rows[0]?.reason).toBe('time: missing, the baseline has it (1 s) and this result has no value: panic: out of range');
  });

  it('a rule may say that a benchmark need not exist', () => {
    const rows = compareWithBaseline(set({}), set({ 'nightly/x': scalar(1), sort: scalar(1) }), {
      rules: [{ benchmark: 'nightly/*', mustExist: false }],
    });
    expect(rows.map(({ verdict }) => verdict)).toEqual(['passed', 'missing']);
  });
});

it('refuses a policy that makes no sense', () => {
  expect(() => compareWithBaseline(set({}), set({}), { alpha: 2 })).toThrow('got 2');
  expect(() => compareWithBaseline(set({}), set({}), { rules: [{ margin: -1 }] })).toThrow('got -1');
});

it('has a row for whatever raw values, without a crash and without a number that is none', () => {
  const value = fc.oneof(fc.double(), fc.constantFrom(0, -0, -1, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 1.7e308, 1, 1, 2));
  const side = fc.array(value, { maxLength: 8 });
  fc.assert(
    fc.property(side, side, fc.constantFrom('smaller' as const, 'bigger' as const), (a, b, direction) => {
      const row = only(sampled(a, { direction }), sampled(b, { direction }));
      for (const each of [row.change, row.p, row.mde, ...(row.ci95 ?? []), ...(row.bootstrap95 ?? [])]) {
        if (each !== undefined) expect(Number.isFinite(each), `${each} in ${row.reason}`).toBe(true);
      }
      expect(row.reason).not.toMatch(/NaN %|Infinity %/);
    }),
    { numRuns: 2_000, examples: [[[1e-150, 1e-150], [1e-150, 1], 'smaller']] },
  );
});
