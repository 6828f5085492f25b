/** The user asked for something that can't be done as asked; nothing was sent. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** What to do instead. */
  readonly fix?: string;

  constructor(message: string, options: { fix?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    if (options.fix !== undefined) this.fix = options.fix;
  }
}
