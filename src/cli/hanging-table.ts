import { displayWidth, pad } from '../reports/escape/truncate.ts';
import { wrap } from '../reports/escape/wrap.ts';

/** The last column is never narrower than this, however small the terminal. */
const NARROWEST = 24;

/**
 * Rows in columns whose last one holds sentences: it is wrapped, and goes on under itself. The other cells are short and stay whole.
 *
 * @param columns width of the terminal
 * @param indent blanks before each line
 */
export function hangingTable(rows: readonly (readonly string[])[], columns: number, indent = 2): string[] {
  const last = Math.max(0, ...rows.map((row) => row.length)) - 1;
  const widths = Array.from({ length: last }, (_, i) => Math.max(0, ...rows.map((row) => displayWidth(row[i] ?? ''))));
  const left = indent + widths.reduce((sum, width) => sum + width + 2, 0);
  const room = Math.max(NARROWEST, columns - left);
  return rows.flatMap((row) => {
    const head = ' '.repeat(indent) + widths.map((width, i) => `${pad(row[i] ?? '', width, 'start')}  `).join('');
    const lines = wrap(row[last] ?? '', room, '');
    return (lines.length === 0 ? [''] : lines).map((line, i) => `${i === 0 ? head : ' '.repeat(left)}${line}`.trimEnd());
  });
}
