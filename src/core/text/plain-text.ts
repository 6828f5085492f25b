/** ANSI: CSI, then OSC, DCS, SOS, PM, APC up to their end, then the two-character sequences. Both 7-bit and 8-bit forms. */
export const ANSI = new RegExp(
  [
    '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]',
    '(?:\\u001b[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u009c]*(?:\\u0007|\\u001b\\\\|\\u009c)?',
    '\\u001b[ -/]*[0-~]',
  ].join('|'),
  'g',
);

/** Controls but for tab and line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is what it is for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * What a program wrote, as lines of plain text: colours and other terminal sequences are taken out, every kind of line end becomes a line
 * feed (also the carriage return with which a progress bar goes back), other controls vanish, half a surrogate pair becomes U+FFFD.
 *
 * @example plainText('\u001b[32mok\u001b[0m\r\n') // 'ok\n'
 */
export function plainText(text: string): string {
  return text.toWellFormed().replace(ANSI, '').replace(/\r\n?/g, '\n').replace(CONTROLS, '');
}
