import { expect, test } from 'vitest';
import { formatInterval } from './format.ts';

test('an interval has a dash, and the word where a sign would stand beside it', () => {
  expect(formatInterval([10, 15.25])).toBe('10–15.3');
  expect(formatInterval([-0.92, -0.401])).toBe('-0.92 to -0.401');
  expect(formatInterval([-1, 2])).toBe('-1 to 2');
});
