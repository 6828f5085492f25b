import type { JournalEntry, SessionEvent } from '../core/session/event.ts';

/** The durable, append-only list of events of one session. */
export interface Journal {
  /** Everything that was appended, in order. Throws {@link JournalDamagedError} when the chain is broken. */
  read(): Iterable<JournalEntry>;
  /**
   * Appends and returns the entries with their numbers. When the promise resolves they survive a kill and a power cut;
   * when it rejects, none of them counts and nothing may be sent that depends on them. Rejects with {@link JournalFencedError} when
   * somebody else has appended in the meantime.
   */
  append(at: number, events: readonly SessionEvent[]): Promise<readonly JournalEntry[]>;
  close(): void;
}

/** Another controller has appended to this journal since it was opened: the session is no longer ours. */
export class JournalFencedError extends Error {
  override readonly name = 'JournalFencedError';
}

/** The journal does not hold what was written. */
export class JournalDamagedError extends Error {
  override readonly name = 'JournalDamagedError';
  /** The last entry that can be believed; 0 for none. */
  readonly lastGoodSeq: number;

  constructor(message: string, options: { lastGoodSeq: number; cause?: unknown }) {
    super(message, options);
    this.lastGoodSeq = options.lastGoodSeq;
  }
}

/** The journal was written by a newer version of this program. */
export class JournalVersionError extends JournalDamagedError {}
