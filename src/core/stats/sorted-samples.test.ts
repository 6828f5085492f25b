import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortSamples } from './sorted-samples.ts';

describe('sortSamples', () => {
  it('sorts by size, not by text, and leaves its input alone', () => {
    const input = [10, 9, -1, 2.5];
    expect(sortSamples(input)).toEqual([-1, 2.5, 9, 10]);
    expect(input).toEqual([10, 9, -1, 2.5]);
  });

  it('has nothing to give for nothing', () => {
    expect(sortSamples([])).toBeUndefined();
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %s by name', (value) => {
    expect(() => sortSamples([1, value])).toThrow(`a sample must be a finite number, got ${value}`);
  });

  it('keeps every value', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
        expect(sortSamples(values)).toEqual([...values].sort((a, b) => a - b || (Object.is(a, -0) ? -1 : 0) - (Object.is(b, -0) ? -1 : 0)));
      }),
    );
  });
});
