import { markdownTable } from 'markdown-table';

/** A table whose cells stay cells: pipes and line breaks in them are escaped. Cells are Markdown otherwise. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownTable(
    [head, ...rows].map((row) => row.map(cell)),
    { alignDelimiters: false },
  );
}

function cell(text: string): string {
  return text
    .trim()
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ');
}

/** Text as code: a value, a key, a name. Nothing for the empty text. */
export function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}

/**
 * Replaces what stands between `<!-- NAME:start -->` and `<!-- NAME:end -->`.
 *
 * @throws when the text lacks one of the two markers
 */
export function replaceBetween(text: string, name: string, content: string): string {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The markers ${start} and ${end} are missing, or in the wrong order.`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}
