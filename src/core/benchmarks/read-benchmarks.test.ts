import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobRow, MetricSummary } from '../result.ts';
import { IMPORTERS } from './importers.ts';
import { MAX_BENCHMARK_CHARS, readBenchmarks } from './read-benchmarks.ts';
import { benchmarksOfResult } from './result-benchmarks.ts';

const read = (value: unknown, format?: string) =>
  readBenchmarks(typeof value === 'string' ? value : JSON.stringify(value, null, 1), {
    source: 'bench.json',
    ...(format !== undefined && { format }),
  });
const reason = (value: unknown, format?: string): string => {
  const answer = read(value, format);
  return answer.ok ? 'was read' : answer.reason;
};

const SUMMARY: MetricSummary = {
  unit: 's',
  of: 'job',
  n: 50,
  percentiles: { 50: 4, 95: 9, 99: 9.5 },
  ci95: {},
  estimator: 'R7',
  censored: 2,
  anomalous: 0,
  unavailable: 0,
};
const RESULT = {
  schema: 'runner-harness/result@1',
  session: { leftOut: ['spare'] },
  scenarios: [
    {
      name: 'calm',
      metrics: { queue_time: SUMMARY, detection_lag: SUMMARY, failed: { unit: 'ratio', of: 'run', value: 0, count: 0, n: 50 } },
    },
  ],
};

describe('our own result.json', () => {
  it('gives a benchmark a scenario and a metric a median with percentiles beside it, without the harness and without shares', () => {
    expect(read(RESULT)).toEqual({
      ok: true,
      set: {
        format: 'result',
        leftOut: ['spare'],
        benchmarks: [
          {
            name: 'calm',
            metrics: [
              { metric: 'queue_time', unit: 's', direction: 'smaller', n: 52, value: 4, needsN: 6, aggregate: 'median' },
              {
                metric: 'queue_time p95',
                unit: 's',
                direction: 'smaller',
                n: 52,
                value: 9,
                needsN: 72,
                aggregate: 'percentile',
                percentile: 95,
                of: 'queue_time',
              },
            ],
          },
        ],
      },
    });
  });

  it('carries the raw values where all of them are known, and none where some are only known to be larger', () => {
    const job = (seconds: number, status = 'measured') => ({ scenario: 'calm', times: { queue_time: { seconds, status } } });
    const jobs = [job(3), job(4), job(9), job(7, 'anomalous')] as unknown as readonly JobRow[];
    const samples = (censored: number, n: number) =>
      benchmarksOfResult({ session: {}, scenarios: [{ name: 'calm', metrics: { queue_time: { ...SUMMARY, n, censored } } }] as never }, jobs)
        .benchmarks[0]?.metrics[0]?.samples;
    expect(samples(0, 3)).toEqual([3, 4, 9]);
    expect(samples(1, 3)).toBeUndefined();
    expect(samples(0, 4)).toBeUndefined();
  });

  it('reads from the file what the result gives directly', () => {
    const answer = read(RESULT);
    expect(answer.ok && answer.set).toEqual(benchmarksOfResult(RESULT as never));
  });

  it.each<[string, unknown, string]>([
    [
      'another schema',
      { ...RESULT, schema: 'runner-harness/result@9' },
      'its schema is "runner-harness/result@9"; this version reads "runner-harness/result@1"',
    ],
    ['no scenarios', { schema: RESULT.schema }, '"scenarios" must be an array, got missing'],
    ['a text for a number', of({ percentiles: { 50: '4' } }), 'scenarios[0].metrics.queue_time.percentiles.50 must be a finite number, got "4"'],
    ['no percentile', of({ percentiles: { p50: 4 } }), 'scenarios[0].metrics.queue_time.percentiles: "p50" is no percentile'],
    ['another estimator', of({ estimator: 'nearest' }), 'percentiles of another estimator than "R7"'],
    ['no n', of({ n: -1 }), '"n" and "censored" must be whole numbers, got -1 and 2'],
    ['twice the same name', { ...RESULT, scenarios: [...RESULT.scenarios, ...RESULT.scenarios] }, 'two scenarios are named "calm"'],
    ['a part of no names', { ...RESULT, session: { leftOut: 'spare' } }, 'session.leftOut must be an array of names, got "spare"'],
    ['no value at all', { ...RESULT, scenarios: [] }, 'it holds no value to compare'],
  ])('refuses %s', (_, given, why) => {
    expect(reason(given)).toContain(`bench.json: ${why}`.slice(0, 12));
    expect(reason(given)).toContain(why);
  });

  function of(change: object): unknown {
    return { ...RESULT, scenarios: [{ name: 'calm', metrics: { queue_time: { ...SUMMARY, ...change } } }] };
  }
});

describe('the custom form', () => {
  const entries = [
    { name: 'fib(20)', unit: 'ms', value: 1.5, range: '± 0.1', extra: '100 runs' },
    { name: 'parse', unit: 'ops/sec', value: 900 },
  ];

  it('takes the direction from each unit', () => {
    expect(read(entries)).toEqual({
      ok: true,
      set: {
        format: 'custom',
        benchmarks: [
          { name: 'fib(20)', metrics: [{ metric: 'value', unit: 'ms', direction: 'smaller', value: 1.5, range: '± 0.1' }] },
          { name: 'parse', metrics: [{ metric: 'value', unit: 'ops/sec', direction: 'bigger', value: 900 }] },
        ],
      },
    });
  });

  it.each([
    ['custom-smaller-is-better', 'smaller'],
    ['customSmallerIsBetter', 'smaller'],
    ['custom-bigger-is-better', 'bigger'],
    ['customBiggerIsBetter', 'bigger'],
  ])('takes it from the format %s', (format, direction) => {
    const answer = read([{ name: 'score', unit: 'points', value: 3 }], format);
    expect(answer.ok && answer.set.benchmarks[0]?.metrics[0]?.direction).toBe(direction);
  });

  it('refuses a unit that does not say which way is better', () => {
    expect(reason([...entries, { name: 'score', unit: 'points', value: 3 }])).toBe(
      'bench.json:14: entry 3: the unit "points" of "score" does not say which way is better: say format=custom-smaller-is-better or format=custom-bigger-is-better',
    );
  });

  it.each<[unknown, string]>([
    [[{ name: 'a', unit: 's', value: '1' }], 'bench.json:2: entry 1: "value" of "a" must be a finite number, got "1"'],
    [[{ name: 'a', unit: 's', value: null }], '"value" of "a" must be a finite number, got null'],
    ['[{"name":"a","unit":"s","value":1e999}]', '"value" of "a" must be a finite number, got null'],
    [[{ name: '', unit: 's', value: 1 }], '"name" must be a text, got ""'],
    [[{ name: 'a', value: 1 }], '"unit" of "a" must be a text, got missing'],
    [[...entries, entries[0]], 'entry 3: the name "fib(20)" stands twice: in entry 1 as well'],
  ])('refuses %j', (given, why) => {
    expect(reason(given)).toContain(why);
  });

  it('is refused when another shape is forced into it', () => {
    expect(reason(RESULT, 'customSmallerIsBetter')).toBe('bench.json:1: expected an array of { name, unit, value }, got an object');
    expect(reason([1], 'customSmallerIsBetter')).toBe('bench.json:2: entry 1: expected { name, unit, value }, got 1');
    expect(reason([], 'customSmallerIsBetter')).toBe('bench.json: it holds no value to compare');
  });

  it('keeps names such as __proto__ harmless', () => {
    expect(read('[{"name":"__proto__","unit":"s","value":1}]').ok).toBe(true);
    expect(reason('[{"__proto__":{"name":"a","unit":"s","value":1}}]', 'custom')).toContain('"name" must be a text, got missing');
  });
});

const FORMATS = IMPORTERS.map(({ format }) => format).join(', ');
const NO_FORMAT = `bench.json: no known format; if it is one of these, say format=NAME, and the answer says what is wrong with it: ${FORMATS}`;

describe('what is no result', () => {
  it.each<[unknown, string | undefined, string]>([
    ['', undefined, 'bench.json: the file is empty'],
    ['  \n', undefined, 'bench.json: the file is empty'],
    ['hello', undefined, NO_FORMAT],
    ['[\n {"name": "a",\n}]', undefined, 'bench.json:3: the JSON breaks off or is wrong here'],
    ['hello', 'custom', 'bench.json:1: no JSON, which an array of { name, unit, value } must be'],
    ['[]', 'nose', `bench.json: there is no format "nose": known are ${FORMATS}`],
    [{ a: 1 }, undefined, NO_FORMAT],
  ])('%j', (given, format, why) => {
    expect(reason(given, format)).toBe(why);
  });

  it('is refused unread beyond the size limit', () => {
    expect(reason(' '.repeat(MAX_BENCHMARK_CHARS + 1))).toContain('characters are more than');
  });

  it('takes a byte-order mark', () => {
    expect(read('\uFEFF[{"name":"a","unit":"s","value":1}]').ok).toBe(true);
  });
});

describe('whatever comes', () => {
  const shapes = fc.oneof(
    fc.string(),
    fc.json(),
    fc.array(fc.record({ name: fc.anything(), unit: fc.anything(), value: fc.anything() }, { requiredKeys: [] })).map((value) => safeJson(value)),
    fc
      .record({ schema: fc.constantFrom('runner-harness/result@1', 'runner-harness/result@2'), scenarios: fc.anything() })
      .map((value) => safeJson(value)),
    fc
      .record({
        name: fc.string(),
        metrics: fc.dictionary(
          fc.string(),
          fc.record({ unit: fc.constant('s'), percentiles: fc.anything(), n: fc.anything() }, { requiredKeys: [] }),
        ),
      })
      .map((scenario) => safeJson({ schema: 'runner-harness/result@1', scenarios: [scenario] })),
  );

  it('it is read or refused with a reason, and read values are finite', () => {
    fc.assert(
      fc.property(shapes, fc.option(fc.constantFrom(...IMPORTERS.map(({ format }) => format)), { nil: undefined }), (text, format) => {
        const answer = readBenchmarks(text, { source: 'x', ...(format !== undefined && { format }) });
        if (!answer.ok) {
          expect(answer.reason).toMatch(/^x(:\d+)?: ./);
          return;
        }
        expect(answer.set.benchmarks.length).toBeGreaterThan(0);
        for (const { metrics } of answer.set.benchmarks) for (const { value } of metrics) expect(Number.isFinite(value)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  function safeJson(value: unknown): string {
    try {
      return JSON.stringify(value) ?? '';
    } catch {
      return '{';
    }
  }
});

const DATA = new URL('../../../../shared/data/benchmarks/gab/', import.meta.url);
const PRESENT = existsSync(DATA);
if (!PRESENT) console.warn('skipped: real result files (../shared/data/benchmarks) are not on this machine');

describe.skipIf(!PRESENT)('real files', () => {
  const files = PRESENT ? readdirSync(DATA).filter((name) => /custom/i.test(name)) : [];

  it.each(files)('%s', (name) => {
    const answer = readBenchmarks(readFileSync(new URL(name, DATA), 'utf8'), { source: name, format: 'custom-smaller-is-better' });
    expect(answer).toMatchObject({ ok: true });
  });

  it('there are some', () => expect(files.length).toBeGreaterThan(0));
});
