/** `::add-mask::VALUE`, as a workflow command says it; older runners took it anywhere behind blanks. */
const COMMAND = /^\s*::add-mask::(.*)$/;
const STARS = '***';

/**
 * Takes out of an output what a workflow asked to be masked with `::add-mask::VALUE`, as GitHub's log does. One for a whole run: what a job has
 * masked stays masked in the jobs after it.
 */
export class OutputMask {
  readonly #values = new Set<string>();

  /** A text of which no line will go on; also of what was written before its mask was known. */
  text(text: string): string {
    this.#learn(text);
    const lines = text.includes('::add-mask::') ? text.replaceAll(/^(\s*::add-mask::).*$/gm, `$1${STARS}`) : text;
    // A value may hold another one.
    return [...this.#values].sort((a, b) => b.length - a.length).reduce((masked, value) => masked.replaceAll(value, STARS), lines);
  }

  /** For an output that comes in pieces: a line is passed on when it has ended, so that no value is cut in two. */
  stream(write: (text: string) => void): { write(text: string): void; end(): void } {
    let begun = '';
    return {
      write: (text) => {
        begun += text;
        const end = Math.max(begun.lastIndexOf('\n'), begun.lastIndexOf('\r')) + 1;
        // A line that never ends is passed on in parts.
        const upTo = end === 0 && begun.length > LONGEST_LINE ? begun.length : end;
        if (upTo === 0) return;
        write(this.text(begun.slice(0, upTo)));
        begun = begun.slice(upTo);
      },
      end: () => {
        if (begun !== '') write(this.text(begun));
        begun = '';
      },
    };
  }

  #learn(text: string): void {
    if (!text.includes('::add-mask::')) return;
    for (const line of text.split(/\r?\n|\r/)) {
      const value = COMMAND.exec(line)?.[1];
      if (value === undefined) continue;
      const plain = value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
      // Of a value of several lines each is one, as they appear one by one.
      for (const part of [plain, ...plain.split(/\r?\n/)]) if (part.trim() !== '') this.#values.add(part);
    }
  }
}

const LONGEST_LINE = 64 * 1024;
