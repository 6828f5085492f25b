import { expect, test } from 'vitest';
import { suggest } from './suggest.ts';

const words = ['threshold', 'target', 'test', 'runs', 'rate', 'concurrency', 'mutation-spacing', 'queue_time'];

test.each([
  ['treshold', 'threshold'],
  ['thersholds', 'threshold'],
  ['RUNS', 'runs'],
  ['rusn', 'runs'],
  ['mutation_spacing', 'mutation-spacing'],
  ['queueTime', 'queue_time'],
  ['tset', 'test'],
  ['x', undefined],
  ['banana', undefined],
  ['', undefined],
  ['r'.repeat(100_000), undefined],
])('%s: did you mean %s?', (word, meant) => {
  expect(suggest(word, words)).toBe(meant);
});
