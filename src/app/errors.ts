/** A session can't be resumed as it was asked for; nothing was sent. Each problem is a sentence with what to do. */
export class ResumeRefusedError extends Error {
  override readonly name = 'ResumeRefusedError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: { cause?: unknown }) {
    super(problems.join('\n'), options);
    this.problems = problems;
  }
}

/** There is no such session to resume. */
export class SessionNotFoundError extends Error {
  override readonly name = 'SessionNotFoundError';
}
