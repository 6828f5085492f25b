import { describe, expect, it } from 'vitest';
import { standsOnOtherLevel } from './bistable.ts';

const around = (level: number, n: number): number[] => Array.from({ length: n }, (_, i) => level * (1 + (i - n / 2) / 2_000));
const both = [...around(1, 19), ...around(1.26, 6)];

describe('standsOnOtherLevel', () => {
  it('knows the level that the baseline already had', () => {
    expect(standsOnOtherLevel(both, around(1.26, 25))).toBe(6);
    expect(standsOnOtherLevel([...around(1, 6), ...around(1.26, 19)], around(1, 25))).toBe(6);
  });

  it('is not fooled by stragglers, by a third level, or by a baseline of one level', () => {
    expect(standsOnOtherLevel([...around(1, 23), 1.2, 1.3], around(1.25, 25))).toBeUndefined();
    expect(standsOnOtherLevel(both, around(1.6, 25))).toBeUndefined();
    expect(standsOnOtherLevel(around(1, 25), around(1.26, 25))).toBeUndefined();
    expect(
      standsOnOtherLevel(
        Array.from({ length: 20 }, () => 1),
        around(1, 5),
      ),
    ).toBeUndefined();
  });

  it('needs ten values to speak of levels', () => {
    expect(standsOnOtherLevel([1, 1, 1, 2, 2], [2, 2, 2])).toBeUndefined();
  });
});
