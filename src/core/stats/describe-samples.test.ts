import { describe, expect, it } from 'vitest';
import { describeSamples } from './describe-samples.ts';
import { sortSamples } from './sorted-samples.ts';

describe('describeSamples', () => {
  // R 4.2.2: x <- c(3,6,7,8,8,9,10,13,15,16,20); mean(x); sd(x)
  it('gives the values of R', () => {
    const sorted = sortSamples([3, 6, 7, 8, 8, 9, 10, 13, 15, 16, 20]);
    const got = sorted && describeSamples(sorted);
    expect(got).toMatchObject({ n: 11, min: 3, max: 20 });
    expect(got?.mean).toBeCloseTo(10.454545454545455, 12);
    expect(got?.sd).toBeCloseTo(5.007267445696033, 12);
  });

  it('has no standard deviation for one value', () => {
    const one = sortSamples([7]);
    expect(one && describeSamples(one)).toEqual({ n: 1, min: 7, mean: 7, max: 7 });
  });
});
