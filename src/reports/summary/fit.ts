import { utf8Length } from '../escape/base64.ts';

/** A part of a Markdown page. What can be cut of it are `lines`, from the end; `before` and `after` stand around them. */
export interface Section {
  /** What it holds, in the plural, for the line that says what was cut: `slowest runs`. */
  readonly name: string;
  /** How much it matters: of two sections, the one with the higher rank is cut first. Rank 0 is never cut. */
  readonly rank: number;
  readonly before: readonly string[];
  readonly lines: readonly string[];
  readonly after: readonly string[];
}

/** Where the whole is that a page shows only a part of; for the line that says so. */
export type WholeAt = string;

interface Fitted {
  readonly section: Section;
  /** How many of its lines are shown. */
  kept: number;
}

/**
 * Sets sections one below the other, in their order, in at most `limitBytes` bytes of UTF-8. Where that is too little, lines
 * are cut from the least important sections, each cut is named where it was made, and a section of which nothing is left goes
 * with its heading. Should even the sections of rank 0 be too long, they are cut at a line.
 */
export function fitSections(sections: readonly Section[], limitBytes: number, wholeAt: WholeAt): string {
  const parts: Fitted[] = sections.map((section) => ({ section, kept: section.lines.length }));
  const sizes = parts.map((part) => utf8Length(render(part, wholeAt)));
  let total = sizes.reduce((sum, size) => sum + size, 0);
  const order = parts.map((part, i) => ({ part, i })).sort((a, b) => b.part.section.rank - a.part.section.rank || b.i - a.i);
  for (const { part, i } of order) {
    if (total <= limitBytes || part.section.rank === 0) break;
    const others = total - (sizes[i] ?? 0);
    shrink(part, limitBytes - others, wholeAt);
    const size = utf8Length(render(part, wholeAt));
    total = others + size;
  }
  return cutAtLine(parts.map((part) => render(part, wholeAt)).join(''), limitBytes, wholeAt);
}

function render({ section, kept }: Fitted, wholeAt: WholeAt): string {
  const all = section.lines.length;
  const cut = kept < all ? [cutNotice(`${all - kept} of ${all} lines of “${section.name}” are cut here`, wholeAt)] : [];
  // Nothing left: the heading goes too, the notice stays.
  const lines = kept === 0 && all > 0 ? cut : [...section.before, ...section.lines.slice(0, kept), ...section.after, ...cut];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`;
}

const cutNotice = (what: string, wholeAt: WholeAt): string => `\n_${what} to fit the page; the whole is in ${wholeAt}._`;

/** Keeps the most lines with which the section takes no more than `room` bytes; none when that is impossible. */
function shrink(part: Fitted, room: number, wholeAt: WholeAt): void {
  let [low, high] = [0, part.section.lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    part.kept = middle;
    if (utf8Length(render(part, wholeAt)) <= room) low = middle;
    else high = middle - 1;
  }
  part.kept = Math.max(0, low);
}

function cutAtLine(page: string, limitBytes: number, wholeAt: WholeAt): string {
  if (utf8Length(page) <= limitBytes) return page;
  const notice = `${cutNotice('The rest is cut', wholeAt)}\n`;
  let room = limitBytes - utf8Length(notice);
  const kept: string[] = [];
  for (const line of page.split('\n')) {
    room -= utf8Length(line) + 1;
    if (room < 0) break;
    kept.push(line);
  }
  return `${kept.join('\n')}\n${notice}`.trimStart();
}
