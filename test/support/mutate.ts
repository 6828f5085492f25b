import { seededRandom } from '../../src/core/random.ts';

/** A source of random numbers, 0 ≤ x < 1. */
export type Draw = () => number;

/** The same seed gives the same numbers everywhere. */
export function drawFrom(seed: number): Draw {
  const random = seededRandom(seed);
  return () => random.next();
}

const NUMBERS = ['0', '-1', '1e999', 'NaN', '-0', '1e-320', '9007199254740993', '""', 'null', 'true', '[]', '{}', '1,2', '"NaN"', '0x10', '∞'];
const PIECES = [
  '\u0000',
  '\u001b[31m',
  '\r',
  '\n',
  '\t',
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '|',
  '│',
  '±',
  'ns',
  '(',
  ')',
  '__proto__',
  ' ',
  '\uFEFF',
  '\ud800',
  '%',
];

/**
 * A text like one of these, broken in one to four places: a piece left out, doubled, moved in from another text, a number or a character
 * replaced, a line moved, the end cut off. One in ten is random from the start.
 */
export function mutate(texts: readonly string[], draw: Draw): string {
  const at = (length: number): number => Math.floor(draw() * length);
  const one = <T>(items: readonly T[]): T => items[at(items.length)] as T;
  if (draw() < 0.1) return Array.from({ length: at(200) }, () => (draw() < 0.3 ? one(PIECES) : String.fromCharCode(32 + at(95)))).join('');
  let text = one(texts);
  for (let i = 1 + at(4); i > 0; i--) {
    const from = at(text.length + 1);
    const to = Math.min(text.length, from + at(draw() < 0.5 ? 8 : 400));
    const kind = at(8);
    if (kind === 0) text = text.slice(0, from) + text.slice(to);
    else if (kind === 1) text = text.slice(0, to) + text.slice(from);
    else if (kind === 2) text = text.slice(0, from) + one(PIECES) + text.slice(from);
    else if (kind === 3) text = text.slice(0, from) + fragment(one(texts), draw) + text.slice(to);
    else if (kind === 4) text = text.slice(0, from);
    else if (kind === 5) text = replaceNumber(text, from, one(NUMBERS));
    else if (kind === 6) text = replaceNumber(text, from, String((draw() - 0.5) * 10 ** at(300)));
    else text = moveLine(text, at, from);
  }
  return text;
}

function fragment(text: string, draw: Draw): string {
  const from = Math.floor(draw() * text.length);
  return text.slice(from, from + Math.floor(draw() * 300));
}

function replaceNumber(text: string, from: number, by: string): string {
  const found = /-?\d[\d.]*/.exec(text.slice(from));
  return found === null ? text : text.slice(0, from + found.index) + by + text.slice(from + found.index + found[0].length);
}

function moveLine(text: string, at: (length: number) => number, from: number): string {
  const lines = text.split('\n');
  const [line = ''] = lines.splice(at(lines.length), 1);
  lines.splice(Math.min(lines.length, from % (lines.length + 1)), 0, line);
  return lines.join('\n');
}
