/** What a comment of ours says about itself, where no reader sees it. */
export interface CommentMark {
  readonly gateId: string;
  /** The run that wrote it last. */
  readonly runId?: string;
  readonly attempt?: number;
}

const PREFIX = '<!-- runner-harness gate=';

/**
 * The first line of a comment: by it the comment of a gate is found again, and a slow run knows that a later one has written already.
 *
 * @example commentMarker({ gateId: 'bench', runId: '42', attempt: 1 }) // "<!-- runner-harness gate=bench run=42 attempt=1 -->"
 */
export function commentMarker({ gateId, runId, attempt }: CommentMark): string {
  const run = runId === undefined ? '' : ` run=${encode(runId)} attempt=${attempt ?? 1}`;
  return `${PREFIX}${encode(gateId)}${run} -->`;
}

/** Reads the marker of a comment's text; `undefined`: it has none. */
export function readCommentMarker(body: string): CommentMark | undefined {
  const match = /^<!-- runner-harness gate=(\S+?)(?: run=(\S+?) attempt=(\d{1,6}))? -->(?:\r?\n|$)/.exec(body);
  const [, gate, run, attempt] = match ?? [];
  if (gate === undefined) return undefined;
  try {
    return {
      gateId: decodeURIComponent(gate),
      ...(run !== undefined && { runId: decodeURIComponent(run), attempt: Number(attempt) }),
    };
  } catch {
    return undefined;
  }
}

/** Does `mark` come from a later run than this one? Run ids grow. */
export function isLater(mark: CommentMark, { runId, attempt = 1 }: CommentMark): boolean {
  if (mark.runId === undefined || runId === undefined || !/^\d{1,18}$/.test(mark.runId) || !/^\d{1,18}$/.test(runId)) return false;
  const [theirs, ours] = [Number(mark.runId), Number(runId)];
  return theirs > ours || (theirs === ours && (mark.attempt ?? 1) > attempt);
}

/** Percent-encoded, hyphens too: two of them would end the comment. A lone surrogate can't be encoded and becomes U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[-!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
