import { stripControls } from './controls.ts';
import { displayWidth, truncate } from './truncate.ts';

/** Breaks what GitHub makes of text after parsing (mentions, references); visible in the source, unlike the character itself. */
const BREAK = '&#8203;';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '|': '&#124;', $: '&#36;' };

/** What Markdown and GitHub act on. One pass, so that no escape is escaped again. */
const ACTIVE = new RegExp(
  [
    '(?<entity>[&<>|$])',
    // Mentions, references and automatic links: broken behind their first part.
    '(?<broken>@(?=\\S)|#(?=\\d)|(?<!\\w)gh-(?=\\d)|:(?=\\/\\/)|www(?=\\.)|(?:mailto|xmpp):(?=\\S))',
    '[\\\\`*[\\]~]',
    // Between letters an underscore means nothing: metric names stay readable in the source.
    '(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])',
    // What opens a block at the start of a line.
    '^#|^[-+=]|(?<=^\\d{1,9})[.)](?=\\s|$)',
  ].join('|'),
  'giu',
);

/**
 * Untrusted text as inert inline Markdown: for a table cell, a paragraph or a list item, at any place in its line.
 *
 * The reader sees the text itself. No HTML, emphasis, code, link, image, footnote, alert, formula, heading, list or table
 * bar comes of it, and no mention (`@name`), reference (`#12`, `GH-12`), or automatic link (`https://…`, `www.…`, e-mail).
 *
 * @param columns cut to this width, 120 by default
 * @example markdownText('a|b <script> @octocat #1') // 'a&#124;b &lt;script&gt; @&#8203;octocat #&#8203;1'
 */
export function markdownText(text: string, columns = 120): string {
  return truncate(stripControls(text).trim(), columns).replace(ACTIVE, (...match) => {
    const groups = match.at(-1) as { readonly entity?: string; readonly broken?: string };
    if (groups.entity !== undefined) return ENTITIES[groups.entity] ?? '';
    return groups.broken === undefined ? `\\${match[0]}` : groups.broken + BREAK;
  });
}

/**
 * A web address that may stand in a link, or `undefined` when it is none: http or https, no user name, nothing that ends a
 * Markdown link or an HTML attribute.
 */
export function markdownUrl(url: string): string | undefined {
  if (url.length > 2_000 || !/^https?:\/\/[^\s/?#@\\]+(?:[/?#]\S*)?$/i.test(url)) return undefined;
  if (stripControls(url) !== url) return undefined;
  return url.replace(/[()<>[\]|\\"'`*_{}$~!^]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A link with an untrusted label and address; the label alone when the address is no web address. */
export function markdownLink(label: string, url: string | undefined, columns = 120): string {
  const address = url === undefined ? undefined : markdownUrl(url);
  // A label that can't be seen is a link that can't be seen.
  const text = displayWidth(stripControls(label).trim()) === 0 ? '–' : markdownText(label, columns);
  return address === undefined ? text : `[${text}](${address})`;
}

/** Lines that people copy, in a fenced block. The text is literal; its fence is longer than any run of backticks in it. */
export function markdownCodeBlock(lines: readonly string[], language: 'sh' | 'text' = 'text'): string {
  const clean = lines.map(stripControls);
  const longest = clean.reduce((most, line) => Math.max(most, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length)), 2);
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...clean, fence].join('\n');
}

/** Text of ours that must stay on one line in a cell: numbers with their unit. */
export function nowrap(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}
