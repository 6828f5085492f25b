const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The longest family emoji has 25 units; a letter with more marks than any script needs is an attack on the layout. */
const MAX_UNITS_PER_GRAPHEME = 32;
const MAX_UNITS_PER_LETTER = 8;
/** On the whole, a column of text that people wrote takes far less: the family takes two columns. */
const MAX_UNITS_PER_COLUMN = 12;

/** Zero-width characters and marks that stand alone. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Emoji, and the East Asian scripts that take two columns (Unicode's East Asian Width W and F, by block). */
const WIDE =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

const PLAIN_ASCII = /^[\x20-\x7e]*$/;

/** The characters as a reader counts them, each cut to a sane length. */
function split(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => {
    if (segment.length <= MAX_UNITS_PER_LETTER) return segment;
    return segment.slice(0, /^\p{Extended_Pictographic}/u.test(segment) ? MAX_UNITS_PER_GRAPHEME : MAX_UNITS_PER_LETTER).toWellFormed();
  });
}

function widthOf(grapheme: string): number {
  if (ZERO_WIDTH.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

/** Columns that a text takes on a terminal. Expects text without controls. */
export function displayWidth(text: string): number {
  return PLAIN_ASCII.test(text) ? text.length : split(text).reduce((sum, grapheme) => sum + widthOf(grapheme), 0);
}

/**
 * Cuts a text to a width without cutting through a character; what was cut shows as "…".
 *
 * @param columns the most columns that the answer takes, at least 1
 * @example truncate('workflow', 5) // 'work…'
 */
export function truncate(text: string, columns: number): string {
  if (PLAIN_ASCII.test(text)) return text.length <= columns ? text : `${text.slice(0, columns - 1)}…`;
  // No need to look at a megabyte to show a line of it.
  const head = text.slice(0, (columns + 1) * MAX_UNITS_PER_GRAPHEME);
  const parts = split(head.toWellFormed());
  let kept = '';
  let width = 0;
  let lastFit = '';
  for (const part of parts) {
    width += widthOf(part);
    if (width > columns || kept.length > columns * MAX_UNITS_PER_COLUMN) return `${lastFit}…`;
    kept += part;
    if (width <= columns - 1) lastFit = kept;
  }
  return head.length < text.length ? `${lastFit}…` : kept;
}

/** Fills a text with spaces to a width; on the left for `end`, which numbers want. Longer text stays as it is. */
export function pad(text: string, columns: number, align: 'start' | 'end' = 'start'): string {
  const fill = ' '.repeat(Math.max(0, columns - displayWidth(text)));
  return align === 'end' ? fill + text : text + fill;
}
