import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRecords, emptyHistory, formatHistory, type HistoryRecord } from './history.ts';
import { machineOf } from './machine.ts';
import { readHistory } from './read-history.ts';

function record(id: string, minute: number, value = 1): HistoryRecord {
  const metric = { metric: 'time p50', unit: 's', direction: 'smaller' as const, value, n: 3, samples: [1, value, 3], estimator: 'R7' };
  return {
    id,
    measuredAt: new Date(minute * 60_000).toISOString(),
    source: { repository: 'acme/widgets', workflow: '.github/workflows/perf.yml', runId: '7', branch: 'main', commit: 'c0ffee' },
    machine: machineOf({ os: 'linux', arch: 'x64', cpu: 'EPYC', cores: '4' }),
    benchmarks: [{ name: 'parse', metrics: [metric] }],
  };
}

const read = (text: string, id = 'gate') => readHistory(text, { source: 'baseline.json', id });

describe('a history', () => {
  it('comes back from its file as it was, raw values and all', () => {
    const history = addRecords(emptyHistory('gate'), [record('b', 2), record('a', 1)]);
    expect(read(formatHistory(history))).toEqual({ ok: true, history });
    expect(read(formatHistory(emptyHistory('gate')))).toEqual({ ok: true, history: emptyHistory('gate') });
  });

  it('adds a line for a record, so that versions of it differ by a line', () => {
    const one = formatHistory(addRecords(emptyHistory('g'), [record('a', 1)])).split('\n');
    const two = formatHistory(addRecords(emptyHistory('g'), [record('a', 1), record('b', 2)])).split('\n');
    expect(two.length - one.length).toBe(1);
  });

  it('is the same whoever added first and however often', () => {
    const some = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), minute: fc.nat(5) }), { selector: ({ id }) => id });
    fc.assert(
      fc.property(some, some, (first, second) => {
        const a = first.map(({ id, minute }) => record(id, minute));
        const b = second.map(({ id, minute }) => record(id, minute)).filter(({ id }) => !a.some((one) => one.id === id));
        const once = addRecords(addRecords(emptyHistory('g'), a), b);
        expect(addRecords(addRecords(emptyHistory('g'), b), a)).toEqual(once);
        expect(addRecords(once, [...b, ...a])).toEqual(once);
      }),
    );
  });

  it('keeps the newest', () => {
    const many = Array.from({ length: 12 }, (_, i) => record(`r${i}`, i));
    expect(addRecords(emptyHistory('g'), many, 5).records.map(({ id }) => id)).toEqual(['r7', 'r8', 'r9', 'r10', 'r11']);
  });
});

describe('readHistory', () => {
  it('migrates a result.json of the first version to a history of one record', () => {
    const times = { unit: 's', of: 'job', n: 30, censored: 0, percentiles: { 50: 1.5 }, estimator: 'R7' };
    const result = {
      schema: 'runner-harness/result@1',
      session: { id: 's-1', startedAt: '2026-11-01T00:00:00Z', endedAt: '2026-11-01T01:00:00Z' },
      scenarios: [{ name: 'calm', metrics: { queue_time: times } }],
    };
    const answer = read(JSON.stringify(result));
    expect(answer).toMatchObject({ ok: true, migratedFrom: 'runner-harness/result@1' });
    expect(answer.ok && answer.history.records).toMatchObject([
      { id: 's-1', measuredAt: '2026-11-01T01:00:00.000Z', benchmarks: [{ name: 'calm', metrics: [{ metric: 'queue_time', value: 1.5 }] }] },
    ]);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['a page of an error', '<!DOCTYPE html><title>404</title>', 'baseline.json'],
    ['a file that broke off', '{"schema":"runner-harness/history@1","id":"gate","rec', 'baseline.json'],
    ['a later version', '{"schema":"runner-harness/history@9","id":"gate","records":[]}', 'history@9'],
    ['another gate', '{"schema":"runner-harness/history@1","id":"other","records":[]}', 'gate "other"'],
    ['no list', '{"schema":"runner-harness/history@1","id":"gate","records":{}}', 'records'],
    [
      'a value that is none',
      formatHistory(addRecords(emptyHistory('gate'), [record('a', 1)])).replace('"value":1', '"value":null'),
      'records.0.benchmarks.0',
    ],
  ])('refuses %s, and says why', (_, text, why) => {
    const answer = read(text);
    expect(answer.ok).toBe(false);
    expect(!answer.ok && answer.reason).toContain(why);
    expect(!answer.ok && answer.reason).toContain('baseline.json');
  });

  it('refuses two records of one id and a metric that stands twice', () => {
    const [one] = addRecords(emptyHistory('gate'), [record('a', 1)]).records;
    const twice = { ...emptyHistory('gate'), records: [one, one] };
    expect(read(JSON.stringify(twice))).toMatchObject({ ok: false, reason: expect.stringContaining('two records have the id "a"') });
    const doubled = { ...one, benchmarks: [...(one?.benchmarks ?? []), ...(one?.benchmarks ?? [])] };
    expect(read(JSON.stringify({ ...emptyHistory('gate'), records: [doubled] }))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('twice'),
    });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => typeof read(text).ok === 'boolean'));
  });
});

describe('machineOf', () => {
  const facts = { os: 'linux', arch: 'x64', cpu: 'Intel(R) Xeon(R) CPU E5-2673 v4 @ 2.30GHz', cores: '2' };

  it('knows a machine again whatever its clock rate, load or name', () => {
    expect(machineOf({ ...facts, cpu: 'Intel Xeon CPU E5-2673 v4 @ 2.29 GHz', host: 'fv-az1', mhz: '2294' }).id).toBe(machineOf(facts).id);
  });

  it('tells models and sizes apart', () => {
    const others = [
      { ...facts, cpu: 'AMD EPYC 7763' },
      { ...facts, cores: '4' },
      { ...facts, arch: 'arm64' },
      { ...facts, runner: 'pool-8' },
    ];
    expect(new Set([facts, ...others].map((one) => machineOf(one).id)).size).toBe(5);
    expect(machineOf(facts).id).toMatch(/^linux-x64-2c-[0-9a-f]{8}$/);
  });
});
