import { displayWidth, truncate } from './truncate.ts';

/**
 * Breaks a text of one line at spaces into lines of at most `columns` columns; a word that is longer than a line is cut.
 *
 * A number and its unit stay together.
 *
 * @param indent stands in front of every line but the first, and counts
 */
export function wrap(text: string, columns: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.replace(/(\d) (?=(?:%|s|ms|min)(?![\p{L}\p{N}]))/gu, '$1\u00a0').split(' ');
  for (const word of words.filter((one) => one !== '')) {
    const room = columns - (lines.length === 0 ? 0 : indent.length);
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= room) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(lines.length === 0 ? line : indent + line);
    line = truncate(word, columns - indent.length);
  }
  if (line !== '') lines.push(lines.length === 0 ? line : indent + line);
  return lines.map((one) => one.replaceAll('\u00a0', ' '));
}
