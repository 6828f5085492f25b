import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostPlaces, nextPlacesChangeMs, placesAt, placesDurationMs } from './places.ts';

const up = [{ from: 1, to: 4, durationMs: 30_000 }];

test('places come one by one, at equal distances', () => {
  expect([0, 9_999, 10_000, 20_000, 29_999, 30_000].map((at) => placesAt(up, at))).toEqual([1, 1, 2, 3, 3, 0]);
  expect([0, 10_000, 20_000].map((at) => nextPlacesChangeMs(up, at))).toEqual([10_000, 20_000, 30_000]);
});

test('and go one by one; a stage of no time goes to its target at once', () => {
  const all = [
    { from: 10, to: 10, durationMs: 0 },
    { from: 10, to: 8, durationMs: 20_000 },
    { from: 8, to: 8, durationMs: 5_000 },
  ];
  expect([0, 9_999, 10_000, 19_999, 20_000, 24_999, 25_000].map((at) => placesAt(all, at))).toEqual([10, 10, 9, 9, 8, 8, 0]);
  expect([mostPlaces(all), placesDurationMs(all)]).toEqual([10, 25_000]);
});

test('between two changes the number does not change', () => {
  const segments = fc.array(fc.record({ from: fc.nat(30), to: fc.nat(30), durationMs: fc.integer({ min: 0, max: 100_000 }) }), { maxLength: 5 });
  fc.assert(
    fc.property(segments, (all) => {
      let at = 0;
      for (let step = 0; step < 400; step++) {
        const next = nextPlacesChangeMs(all, at);
        if (next === undefined) {
          expect(placesAt(all, at)).toBe(0);
          return;
        }
        expect(next).toBeGreaterThan(at);
        expect(placesAt(all, at + (next - at) * 0.999)).toBe(placesAt(all, at));
        at = next;
      }
      throw new Error('it never ends');
    }),
    { numRuns: 300, seed: 1 },
  );
});
