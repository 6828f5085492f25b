import { describe, expect, it } from 'vitest';
import { formatSize, parseSize } from './size-leaf.ts';

describe('parseSize', () => {
  it.each([
    ['500MB', 500_000_000],
    ['2 GiB', 2_147_483_648],
    ['1.5kB', 1_500],
  ])('%s', (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it.each(['', '5', '5 gb', '-1MB', '1e3MB', 'MB', '5MB ', '5Gb'])('takes nothing for granted: %j', (text) =>
    expect(parseSize(text)).toBeUndefined(),
  );
});

it('formats with three digits', () => {
  expect([0, 999, 1_000, 10_000_000_000, 1_234_567].map(formatSize)).toEqual(['0 B', '999 B', '1 kB', '10 GB', '1.23 MB']);
});
