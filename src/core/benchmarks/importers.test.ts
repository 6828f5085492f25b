import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { everything, FIXTURES, filesIn, REAL_FILES, readFrom, summary } from '../../../test/support/benchmark-files.ts';
import type { BenchmarkMetric } from '../gate/benchmark-set.ts';
import { nameFromPath } from './criterion-json.ts';
import { IMPORTERS } from './importers.ts';
import { readBenchmarks } from './read-benchmarks.ts';

const FILES = filesIn(FIXTURES);

/** The metric of a benchmark in a fixture. */
function metricOf(path: string, benchmark: string, metric: string): BenchmarkMetric {
  const answer = readFrom(FIXTURES, path);
  const found = answer.ok ? answer.set.benchmarks.find(({ name }) => name === benchmark)?.metrics.find((each) => each.metric === metric) : undefined;
  if (found === undefined) throw new Error(`${path} has no ${metric} of ${benchmark}: ${answer.ok ? '' : answer.reason}`);
  return found;
}

function reason(text: string, format?: string): string {
  const answer = readBenchmarks(text, { source: 'file', ...(format !== undefined && { format }) });
  return answer.ok ? `was read as ${answer.set.format}` : answer.reason;
}

describe('a file of every format', () => {
  it('gives every metric that it holds', async () => {
    // Read the difference before taking it over: this list is the promise of what is kept.
    // Our own result.json has tests of its own.
    const files = FILES.filter((path) => path !== 'result.json');
    await expect(files.map((path) => everything(path, readFrom(FIXTURES, path))).join('\n')).toMatchFileSnapshot(
      new URL('expected.txt', FIXTURES).pathname,
    );
  });

  it('exists for every importer', () => {
    const read = new Set(FILES.map((path) => readFrom(FIXTURES, path)).map((answer) => (answer.ok ? answer.set.format : undefined)));
    const missing = IMPORTERS.map(({ format }) => format).filter((format) => !read.has(format));
    expect(missing).toEqual(['custom-bigger-is-better']);
  });

  it.each(FILES)('%s is recognised by one format only, and forcing that changes nothing', (path) => {
    const text = readFileSync(new URL(path, FIXTURES), 'utf8');
    const answer = readFrom(FIXTURES, path);
    if (!answer.ok) return;
    expect(readFrom(FIXTURES, path, answer.set.format)).toEqual(answer);
    if (answer.set.format.startsWith('custom-')) return;
    const file = { text, json: jsonOf(text), source: path };
    expect(IMPORTERS.filter((importer) => importer.detect(file)).map(({ format }) => format)).toEqual([answer.set.format]);
  });

  it.each(FILES)('%s reads the same with other line ends and a byte-order mark', (path) => {
    const text = readFileSync(new URL(path, FIXTURES), 'utf8');
    const plain = readBenchmarks(text, { source: path });
    expect(readBenchmarks(`\uFEFF${text.replaceAll('\n', '\r\n')}`, { source: path })).toEqual(plain);
  });

  it.each(FILES)('%s is refused by every other format without a crash', (path) => {
    const text = readFileSync(new URL(path, FIXTURES), 'utf8');
    for (const { format } of IMPORTERS) {
      const answer = readBenchmarks(text, { source: path, format });
      if (!answer.ok) expect(answer.reason).toMatch(/^.+?(:\d+)?: ./);
    }
  });
});

describe('what other tools lose', () => {
  it('k6 exports true for a threshold that was crossed, and { ok: true } for one that was met', () => {
    expect(metricOf('k6-export.json', 'checks', 'threshold rate>0.95').value).toBe(0);
    expect(metricOf('k6-export.json', 'http_req_duration', 'threshold p(95)<500').value).toBe(1);
    expect(metricOf('k6-summary.json', 'checks', 'threshold rate>0.95').value).toBe(0);
    expect(metricOf('k6-summary.json', 'http_req_duration', 'threshold p(95)<500').value).toBe(1);
  });

  it('JMH: which way is better stands in the unit, and more garbage a second is no progress', () => {
    expect(metricOf('jmh.json', 'example.Codec.encode (size=1024)', 'thrpt')).toMatchObject({
      direction: 'bigger',
      samples: [990, 1000, 1000, 1010],
    });
    expect(metricOf('jmh.json', 'example.Codec.encode (threads=4)', 'avgt').direction).toBe('smaller');
    expect(metricOf('jmh.json', 'example.Codec.encode (size=1024)', 'gc.alloc.rate').direction).toBe('smaller');
    expect(metricOf('jmh.json', 'example.Codec.decode', 'sample').samples).toEqual([2, 2, 4, 4]);
  });

  it('Go: bytes and allocations beside the time; what differs between repeats is not exact; an unknown unit has no direction', () => {
    const encode = 'example.com/codec.BenchmarkEncode-4';
    expect(metricOf('go.txt', encode, 'ns/op')).toMatchObject({ value: 1020, samples: [1010, 1030, 1020], direction: 'smaller' });
    expect(metricOf('go.txt', encode, 'MB/s').direction).toBe('bigger');
    expect(metricOf('go.txt', encode, 'allocs/op').exact).toBe(true);
    expect(metricOf('go.txt', encode, 'B/op').exact).toBeUndefined();
    expect(metricOf('go.txt', 'example.com/codec.BenchmarkDecode/size=1kB-4', 'p99-ns')).toMatchObject({ direction: 'smaller' });
    expect(metricOf('go.txt', 'example.com/codec.BenchmarkDecode/size=1kB-4', 'p99-ns').undirected).toBeUndefined();
    expect(metricOf('go.txt', 'example.com/codec.BenchmarkDecode/size=1kB-4', 'widgets').undirected).toBe(true);
  });

  it('Google Benchmark: aggregates are never among the raw samples', () => {
    expect(metricOf('google-benchmark.json', 'BM_Copy/64', 'real_time').samples).toEqual([10_500, 11_500, 11_000]);
    expect(metricOf('google-benchmark.json', 'BM_Copy/64', 'real_time mean')).toMatchObject({ value: 11_000, of: 'real_time', aggregate: 'mean' });
    // Where only aggregates were written, the median stands for the metric.
    expect(metricOf('google-benchmark.json', 'BM_Sum', 'real_time')).toMatchObject({ value: 2e6, aggregate: 'median' });
    expect(metricOf('google-benchmark.json', 'BM_Sum', 'real_time').samples).toBeUndefined();
    expect(metricOf('google-benchmark.json', 'BM_Sum', 'real_time sd').of).toBe('real_time');
  });

  it('pytest-benchmark: raw data that is only a part of the rounds is no sample', () => {
    expect(metricOf('pytest-new.json', 'bench/test_io.py::test_parse', 'time').samples).toHaveLength(5);
    expect(metricOf('pytest-new.json', 'bench/test_io.py::test_write', 'time')).toMatchObject({ n: 50, value: 0.02 });
    expect(metricOf('pytest-new.json', 'bench/test_io.py::test_write', 'time').samples).toBeUndefined();
  });

  it('BenchmarkDotNet: memory beside the time, and the direction that it states', () => {
    expect(metricOf('benchmarkdotnet.json', 'Sample.Codec.Encode', 'allocated')).toMatchObject({ value: 368, exact: true, direction: 'smaller' });
    expect(metricOf('benchmarkdotnet.json', 'Sample.Codec.Encode', 'Items').direction).toBe('bigger');
  });

  it('times that a tool scales for people are brought to one unit', () => {
    expect(metricOf('criterion.txt', 'encode', 'time')).toMatchObject({
      value: 1003.9,
      unit: 'ns',
      interval: { low: 980.62, high: 1027.5, level: 0.95 },
    });
    expect(metricOf('criterion.txt', 'encode', 'throughput')).toMatchObject({ value: 972.8 * 1024 ** 2, unit: 'B/s', direction: 'bigger' });
    expect(metricOf('catch2-v3.txt', 'Codec > Encoding > a name that is wrapped', 'time')).toMatchObject({ value: 41_731, unit: 'ns', n: 100 });
  });

  it('a histogram log gives the percentiles of all its intervals, within the resolution of two digits', () => {
    const log = (metric: string) => metricOf('hdr.hlog', 'histogram', metric);
    // Recorded: 100, 200000, 250000, 300000 twice, 400000, 5000000, 2000000000.
    expect(log('time')).toMatchObject({ n: 8, unit: 'ns' });
    expect(log('time').value / 300_000).toBeCloseTo(1, 1.9);
    expect(log('time max').value / 2e9).toBeCloseTo(1, 1.9);
    expect(log('time p99')).toMatchObject({ percentile: 99, needsN: 368 });
  });

  it('criterion says the name only in the path', () => {
    expect(nameFromPath('target/criterion/fib/recursive/new/estimates.json')).toBe('fib/recursive');
    expect(nameFromPath('C:\\x\\criterion\\fib\\base\\sample.json')).toBe('fib');
    expect(nameFromPath('results/fib-estimates.json')).toBe('fib');
    expect(nameFromPath('estimates.json')).toBe('estimates.json');
  });

  it("Python's NaN is no broken JSON, and a NaN inside a text stays a text", () => {
    const answer = readBenchmarks('{"commit_hash":"NaN","results":{"bench.time_a":NaN,"bench.time_b":1,"bench.time_NaN":-Infinity}}', {
      source: 'a.json',
    });
    expect(answer).toMatchObject({
      ok: true,
      set: { benchmarks: [{ name: 'bench.time_b' }], unmeasured: [{ name: 'bench.time_a' }, { name: 'bench.time_NaN' }] },
    });
  });
});

describe('what can not be read is refused with its line', () => {
  it.each<[string, string, string]>([
    [
      'a Go line without pairs',
      'goos: linux\nBenchmarkA-4 100 12 ns/op\nBenchmarkB-4 100 fast ns/op',
      'file:3: BenchmarkB-4: expected pairs of value and unit, got "fast ns/op"',
    ],
    [
      'a Go value that is none',
      'BenchmarkA-4 100 12 ns/op\nBenchmarkB-4 100 NaN ns/op',
      'file:2: BenchmarkB-4: expected pairs of value and unit, got "NaN ns/op"',
    ],
    [
      'a Go line cut by a log',
      'BenchmarkA-4 100 12 ns/op\nBenchmarkB-4 listening\n     100\t  5 ns/op',
      'file:3: a result without a name: other output stands between the two',
    ],
    [
      'a cargo line',
      'test a ... bench: 1 ns/iter (+/- 2)\ntest b ... bench: soon',
      'file:2: expected "bench: N unit/iter (+/- N)", got "bench: soon"',
    ],
    ['a criterion interval', 'a   time:   [1 ns 2 ns 3 ns]\nb   time:   [1 ns 2 ns]', 'file:2: expected "time: [low estimate high]"'],
    [
      'a pytest number',
      '{"machine_info":{},\n"benchmarks":[\n{"fullname":"a",\n"stats":{"mean":"1"}}]}',
      'file:4: benchmarks[0].stats.mean must be a finite number, got "1"',
    ],
    [
      'a JMH score',
      '[{"benchmark":"a","mode":"thrpt",\n"primaryMetric":{\n"score":true}}]',
      'file:3: [0].primaryMetric.score must be a finite number, got true',
    ],
    ['twice the same name', '{"results":[\n{"command":"a","mean":1},\n{"command":"a","mean":1}]}', 'file:3: a stands twice, with two values of time'],
    ['a Julia type', '[{"Julia":"1"},\n[["Guess",\n{}]]]', 'file:2: benchmark: unknown type "Guess"'],
    ['an asv row without columns', '{"commit_hash":"a","results":{\n"a":[1]}}', 'file:2: a is a row, but "result_columns" is missing'],
    ['a broken histogram', '#c\n0.1,1.0,1.0,HISTFAAAAEV42pNp', 'file:2: the histogram'],
    [
      'a k6 threshold',
      '{"metrics":{"checks":{"passes":1,"fails":0,"value":1,\n"thresholds":{"rate>0.9":"yes"}}}}',
      'file:2: metrics.checks.thresholds.rate>0.9 must be true, false or { ok }, got "yes"',
    ],
    ['only failures', 'BenchmarkX-4 1 1 ns/op'.replace(/^.*$/, 'test a ... FAILED\ntest b ... bench:'), 'file:2: expected "bench: N unit/iter'],
  ])('%s', (_, text, why) => {
    expect(reason(text)).toContain(why);
  });

  it('JSON that lies deeper than any tool writes it does not exhaust the stack', () => {
    const deep = (open: string, close: string) => `${open.repeat(20_000)}null${close.repeat(20_000)}`;
    expect(reason(`[{"Julia":"1"},[${deep('["BenchmarkGroup",{"data":{"a":', '}}]')}]]`)).toContain('deeper than 50');
    expect(reason(`{"metrics":{"a":{"values":{"rate":1}}},"root_group":${deep('{"name":"a","checks":[],"groups":[', ']}')}}`)).toContain(
      'deeper than 50',
    );
    expect(reason(deep('[', ']'))).toContain('no known format');
    expect(reason(`{"commit_hash":"a","results":{"a":${deep('[', ']')}}}`)).toContain('"result_columns" is missing');
  });

  it('a histogram that unpacks to the size of a memory is refused before it is unpacked', async () => {
    const { deflateSync } = await import('node:zlib');
    const packed = deflateSync(Buffer.alloc(64 * 1024 * 1024));
    const head = Buffer.alloc(8);
    head.writeUInt32BE(0x1c849314, 0);
    head.writeUInt32BE(packed.length, 4);
    expect(reason(`0.1,1.0,1.0,${Buffer.concat([head, packed]).toString('base64')}`)).toContain('unpacks to more than');
  });

  it('a file of failures only says what failed', () => {
    expect(reason('goos: linux\n--- FAIL: BenchmarkA\n', 'go')).toBe('file:2: it holds no value to compare: BenchmarkA: it failed');
  });
});

const PRESENT = existsSync(REAL_FILES);
if (!PRESENT) console.warn('skipped: outputs of the real tools (../shared/data/benchmarks) are not on this machine');

describe.skipIf(!PRESENT)('outputs of the real tools', () => {
  it('each keeps its metrics and directions, or is refused with a reason', async () => {
    const files = PRESENT ? filesIn(REAL_FILES) : [];
    await expect(files.map((path) => summary(path, readFrom(REAL_FILES, path))).join('\n')).toMatchFileSnapshot(
      new URL('expected-real-files.txt', FIXTURES).pathname,
    );
  });

  it('the largest value of every interval of a histogram log is the one that the log shows', () => {
    for (const path of ['hdr/jHiccup-2.0.7S.logV2.hlog', 'hdr/tagged-Log.logV2.hlog']) {
      const text = readFileSync(new URL(path, REAL_FILES), 'utf8');
      for (const line of text.split('\n').filter((each) => /,HIST/.test(each))) {
        const answer = readBenchmarks(line, { source: path });
        const max = answer.ok ? answer.set.benchmarks[0]?.metrics.find(({ metric }) => metric === 'time max')?.value : undefined;
        expect((max ?? 0) / 1e6).toBeCloseTo(Number(/,([\d.]+),HIST/.exec(line)?.[1]), 3);
      }
    }
  });
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return /\bNaN\b/.test(text) ? (JSON.parse(text.replace(/\bNaN\b/g, 'null')) as unknown) : undefined;
  }
}
