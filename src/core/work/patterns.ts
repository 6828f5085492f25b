/** A pattern of a suite, read: a text that is looked for without case, or a regular expression. */
export type Pattern = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'regex'; readonly source: string; readonly flags: string };

/** Tries a regular expression; `undefined`: it took too long to say. Given by whoever can stop a computation, which pure code can't. */
export type TryRegex = (source: string, flags: string, text: string) => boolean | undefined;

/** More is no pattern but an accident. */
export const MOST_PATTERN_LENGTH = 1_000;

/**
 * Reads a pattern: `/regex/flags` with the flags i, m, s, u, or else a text.
 *
 * @returns the pattern, or in words what is wrong with it
 * @example parsePattern('/ok \\d+/i') // { kind: 'regex', source: 'ok \\d+', flags: 'i' }
 */
export function parsePattern(pattern: string): Pattern | { readonly wrong: string } {
  if (pattern === '') return { wrong: 'an empty pattern is found everywhere' };
  if (pattern.length > MOST_PATTERN_LENGTH) return { wrong: `the pattern has ${pattern.length} characters: at most ${MOST_PATTERN_LENGTH}` };
  const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(pattern) ?? [];
  // A path such as /usr/lib/ is a text: only the flags that there are make it a regular expression.
  if (source === undefined || !/^[imsu]*$/.test(flags) || new Set(flags).size !== flags.length) return { kind: 'text', text: pattern };
  try {
    new RegExp(source, flags);
    return { kind: 'regex', source, flags };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

/** What a look for patterns in an output showed. */
export interface PatternLook {
  readonly matches: readonly { readonly pattern: string; readonly found: boolean }[];
  /** Patterns that took too long: they count as not found. */
  readonly stuck: readonly string[];
}

/** Looks for each pattern in an output that is free of colours and capped. */
export function matchPatterns(patterns: readonly string[], output: string, tryRegex: TryRegex): PatternLook {
  const stuck: string[] = [];
  let lower: string | undefined;
  const matches = patterns.map((pattern) => {
    const read = parsePattern(pattern);
    if ('wrong' in read) return { pattern, found: false };
    if (read.kind === 'text') {
      lower ??= output.toLowerCase();
      return { pattern, found: lower.includes(read.text.toLowerCase()) };
    }
    const found = tryRegex(read.source, read.flags, output);
    if (found === undefined) stuck.push(pattern);
    return { pattern, found: found === true };
  });
  return { matches, stuck };
}
