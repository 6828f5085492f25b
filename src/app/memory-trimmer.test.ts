import { expect, test } from 'vitest';
import { memoryTrimmer } from './memory-trimmer.ts';

test('garbage that survived for a while is given back', () => {
  const trim = memoryTrimmer();
  let rows: object[] = Array.from({ length: 600_000 }, (_, n) => ({ n, name: `row ${n}` }));
  expect(rows.length).toBe(600_000);
  rows = [];
  const { heapTotal: before } = process.memoryUsage();
  trim();
  expect(process.memoryUsage().heapTotal).toBeLessThan(before - 24 * 1_024 * 1_024);
  expect(Reflect.has(globalThis, 'gc')).toBe(false);
});
