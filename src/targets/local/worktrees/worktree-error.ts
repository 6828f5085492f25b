/** A worktree could not be had, kept or cleaned. */
export class WorktreeError extends Error {
  override readonly name = 'WorktreeError';
  /**
   * - `refused`: this repository, place or ref can't be served as asked: the user has to change something
   * - `broken`: git or the disk failed
   * - `stopped`: the caller's signal was aborted, or the pool was closed
   */
  readonly kind: 'refused' | 'broken' | 'stopped';
  /** What to do about it. */
  readonly fix?: string;

  constructor(kind: WorktreeError['kind'], message: string, options: { readonly fix?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    if (options.fix !== undefined) this.fix = options.fix;
  }
}
