import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { R } from '../../../test/support/r-vectors.ts';
import { benjaminiHochberg, holm } from './multiplicity.ts';

const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 50 });

describe.each([
  ['holm', holm, 'holm'],
  ['benjaminiHochberg', benjaminiHochberg, 'bh'],
] as const)('%s', (_name, adjust, column) => {
  it.each(R.adjust.map((row) => [row.p.length, row] as const))('gives the values of R for %i tests', (_n, row) => {
    for (const [i, got] of adjust(row.p).entries()) expect(Math.abs(got - (row[column][i] ?? Number.NaN))).toBeLessThan(1e-14);
  });

  it('never makes a p smaller, nor a larger one the smaller of two', () => {
    fc.assert(
      fc.property(probabilities, (p) => {
        const adjusted = adjust(p);
        for (const [i, each] of p.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(each - 1e-15);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          for (const [j, other] of p.entries()) if (each < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] ?? 0);
        }
      }),
    );
  });

  it('refuses what is no probability', () => {
    expect(() => adjust([0.1, Number.NaN])).toThrow('got NaN');
  });
});
