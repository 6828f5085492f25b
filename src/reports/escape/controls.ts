import { ANSI } from '../../core/text/plain-text.ts';

/**
 * Text from outside (run names, titles, inputs, error messages) may hold characters that act instead of showing something:
 * terminal sequences, controls, marks that reverse the order of reading. No sink wants them.
 */

const LINE_ENDS = /\r\n|[\n\r\t\v\f\u0085\u2028\u2029]/g;

/** C0 and C1 controls, bidirectional marks, embeddings, overrides and isolates, zero-width spaces, the byte order mark, interlinear annotation marks. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is what it is for
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/**
 * The text as one line of characters that only show: terminal sequences, controls and bidirectional marks are taken out, a line
 * end or tab becomes one space, half a surrogate pair becomes U+FFFD. Letters of every script and emoji stay.
 *
 * @example stripControls('a\u001b[31mb\nc') // 'ab c'
 */
export function stripControls(text: string): string {
  return text.toWellFormed().replace(ANSI, '').replace(LINE_ENDS, ' ').replace(INVISIBLE, '');
}
