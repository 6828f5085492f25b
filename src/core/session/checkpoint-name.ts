/** What a checkpoint's name says. */
export interface CheckpointPlace {
  readonly generation: number;
  readonly epoch: number;
  /** 1, 2, 3 … within the epoch. */
  readonly n: number;
}

/** Enough of an id to tell sessions apart, and an artifact's name stays readable. */
const ID_DIGITS = 16;

/**
 * `rh-state-<session>-<epoch>-<n>`; from the second generation on, the session is `<id>.<generation>` as in its folder's name.
 *
 * @example checkpointName('abcdef0123456789', { generation: 1, epoch: 2, n: 7 }) // 'rh-state-abcdef0123456789-2-7'
 */
export function checkpointName(sessionId: string, { generation, epoch, n }: CheckpointPlace): string {
  return `${checkpointPrefix(sessionId)}${generation === 1 ? '' : `.${generation}`}-${epoch}-${n}`;
}

/** With which the names of all checkpoints of a session begin. */
export function checkpointPrefix(sessionId: string): string {
  return `rh-state-${sessionId.slice(0, ID_DIGITS)}`;
}

/** Reads a name; `undefined` for one that is none of this session's. */
export function parseCheckpointName(sessionId: string, name: string): CheckpointPlace | undefined {
  const prefix = checkpointPrefix(sessionId);
  const match = name.startsWith(prefix) ? /^(?:\.(\d{1,6}))?-(\d{1,6})-(\d{1,9})$/.exec(name.slice(prefix.length)) : null;
  return match === null ? undefined : { generation: Number(match[1] ?? 1), epoch: Number(match[2]), n: Number(match[3]) };
}

/** The newest first. */
export function newestFirst(a: CheckpointPlace, b: CheckpointPlace): number {
  return b.generation - a.generation || b.epoch - a.epoch || b.n - a.n;
}
