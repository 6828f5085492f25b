import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText } from '../../../test/support/hostile-text.ts';
import { stripControls } from './controls.ts';
import { displayWidth, pad, truncate } from './truncate.ts';

test('what is cut shows as "…", at a character as readers count them', () => {
  expect(truncate('workflow', 5)).toBe('work…');
  expect(truncate('workflow', 8)).toBe('workflow');
  expect(truncate('全角文字', 5)).toBe('全角…');
  expect(truncate('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 3)).toBe('👩‍👩‍👧‍👦…');
  expect(truncate('né\u0301e', 2)).toBe('n…');
});

test('widths are the ones of a terminal', () => {
  expect(['abc', 'é', 'e\u0301', '全', '👩‍👩‍👧‍👦', '✓', '\u200b'].map(displayWidth)).toEqual([3, 1, 1, 2, 2, 1, 0]);
  expect(pad('全', 4)).toBe('全  ');
  expect(pad('7', 3, 'end')).toBe('  7');
});

test('no text is wider than it may be, half a character long, or full of marks', () => {
  fc.assert(
    fc.property(hostileText, fc.integer({ min: 1, max: 60 }), (text, columns) => {
      const cut = truncate(stripControls(text), columns);
      expect(displayWidth(cut)).toBeLessThanOrEqual(columns);
      expect(cut.isWellFormed()).toBe(true);
      expect(cut.length).toBeLessThanOrEqual(columns * 12 + 33);
    }),
    { numRuns: 2_000 },
  );
  expect(truncate(`e${'\u0301'.repeat(5_000)}x`, 10)).toBe(`e${'\u0301'.repeat(7)}…`);
});
