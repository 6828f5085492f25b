import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isExempt, type Row, snapshotName } from './row.ts';
import { allRows, messageOf, ROW_NUMBERS, ROWS, renderConformance } from './table.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('every row has one test, or a reason why it can’t apply', () => {
  expect(allRows().map(({ number }) => number)).toEqual(ROW_NUMBERS);
  for (const one of allRows()) if (isExempt(one)) expect(one.because.length, `row ${one.number}`).toBeGreaterThan(40);
});

test.each(Object.keys(ROWS))('the rows of %s are registered by their test file', (name) => {
  expect(read(`${name}.test.ts`)).toMatch(new RegExp(`register\\(ROWS\\.${name}[,)]`));
});

test('every row that is tested tells the user something, and no snapshot is left of one that is gone', () => {
  const tested = allRows().filter((one): one is Row => !isExempt(one));
  for (const one of tested) expect(messageOf(one), `row ${one.number}: run npx vitest run --project conformance -u`).toBeTruthy();
  expect(readdirSync(new URL('__snapshots__', import.meta.url)).toSorted()).toEqual(tested.map(snapshotName).toSorted());
});

test('docs/conformance.md is what the tests say; if not: npm run docs:conformance', () => {
  expect(read('../../docs/conformance.md')).toBe(renderConformance());
});
