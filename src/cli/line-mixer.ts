import { terminalText } from '../reports/escape/log.ts';

/** Longer lines are cut: they are shown beside those of others. */
const COLUMNS = 500;

/** Shows what several write at once: whole lines, each with who wrote it. */
export class LineMixer {
  readonly #open = new Map<string, string>();
  readonly #show: (line: string) => void;

  constructor(show: (line: string) => void) {
    this.#show = show;
  }

  add(who: string, text: string): void {
    const lines = ((this.#open.get(who) ?? '') + text).split(/\r\n|\n|\r/);
    const rest = lines.pop() ?? '';
    // A line without an end must not grow for ever.
    if (rest.length > COLUMNS * 4) lines.push(rest);
    this.#open.set(who, rest.length > COLUMNS * 4 ? '' : rest);
    for (const line of lines) this.#line(who, line);
  }

  /** What has no line end yet. */
  flush(): void {
    for (const [who, rest] of this.#open) if (rest !== '') this.#line(who, rest);
    this.#open.clear();
  }

  #line(who: string, line: string): void {
    this.#show(`[${terminalText(who)}] ${terminalText(line, COLUMNS)}`);
  }
}
