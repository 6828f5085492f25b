import { expect, test } from 'vitest';
import type { Scenario } from '../plan/plan.ts';
import { slotUnit } from './slot-unit.ts';

const units: Scenario['units'] = [
  { workflow: 'a.yml', inputs: {} },
  { workflow: 'b.yml', inputs: {} },
  { workflow: 'c.yml', inputs: {} },
];

test('without weights units come in turn', () => {
  expect([0, 1, 2, 3, 4].map((n) => slotUnit({ units }, 's', n))).toEqual([0, 1, 2, 0, 1]);
});

test('with weights they are drawn in proportion, and a slot needs none before it', () => {
  const weights = [1, 3, 6];
  const drawn = Array.from({ length: 10_000 }, (_, n) => slotUnit({ units, weights }, 's', n));
  // Chi-squared with 2 degrees of freedom, 0.1 %: 13.8.
  const squares = weights.map((weight, unit) => (drawn.filter((one) => one === unit).length - weight * 1_000) ** 2 / (weight * 1_000));
  expect(squares.reduce((sum, one) => sum + one, 0)).toBeLessThan(13.8);
  expect(slotUnit({ units, weights }, 's', 7_777)).toBe(drawn[7_777]);
  expect(drawn.slice(0, 50)).not.toEqual(Array.from({ length: 50 }, (_, n) => slotUnit({ units, weights }, 't', n)));
});
