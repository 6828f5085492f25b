import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BenchmarkMetric, BenchmarkSet } from './benchmark-set.ts';
import { compareWithBaseline, rowSentence } from './compare-with-baseline.ts';

const metric = (value: number, change: Partial<BenchmarkMetric> = {}): BenchmarkMetric => ({
  metric: 'queue_time p50',
  unit: 's',
  direction: 'smaller',
  value,
  ...change,
});
const set = (...metrics: BenchmarkMetric[]): BenchmarkSet => ({ format: 'result', benchmarks: [{ name: 'calm', metrics }] });
const say = (now: BenchmarkMetric, old: BenchmarkMetric, margin = 0.1): readonly string[] =>
  compareWithBaseline(set(now), set(old), margin).map(({ verdict, reason }) => `${verdict}: ${reason}`);

describe('compareWithBaseline', () => {
  it('says how much slower, with both values', () => {
    expect(say(metric(1.123), metric(1))).toEqual(['regressed: queue_time p50: 12.3 % slower (1.123 s against 1.000 s)']);
    expect(compareWithBaseline(set(metric(1.123, { n: 50 })), set(metric(1, { n: 40 })), 0.1)[0]).toMatchObject({
      benchmark: 'calm',
      metric: 'queue_time p50',
      baseline: 1,
      current: 1.123,
      n: [40, 50],
    });
  });

  it('passes within the margin, the margin itself included', () => {
    expect(say(metric(1.021), metric(1))).toEqual(['passed: queue_time p50: 2.1 % slower (1.021 s against 1.000 s), within the margin of 10 %']);
    expect(say(metric(1.1), metric(1))[0]).toMatch(/^passed/);
    expect(say(metric(1), metric(1))).toEqual(['passed: queue_time p50: unchanged (1.000 s)']);
  });

  it('says improved when it is better beyond the margin', () => {
    expect(say(metric(0.5), metric(1))).toEqual([
      'improved: queue_time p50: 50 % faster (500.0 ms against 1000.0 ms)'.replace('500.0 ms against 1000.0 ms', '0.500 s against 1.000 s'),
    ]);
  });

  it('takes the direction from the metric and the word from the unit', () => {
    const ops = { metric: 'throughput', unit: 'ops/s', direction: 'bigger' } as const;
    expect(say(metric(80, ops), metric(100, ops))).toEqual(['regressed: throughput: 20 % lower (80.0 ops/s against 100.0 ops/s)']);
    expect(say(metric(120, ops), metric(100, ops))[0]).toMatch(/^improved: throughput: 20 % higher/);
    const bytes = { metric: 'size', unit: 'B' } as const;
    expect(say(metric(2_097_152, bytes), metric(1_048_576, bytes))).toEqual(['regressed: size: 100 % larger (2097152 B against 1048576 B)']);
    expect(say(metric(1_500, { unit: 'ns/op' }), metric(1_000, { unit: 'ns/op' }))[0]).toContain('50 % slower (1.500 µs/op against 1.000 µs/op)');
  });

  it('names what is missing and what is new', () => {
    const rows = compareWithBaseline(set(metric(1)), set(metric(1), metric(2, { metric: 'queue_time p90' })), 0.1);
    expect(rows.map(({ verdict, reason }) => `${verdict}: ${reason}`)).toEqual([
      'passed: queue_time p50: unchanged (1.000 s)',
      'missing: queue_time p90: missing, the baseline has it (2 s) and this result does not',
    ]);
    expect(compareWithBaseline(set(metric(1.123)), set(), 0.1).map(({ verdict, reason }) => `${verdict}: ${reason}`)).toEqual([
      'new: queue_time p50: new, the baseline has no such value (1.12 s)',
    ]);
  });

  it('does not compare what has changed its unit or direction', () => {
    expect(say(metric(1_000, { unit: 'ms' }), metric(1))).toEqual(['incomparable: queue_time p50: not comparable, the unit was "s" and is "ms"']);
    expect(say(metric(1), metric(1, { direction: 'bigger' }))).toEqual([
      'incomparable: queue_time p50: not comparable, bigger was better and now smaller is',
    ]);
  });

  it.each([
    [1, 0, 'there is no ratio to a baseline of 0.000 s (now 1.000 s)'],
    [1, -2, 'there is no ratio to a baseline of -2.000 s (now 1.000 s)'],
    [-1, 2, 'the sign changed (-1.000 s against 2.000 s)'],
    [1, Number.NaN, 'the baseline is NaN'],
    [Number.POSITIVE_INFINITY, 1, 'the value is Infinity'],
  ])('has no division accident with %f against %f', (now, old, why) => {
    expect(say(metric(now), metric(old))).toEqual([`incomparable: queue_time p50: not comparable, ${why}`]);
  });

  it('equal values need no ratio', () => {
    expect(say(metric(0), metric(0))).toEqual(['passed: queue_time p50: unchanged (0.000 s)']);
  });

  it('does not cry wolf over a p99 of 50 values', () => {
    const p99 = { metric: 'queue_time p99', n: 50, needsN: 368 };
    expect(say(metric(2, p99), metric(1, p99))).toEqual([
      'inconclusive: queue_time p99: 100 % slower (2.000 s against 1.000 s), but 50 values are too few for it: 368 would tell',
    ]);
    expect(say(metric(0.5, p99), metric(1, p99))[0]).toMatch(/^passed/);
    const [open] = compareWithBaseline(set(metric(1)), set(metric(1, p99)), 0.1).slice(-1);
    expect(open?.verdict).toBe('inconclusive');
    expect(compareWithBaseline(set(), { format: 'result', benchmarks: [{ name: 'gone', metrics: [metric(1, p99)] }] }, 0.1)[0]?.verdict).toBe(
      'missing',
    );
    expect(say(metric(2, { ...p99, n: 400 }), metric(1, { ...p99, n: 400 }))[0]).toMatch(/^regressed/);
  });

  it('names the benchmark in a list of several', () => {
    const [row] = compareWithBaseline(set(metric(1.123)), set(metric(1)), 0.1);
    expect(row && rowSentence(row)).toBe('calm: queue_time p50: 12.3 % slower (1.123 s against 1.000 s)');
    const only = (value: number): BenchmarkSet => ({
      format: 'custom',
      benchmarks: [{ name: 'fib(20)', metrics: [metric(value, { metric: 'value', unit: 'ms' })] }],
    });
    const [single] = compareWithBaseline(only(11.23), only(10), 0.1);
    expect(single && rowSentence(single)).toBe('fib(20): 12.3 % slower (11.23 ms against 10.00 ms)');
  });

  it('keeps apart names that would read alike when joined', () => {
    const named = (name: string, of: string): BenchmarkSet => ({ format: 'x', benchmarks: [{ name, metrics: [metric(1, { metric: of })] }] });
    expect(compareWithBaseline(named('a b', 'c'), named('a', 'b c'), 0.1).map(({ verdict }) => verdict)).toEqual(['new', 'missing']);
  });

  it('refuses a margin that is none', () => {
    expect(() => compareWithBaseline(set(), set(), Number.NaN)).toThrow('got NaN');
  });

  it('gives every metric one row whatever the numbers, and never passes a change beyond the margin for the worse', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 1.7e308));
    fc.assert(
      fc.property(value, value, fc.constantFrom('smaller' as const, 'bigger' as const), (now, old, direction) => {
        const rows = compareWithBaseline(set(metric(now, { direction })), set(metric(old, { direction })), 0.1);
        expect(rows).toHaveLength(1);
        const { verdict, reason, change } = rows[0] ?? { verdict: '', reason: '' };
        expect(change === undefined || Number.isFinite(change)).toBe(true);
        if (old > 0 && now > 0 && Number.isFinite(now) && Number.isFinite(old) && Number.isFinite(now / old)) {
          const worse = direction === 'smaller' ? now > old * 1.2 : now < old * 0.8;
          if (worse && old > 1e-300) expect(verdict, reason).toBe('regressed');
        }
      }),
    );
  });
});
