import { Collection } from './collect.ts';
import type { BenchmarkFile, Importer } from './importer.ts';
import { Refusal } from './refusal.ts';

/** What makes a text format: the rest is the same for all of them. */
export interface TextFormat extends Omit<Importer, 'detect' | 'read'> {
  /** Is one of the lines, or are all of them together, unlike any other tool's? */
  detect(lines: readonly string[]): boolean;
  /** May throw a {@link Refusal} with the line that is wrong. */
  read(lines: readonly string[], into: Collection, file: BenchmarkFile): void;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with ESC
const COLOURS = /\u001b\[[0-9;?]*[A-Za-z]/g;

/**
 * An importer of a text format. The same benchmark again in one file is one more sample: that is what repeats appended to a file look like.
 */
export function textImporter({ detect, read, ...about }: TextFormat): Importer {
  return {
    ...about,
    detect: (file) => file.json === undefined && detect(linesOf(file)),
    read(file) {
      const into = new Collection('samples');
      try {
        read(linesOf(file), into, file);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { ok: false, ...(error.line !== undefined && { line: error.line }), reason: error.message };
      }
      return { ok: true, ...into.finish() };
    },
  };
}

/** Nothing that a benchmark prints is longer, but for the histograms of a log. */
const MAX_LINE_CHARS = 4_096;
/** Columns are never further apart; a pattern that looks for the end of a gap must not look through a whole file of blanks. */
const WIDE_GAP = /[ \t]{200,}/g;

const split = new WeakMap<BenchmarkFile, readonly string[]>();

/**
 * Lines as a terminal shows them: without colours, and of a line that was written over, the last state. Lines too long for a result are
 * empty. Split once for all importers.
 */
function linesOf(file: BenchmarkFile): readonly string[] {
  const known = split.get(file);
  if (known !== undefined) return known;
  const lines = file.text.split(/\r?\n/).map(shownLine);
  split.set(file, lines);
  return lines;
}

function shownLine(line: string): string {
  const plain = line.includes('\u001b') ? line.replace(COLOURS, '') : line;
  const last = plain.slice(plain.lastIndexOf('\r') + 1);
  if (last.length < 200) return last;
  if (last.length > MAX_LINE_CHARS && !last.includes(',HIST')) return '';
  return last.replace(WIDE_GAP, ' '.repeat(200));
}
