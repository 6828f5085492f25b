import type { Out } from '../world.ts';

const UP = (lines: number): string => (lines === 0 ? '' : `\u001b[${lines}A`);
/** Cleared behind the text and not before it, so that nothing flickers. */
const CLEAR_LINE_END = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';

/** The last lines of a terminal, drawn over and over in their place; other lines go above them and stay. */
export class LiveRegion {
  readonly #out: Out;
  #lines: readonly string[] = [];

  constructor(out: Out) {
    this.#out = out;
  }

  /** Draws the region. Lines must fit the terminal: one that wraps would be two. */
  draw(lines: readonly string[]): void {
    if (lines.length === this.#lines.length && lines.every((line, i) => line === this.#lines[i])) return;
    this.#out.write(`${this.#home()}${lines.map((line) => `${line}${CLEAR_LINE_END}\n`).join('')}${CLEAR_BELOW}`);
    this.#lines = lines;
  }

  /** Prints lines above the region. */
  print(text: string): void {
    const lines = [...text.split('\n'), ...this.#lines];
    this.#out.write(`${this.#home()}${lines.map((line) => `${line}${CLEAR_LINE_END}\n`).join('')}${CLEAR_BELOW}`);
  }

  /** Takes the region away; what comes next begins where it stood. */
  clear(): void {
    if (this.#lines.length === 0) return;
    this.#out.write(`${this.#home()}${CLEAR_BELOW}`);
    this.#lines = [];
  }

  #home(): string {
    return this.#lines.length === 0 ? '' : `\r${UP(this.#lines.length)}`;
  }
}
