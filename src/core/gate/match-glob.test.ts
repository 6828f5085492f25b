import { expect, it } from 'vitest';
import { matchGlob } from './match-glob.ts';

it.each([
  ['*', '', true],
  ['*', 'any/thing', true],
  ['Benchmark*Read', 'BenchmarkFileRead', true],
  ['Benchmark*Read', 'BenchmarkFileReader', false],
  ['p9?', 'p95', true],
  ['p9?', 'p9', false],
  ['a*b*c', 'aXbYbZc', true],
  ['queue_time p(50)', 'queue_time p(50)', true],
  ['', 'x', false],
])('pattern %s on %s: %s', (pattern, name, fits) => {
  expect(matchGlob(pattern, name)).toBe(fits);
});

it('takes no longer for a pattern made to be slow', () => {
  expect(matchGlob('*a'.repeat(50), `${'a'.repeat(20_000)}b`)).toBe(false);
});
