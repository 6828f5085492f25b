import { type expect, test } from 'vitest';
import { type Exempt, isExempt, type Row, snapshotName } from './row.ts';

/** Makes a test of each row: `row 7: 5xx on every call for 30 minutes`. */
export function register(rows: readonly (Row | Exempt)[], options: { readonly concurrent?: boolean } = {}): void {
  for (const one of rows) {
    const name = `row ${one.number}: ${one.case}`;
    if (isExempt(one)) continue;
    const run = async ({ expect: check }: { readonly expect: typeof expect }): Promise<void> => {
      const told = await one.tell();
      const text = (typeof told === 'string' ? [told] : told).join('\n');
      check(text.trim(), 'a row tells the user something').not.toBe('');
      await check(`${text}\n`).toMatchFileSnapshot(`__snapshots__/${snapshotName(one)}`);
    };
    if (options.concurrent === true) test.concurrent(name, run);
    else test(name, run);
  }
}
