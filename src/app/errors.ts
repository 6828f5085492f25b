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

/** What was given for the comparison can't be used; nothing was sent. Each problem with its file and what to do. */
export class GateInputError extends Error {
  override readonly name = 'GateInputError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
