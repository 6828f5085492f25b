import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPair, formatPercent, formatQuantity } from './format-quantity.ts';

describe('formatQuantity', () => {
  it.each([
    [41.2, 's', '41.2 s'],
    [60, 's', '60 s'],
    [1234.5, 's', '1235 s'],
    [0.0412, 's', '41.2 ms'],
    [0.0000031, 's', '3.1 µs'],
    [0, 's', '0 s'],
    [-0.4, 's', '-400 ms'],
    [1500, 'ns/op', '1.5 µs/op'],
    [2, 'min', '120 s'],
    [0.0009996, 's', '1 ms'],
    [1048576, 'B', '1048576 B'],
    [3, '', '3'],
    [12.345, 'ops/s', '12.3 ops/s'],
  ])('%f %s is %s', (value, unit, want) => {
    expect(formatQuantity(value, unit)).toBe(want);
  });
});

describe('formatPair', () => {
  it.each([
    [1.123, 1, 's', ['1.123 s', '1.000 s']],
    [412.34, 98.7, 's', ['412.3 s', '98.7 s']],
    [0.0123, 0.01, 's', ['12.30 ms', '10.00 ms']],
    [1048577, 1048576, 'B', ['1048577 B', '1048576 B']],
    [5, 0, 's', ['5.000 s', '0.000 s']],
    [1.00001, 1, 's', ['1.00001 s', '1.00000 s']],
  ])('%f and %f %s', (a, b, unit, want) => {
    expect(formatPair(a, b, unit)).toEqual(want);
  });

  it('never shows two values alike that differ, nor fails on any number', () => {
    const number = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.constantFrom('s', 'ms', 'ns/op', 'B', ''), (a, b, unit) => {
        const [left, right] = formatPair(a, b, unit);
        const larger = Math.max(Math.abs(a), Math.abs(b));
        // Below 1e-300 a number has no digits left to lose in scaling.
        if (larger > 1e-300 && Math.abs(a - b) > 1e-3 * larger) expect(left).not.toBe(right);
        expect(formatQuantity(a, unit)).not.toContain('NaN');
      }),
    );
  });
});

describe('formatPercent', () => {
  it.each([
    [0.123, '12.3 %'],
    [0.1, '10 %'],
    [0.0004, '0.04 %'],
    [0, '0 %'],
    [123.4, '12340 %'],
    [-0.05, '-5 %'],
  ])('%f is %s', (fraction, want) => {
    expect(formatPercent(fraction)).toBe(want);
  });
});
