import { describe, expect, it } from 'vitest';
import type { RateSummary } from '../result.ts';
import type { Sample, TimeMetric } from '../timing/sample.ts';
import { evaluateThreshold } from './evaluate-threshold.ts';
import type { Aggregation, Comparison, ThresholdRule } from './threshold-rule.ts';

function rule(metric: string, aggregation: Aggregation, comparison: Comparison, limit: number): ThresholdRule {
  return { metric, expression: `${aggregation.kind}${comparison}${limit}`, aggregation, comparison, limit };
}
const p = (percent: number): Aggregation => ({ kind: 'percentile', p: percent });
const sample = (seconds: number, status: 'measured' | 'censored' | 'anomalous' = 'measured', metric: TimeMetric = 'queue_time'): Sample => ({
  metric,
  slot: '0-0',
  status,
  ms: seconds * 1_000,
});
const many = (n: number, of: (i: number) => number): readonly Sample[] => Array.from({ length: n }, (_, i) => sample(of(i)));
const say = (...args: Parameters<typeof evaluateThreshold>): string => {
  const { verdict, reason } = evaluateThreshold(...args);
  return `${verdict}: ${reason}`;
};

describe('percentiles', () => {
  const p90 = rule('queue_time', p(90), '<', 60);

  it('pass, fail, or name what would decide', () => {
    // 49 values from 0 to 48 s, and one of 90 s.
    const one = many(50, (i) => (i === 49 ? 90 : i));
    expect(say(p90, one)).toMatchInlineSnapshot(
      `"passed: p(90) of queue_time is 44.1 s over 50 jobs: 1 above 60 s, at most 1 allowed at 95 % confidence"`,
    );
    expect(
      say(
        p90,
        many(50, (i) => (i < 40 ? i : 90)),
      ),
    ).toMatchInlineSnapshot(`"failed: p(90) of queue_time is 90 s over 50 jobs: 10 above 60 s, 10 or more fail at 95 % confidence"`);
    expect(
      say(
        p90,
        many(20, (i) => i),
      ),
    ).toMatchInlineSnapshot(
      `"inconclusive: p(90) of queue_time is 17.1 s over 20 jobs: 0 above 60 s, too few values to tell at 95 % confidence; 29 with none above would pass"`,
    );
    expect(
      say(
        p90,
        many(40, (i) => (i < 38 ? i : 90)),
      ),
    ).toMatchInlineSnapshot(
      `"inconclusive: p(90) of queue_time is 35.1 s over 40 jobs: 2 above 60 s, too few values to tell at 95 % confidence; about 129 at this share would decide"`,
    );
    expect(
      say(
        p90,
        many(50, (i) => (i < 45 ? i : 90)),
      ),
    ).toMatchInlineSnapshot(
      `"inconclusive: p(90) of queue_time is 48.6 s over 50 jobs: 5 above 60 s, too few values to tell at 95 % confidence; the share is so close to 10 % that no practicable number would decide"`,
    );
    expect(evaluateThreshold(p90, one)).toMatchObject({ n: 50, value: 44.1, verdict: 'passed', metric: 'queue_time' });
  });

  it('count a value at the limit as breaking a strict one, and say so', () => {
    expect(
      say(
        p90,
        many(30, () => 60),
      ),
    ).toMatchInlineSnapshot(`"failed: p(90) of queue_time is 60 s over 30 jobs: 30 at or above 60 s, 7 or more fail at 95 % confidence"`);
    expect(
      say(
        rule('queue_time', p(90), '<=', 60),
        many(30, () => 60),
      ),
    ).toMatchInlineSnapshot(`"passed: p(90) of queue_time is 60 s over 30 jobs: 0 above 60 s, at most 0 allowed at 95 % confidence"`);
  });

  it('test a lower limit from the other side', () => {
    expect(
      say(
        rule('queue_time', p(10), '>', 5),
        many(30, () => 6),
      ),
    ).toMatchInlineSnapshot(`"passed: p(10) of queue_time is 6 s over 30 jobs: 0 below 5 s, at most 0 allowed at 95 % confidence"`);
    expect(
      say(
        rule('queue_time', p(10), '>', 5),
        many(30, () => 4),
      ),
    ).toMatchInlineSnapshot(`"failed: p(10) of queue_time is 4 s over 30 jobs: 30 below 5 s, 7 or more fail at 95 % confidence"`);
  });

  it('count a censored wait above the limit as above, and one that was cut off before it both ways', () => {
    const short = many(48, () => 10);
    expect(say(p90, [...short, sample(70, 'censored'), sample(90, 'censored')])).toMatchInlineSnapshot(
      `"inconclusive: p(90) of queue_time is 10 s over 50 jobs: 2 above 60 s, too few values to tell at 95 % confidence; about 89 at this share would decide"`,
    );
    expect(say(p90, [...short, sample(5, 'censored')])).toMatchInlineSnapshot(
      `"passed: p(90) of queue_time is 10 s over 49 jobs: 0 above 60 s and 1 cut off before it, counted both ways, at most 1 allowed at 95 % confidence"`,
    );
    expect(say(p90, [...short, sample(5, 'censored'), sample(6, 'censored')])).toMatchInlineSnapshot(
      `"inconclusive: p(90) of queue_time is 10 s over 50 jobs: 0 above 60 s and 2 cut off before it, counted both ways, too few values to tell at 95 % confidence; about 89 at this share would decide"`,
    );
    expect(say(p90, [...many(46, () => 10), ...many(4, () => 70), ...[1, 2, 3].map((s) => sample(s, 'censored'))])).toMatchInlineSnapshot(
      `"inconclusive: p(90) of queue_time is at least 10 s over 53 jobs: 4 above 60 s and 3 cut off before it, counted both ways, too few values to tell at 95 % confidence; those that were cut off leave it open"`,
    );
    expect(say(p90, many(3, () => 10).concat(...[70, 80, 90].map((s) => sample(s, 'censored'))))).toMatchInlineSnapshot(
      `"failed: p(90) of queue_time is at least 85 s over 6 jobs: 3 above 60 s, 3 or more fail at 95 % confidence"`,
    );
  });

  it('leave impossible values out and say so', () => {
    expect(say(p90, [...many(50, () => 10), sample(-1, 'anomalous')])).toMatchInlineSnapshot(
      `"passed: p(90) of queue_time is 10 s over 50 jobs: 0 above 60 s, at most 1 allowed at 95 % confidence; 1 impossible value left out"`,
    );
  });

  it('speak of runs where the metric is one of runs', () => {
    const runs = Array.from({ length: 29 }, () => sample(0.2, 'measured', 'dispatch_latency'));
    expect(say(rule('dispatch_latency', p(90), '<', 1), runs)).toMatchInlineSnapshot(
      `"passed: p(90) of dispatch_latency is 200 ms over 29 runs: 0 above 1 s, at most 0 allowed at 95 % confidence"`,
    );
  });

  it('are not tested for equality', () => {
    expect(
      say(
        rule('queue_time', p(50), '==', 1),
        many(30, () => 1),
      ),
    ).toMatchInlineSnapshot(`"invalid: p(50) of queue_time can't be tested for equality: use < or >"`);
  });
});

describe('facts', () => {
  it('need one value', () => {
    expect(
      say(
        rule('queue_time', { kind: 'max' }, '<', 600),
        many(1, () => 8.2),
      ),
    ).toMatchInlineSnapshot(`"passed: max of queue_time is 8.2 s over 1 job, < 600 s as asked"`);
    expect(
      say(
        rule('queue_time', { kind: 'max' }, '<', 600),
        many(50, () => 720),
      ),
    ).toMatchInlineSnapshot(`"failed: max of queue_time is 720 s over 50 jobs, but < 600 s was asked"`);
    expect(
      say(
        rule('queue_time', { kind: 'avg' }, '<=', 2),
        many(3, (i) => i + 1),
      ),
    ).toMatchInlineSnapshot(`"passed: avg of queue_time is 2 s over 3 jobs, <= 2 s as asked"`);
    expect(
      say(
        rule('queue_time', { kind: 'min' }, '>', 0.5),
        many(3, (i) => i + 1),
      ),
    ).toMatchInlineSnapshot(`"passed: min of queue_time is 1 s over 3 jobs, > 500 ms as asked"`);
    expect(
      say(
        rule('queue_time', { kind: 'count' }, '>=', 50),
        many(49, () => 1),
      ),
    ).toMatchInlineSnapshot(`"failed: count of queue_time is 49 jobs, but >= 50 was asked"`);
  });

  it('are open where censored values leave them open', () => {
    expect(say(rule('queue_time', { kind: 'max' }, '<', 60), [sample(1), sample(10, 'censored')])).toMatchInlineSnapshot(
      `"inconclusive: max of queue_time is at least 10 s over 2 jobs: 1 was cut off before the end, so whether it is < 60 s is open"`,
    );
    expect(say(rule('queue_time', { kind: 'max' }, '<', 60), [sample(1), sample(70, 'censored')])).toMatchInlineSnapshot(
      `"failed: max of queue_time is at least 70 s over 2 jobs, but < 60 s was asked"`,
    );
    expect(say(rule('queue_time', { kind: 'min' }, '<', 60), [sample(1), sample(70, 'censored')])).toMatchInlineSnapshot(
      `"passed: min of queue_time is 1 s over 2 jobs, < 60 s as asked"`,
    );
    expect(say(rule('queue_time', { kind: 'avg' }, '>=', 5), [sample(1), sample(70, 'censored')])).toMatchInlineSnapshot(
      `"passed: avg of queue_time is at least 35.5 s over 2 jobs, >= 5 s as asked"`,
    );
  });

  it('of the ledger', () => {
    const failed: RateSummary = { unit: 'ratio', of: 'run', value: 0.02, count: 1, n: 50 };
    expect(say(rule('failed', { kind: 'rate' }, '<', 0.05), failed)).toMatchInlineSnapshot(
      `"passed: rate of failed is 2 % (1 of 50 runs), < 5 % as asked"`,
    );
    expect(say(rule('failed', { kind: 'rate' }, '<', 0.01), failed)).toMatchInlineSnapshot(
      `"failed: rate of failed is 2 % (1 of 50 runs), but < 1 % was asked"`,
    );
    expect(say(rule('failed', { kind: 'count' }, '==', 0), failed)).toMatchInlineSnapshot(
      `"failed: count of failed is 1 (of 50 runs), but == 0 was asked"`,
    );
  });
});

describe('no data', () => {
  it('never passes', () => {
    const closed: Sample = { metric: 'wait_time', slot: '0-0', status: 'unavailable', reason: 'closed model: there is no intended time' };
    expect(say(rule('queue_time', p(90), '<', 60), undefined)).toMatchInlineSnapshot(`"invalid: queue_time was not measured in this scenario"`);
    expect(say(rule('queue_time', p(90), '<', 60), [])).toMatchInlineSnapshot(`"invalid: queue_time has no value"`);
    expect(say(rule('wait_time', p(90), '<', 60), [closed, closed])).toMatchInlineSnapshot(
      `"invalid: wait_time has no value: 2 of 2 unavailable (closed model: there is no intended time)"`,
    );
    expect(say(rule('queue_time', { kind: 'count' }, '<', 60), [])).toMatchInlineSnapshot(`"invalid: queue_time has no value"`);
    expect(say(rule('failed', { kind: 'rate' }, '<', 0.05), { unit: 'ratio', of: 'run', value: Number.NaN, count: 0, n: 0 })).toMatchInlineSnapshot(
      `"invalid: failed has no value: no run counts for it"`,
    );
    expect(say(rule('failed', p(90), '<', 0.05), { unit: 'ratio', of: 'run', value: 0, count: 0, n: 5 })).toMatchInlineSnapshot(
      `"invalid: failed is a share of the runs, which has no p(90)"`,
    );
    expect(say(rule('queue_time', { kind: 'rate' }, '<', 0.05), [sample(1)])).toMatchInlineSnapshot(
      `"invalid: queue_time is a time, which has no rate"`,
    );
  });
});
