import { expect, test } from 'vitest';
import { HOSTILE_NAMES, sampleInput, withText } from '../../test/support/sample-result.ts';
import { MOST_ANNOTATIONS, renderAnnotations } from './annotations.ts';

test('what failed comes first: thresholds, regressions, missing benchmarks, runs, then warnings', () => {
  expect(renderAnnotations(sampleInput().result).map(({ level, title }) => `${level} ${title}`)).toEqual([
    'error Threshold breached: queue_time p(90)<30s',
    'error Regression: steady queue_time p50',
    'error Benchmark missing: calm queue_time p50',
    'warning 4 of 50 runs did not succeed',
    'warning Inconclusive: queue_time p(99)<2m',
    'warning Run 9000000023 may still be alive',
    'warning Runner Harness',
  ]);
});

test('an outcome that does not fail the step gives warnings', () => {
  const levels = renderAnnotations(sampleInput().result, ['breached']).map(({ level }) => level);
  expect(levels).toEqual(['error', 'warning', 'warning', 'warning', 'warning', 'warning', 'warning']);
});

test('a session that passed has no annotation; one that ended otherwise is never without', () => {
  const { result } = sampleInput({ outcome: 'passed' });
  expect(renderAnnotations(result)).toEqual([]);
  expect(renderAnnotations({ ...result, outcome: 'suspended', reasons: ['the wall-time of 8h is used up'] })).toEqual([
    { level: 'warning', title: 'Suspended', message: 'the wall-time of 8h is used up' },
  ]);
  expect(renderAnnotations({ ...result, outcome: 'error', reasons: ['the token is dead'] })[0]).toEqual({
    level: 'error',
    title: 'Error',
    message: 'the token is dead',
  });
});

test('runs that failed are an error where they decided, with what became of all', () => {
  const { result } = sampleInput();
  const quiet = { ...result, outcome: 'failed' as const, scenarios: result.scenarios.map((scenario) => ({ ...scenario, thresholds: [] })) };
  expect(renderAnnotations(quiet).find(({ title }) => title.includes('did not succeed'))).toEqual({
    level: 'error',
    title: '4 of 50 runs did not succeed',
    message: '46 succeeded, 2 failed, 1 timed out, 1 lost; 1 × lost: no run carries the key, looked 3 times',
  });
});

test('ten at most; the last one counts the others', () => {
  const { result } = sampleInput();
  const many = renderAnnotations({ ...result, warnings: Array.from({ length: 30 }, (_, i) => `warning ${i}`) });
  expect(many).toHaveLength(MOST_ANNOTATIONS);
  expect(many.at(-1)).toEqual({ level: 'warning', title: '27 more', message: '27 more findings stand in the job summary and in result.json.' });
});

test.each(HOSTILE_NAMES.map((name) => [name]))('%j is one line of at most 4,096 characters', (name) => {
  for (const { title, message } of renderAnnotations(withText(sampleInput(), name.repeat(20)).result)) {
    for (const text of [title, message]) {
      expect(text.length).toBeLessThanOrEqual(4_096);
      expect(text).not.toMatch(/[\r\n]/);
      expect(text).not.toMatch(/^\s*::/);
    }
  }
});
