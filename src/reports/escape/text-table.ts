import { displayWidth, pad, truncate } from './truncate.ts';

/**
 * Rows of cells set in columns, two spaces between them. When the table is wider than `columns`, the first column is cut, which
 * holds names; the others hold numbers.
 *
 * @param ends columns whose cells are set right
 */
export function textTable(rows: readonly (readonly string[])[], columns: number, ends: ReadonlySet<number>): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => displayWidth(row[i] ?? ''))));
  const others = widths.slice(1).reduce((sum, width) => sum + width + 2, 0);
  widths[0] = Math.min(widths[0] ?? 0, Math.max(8, columns - others));
  return rows.map((row) =>
    row
      .map((cell, i) => pad(i === 0 ? truncate(cell, widths[0] ?? 0) : cell, widths[i] ?? 0, ends.has(i) ? 'end' : 'start'))
      .join('  ')
      .trimEnd(),
  );
}
