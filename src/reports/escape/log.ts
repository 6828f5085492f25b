import { stripControls } from './controls.ts';
import { truncate } from './truncate.ts';

/**
 * Untrusted text as one line of a log that the Actions runner reads: never a workflow command.
 *
 * The runner takes a line whose first visible characters are `::`, and any line with `##[`, as a command; both get a
 * zero-width space between their characters, `::` wherever a word begins with it: a line may be broken there later. Data and
 * properties of commands that we send ourselves are escaped where they are sent.
 *
 * @param columns cut to this width, 500 by default
 * @example logLine('x\n::error::y') // 'x ::error::y'
 */
export function logLine(text: string, columns = 500): string {
  return truncate(stripControls(text), columns)
    .replace(/(^|\s):(?=:)/g, '$1:\u200b')
    .replaceAll('##[', '#\u200b#[');
}

/** Untrusted text as one line for a terminal: nothing moves the cursor, sets a colour or reverses the order of reading. */
export function terminalText(text: string, columns = 500): string {
  return logLine(text, columns);
}
