import { markdownTable } from 'markdown-table';
import { displayWidth } from './truncate.ts';

declare const inert: unique symbol;

/** Markdown of one cell that went through this folder's escaping, or was written by us. */
export type Cell = string & { readonly [inert]?: true };

/** A column: its heading, and whether its cells are numbers (set right). */
export type TableColumn = readonly [heading: string, align?: 'end'];

/**
 * The lines of a GFM table, set so that the source reads as a table too. The cells must have been escaped: the package
 * escapes neither bars nor line ends.
 *
 * @throws RangeError for a cell with a line end or a bar in it, and for a row of another length: both would break the table
 */
export function tableLines(columns: readonly TableColumn[], rows: readonly (readonly Cell[])[]): string[] {
  for (const row of rows) {
    if (row.length !== columns.length) throw new RangeError(`a table row has ${row.length} cells, its table ${columns.length} columns`);
    const broken = row.find((cell) => /[\r\n|]/.test(cell));
    if (broken !== undefined) throw new RangeError(`a table cell was not escaped: ${JSON.stringify(broken.slice(0, 200))}`);
  }
  const heads = columns.map(([heading]) => heading);
  return markdownTable([heads, ...rows], { align: columns.map(([, align]) => (align === 'end' ? 'r' : '')), stringLength: displayWidth }).split('\n');
}
