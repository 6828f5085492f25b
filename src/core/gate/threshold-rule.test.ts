import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RATE_METRICS, TIME_METRICS } from '../timing/sample.ts';
import { parseShare, parseThreshold, THRESHOLD_METRICS } from './threshold-rule.ts';

describe('a limit', () => {
  test.each([
    ['queue_time', 'p(90)<60s', { kind: 'percentile', p: 90 }, '<', 60],
    ['queue_time', ' p( 99.9 ) <= 1m30s ', { kind: 'percentile', p: 99.9 }, '<=', 90],
    ['queue_time', 'med<1.5h', { kind: 'percentile', p: 50 }, '<', 5_400],
    ['execution_time', 'max<10m', { kind: 'max' }, '<', 600],
    ['execution_time', 'min>500ms', { kind: 'min' }, '>', 0.5],
    ['wait_time', 'avg>=2s', { kind: 'avg' }, '>=', 2],
    ['total_time', 'count>=50', { kind: 'count' }, '>=', 50],
    ['failed', 'rate<0.05', { kind: 'rate' }, '<', 0.05],
    ['failed', 'rate<5%', { kind: 'rate' }, '<', 0.05],
    ['lost', 'rate==0', { kind: 'rate' }, '==', 0],
    ['shed', 'count<=0', { kind: 'count' }, '<=', 0],
    ['lost', 'count != 3', { kind: 'count' }, '!=', 3],
  ])('%s: %s', (metric, expression, aggregation, comparison, limit) => {
    expect(parseThreshold(metric, expression)).toEqual({
      ok: true,
      rule: { metric, expression: expression.trim(), aggregation, comparison, limit },
    });
  });

  test('every metric of the instrument and of the ledger can have one', () => {
    for (const metric of TIME_METRICS) expect(parseThreshold(metric, 'p(95)<1m').ok).toBe(true);
    for (const metric of RATE_METRICS) expect(parseThreshold(metric, 'rate<1%').ok).toBe(true);
    expect(THRESHOLD_METRICS).toHaveLength(TIME_METRICS.length + RATE_METRICS.length);
  });
});

describe('what is no limit is refused with the way out', () => {
  test.each([
    ['queue_tme', 'p(90)<60s', /^unknown metric "queue_tme"$/, /^did you mean "queue_time"\? known: queue_time, .*, lost$/],
    ['constructor', 'max<1s', /^unknown metric "constructor"$/, /^known: /],
    ['queue_time', '', /^"" is no limit: .* such as "p\(90\)<60s"$/, undefined],
    ['failed', 'five', /such as "rate<5%"$/, undefined],
    ['queue_time', 'p90<60s', /is no limit/, /^write p\(90\)$/],
    ['queue_time', 'rate<5%', /^"rate" does not suit queue_time, which is a time$/, /^queue_time takes p\(N\), med, avg, min, max, count$/],
    ['failed', 'p(90)<2s', /^"p\(90\)" does not suit failed, which is a rate$/, /^failed takes rate, count$/],
    ['failed', 'med<2s', /does not suit failed/, /^failed takes rate, count$/],
    ['queue_time', 'p(0)<1s', /N in p\(N\) lies between 0 and 100/, /takes/],
    ['queue_time', 'p(100)<1s', /N in p\(N\) lies between 0 and 100/, /takes/],
    ['queue_time', 'p(x)<1s', /no percentile/, /takes/],
    ['queue_time', 'mean<1s', /^unknown aggregation "mean"$/, /takes/],
    ['queue_time', 'max=1s', /^"=" is no comparison$/, /^use </],
    ['queue_time', 'max===1s', /^"===" is no comparison$/, /^use </],
    ['queue_time', 'p(90)==1s', /^"==" says nothing about a measured time$/, /^use </],
    ['queue_time', 'max<60', /^expected a duration as limit, .*, got "60"$/, /^say the unit: 60s$/],
    ['queue_time', 'max<', /nothing stands after the comparison$/, undefined],
    ['queue_time', 'max<-1s', /got "-1s"$/, undefined],
    ['queue_time', 'max<0s', /got "0s"$/, undefined],
    ['queue_time', 'max<36d', /got "36d"$/, undefined],
    ['queue_time', 'max<NaN', /got "NaN"$/, undefined],
    ['queue_time', 'count>=1.5', /^expected a whole number/, undefined],
    ['failed', 'rate<5', /^expected a fraction from 0 to 1 or a percentage/, /^write 5%$/],
    ['failed', 'rate<101%', /got "101%"$/, undefined],
    ['failed', 'rate<1e-2', /got "1e-2"$/, undefined],
    ['failed', 'rate<0', /can never hold: nothing is below 0$/, /^write rate<=0$/],
    ['queue_time', 'max<1s max<2s', /got "1s max<2s"$/, undefined],
    ['queue_time', 'MAX<1s', /is no limit/, undefined],
  ])('%s: %s', (metric, expression, message, fix) => {
    const parsed = parseThreshold(metric, expression);
    expect(parsed).toMatchObject({ ok: false, message: expect.stringMatching(message) });
    if (!parsed.ok) expect(parsed.fix ?? '').toMatch(fix ?? /^$/);
  });

  test('for any text', () => {
    const part = fc.constantFrom('p(', '90', ')', 'rate', 'max', '<', '=', '5%', '60s', ' ', 'count', '.', '-');
    const any = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.constantFrom(...THRESHOLD_METRICS, 'x'), any, (metric, expression) => {
        const parsed = parseThreshold(metric, expression);
        if (parsed.ok) expect(Number.isFinite(parsed.rule.limit) && parsed.rule.limit >= 0).toBe(true);
        else expect(parsed.message).not.toBe('');
      }),
    );
  });
});

test.each([
  ['5%', 0.05],
  ['7%', 0.07],
  ['12.5%', 0.125],
  ['100%', 1],
  ['0', 0],
  ['0.3', 0.3],
  ['1', 1],
  ['1.01', undefined],
  ['-1%', undefined],
  ['', undefined],
  ['%', undefined],
  ['5 %', undefined],
])('the share %s is %s', (text, share) => {
  expect(parseShare(text)).toBe(share);
});
