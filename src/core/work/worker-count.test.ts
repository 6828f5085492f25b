import { expect, it } from 'vitest';
import { firstWorkerCount, nextWorkerCount } from './worker-count.ts';

it.each([
  [8, 0, 8],
  [8, 6.4, 2],
  [8, 20, 1],
  [1, 0, 1],
])('of %i processors under a load of %f it begins with %i', (processors, load, count) => expect(firstWorkerCount({ processors, load })).toBe(count));

it.each([
  [3, 5, 1, 4],
  [3, 0, 1, 3],
  [8, 5, 1, 8],
  [3, 5, 12, 2],
  [1, 5, 12, 1],
  [3, 5, 8, 3],
])('%i workers with %i waiting under a load of %f of 8 become %i', (now, waiting, load, next) =>
  expect(nextWorkerCount(now, waiting, { processors: 8, load })).toBe(next),
);
