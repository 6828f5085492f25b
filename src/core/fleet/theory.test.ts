import { expect, it } from 'vitest';
import { erlangC, meanWait } from '../../../test/support/queueing.ts';

// With three million arrivals a load, and 3 % at 0.5, 0.8 and 0.9, in bench/capacity.ts; 200,000 scatter more the busier the fleet is.
it.each([
  [0.5, 0.03],
  [0.8, 0.06],
])("M/M/5 at %f: the mean wait is Erlang C's, and Little's law holds to 1 %%", (load, within) => {
  const { wait, erlang, little } = meanWait(5, load, 200_000);
  expect(Math.abs(wait / erlang - 1)).toBeLessThan(within);
  expect(little).toBeLessThan(0.01);
});

// Published values of the Erlang C formula: C(5, 4) = 0.5541, C(5, 3) = 0.2362.
it('knows the formula', () => expect([erlangC(5, 4), erlangC(5, 3)].map((p) => p.toFixed(4))).toEqual(['0.5541', '0.2362']));
