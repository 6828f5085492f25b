import { expect, it } from 'vitest';
import { levelStart } from './level-start.ts';

const level = (of: number, n: number): number[] => Array.from({ length: n }, (_, i) => of * (1 + ((i * 7) % 5) / 1_000));

it('is the last change point, and leaves at least 25 values', () => {
  expect(levelStart([...level(10, 60), ...level(12, 30)])).toBe(60);
  expect(levelStart([...level(10, 60), ...level(12, 8)])).toBe(43);
  expect(levelStart(level(10, 80))).toBe(0);
  expect(levelStart(level(10, 5))).toBe(0);
});
