/** A plan that can't be run, with everything that is wrong with it already laid out for people. Exit code 2. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  /** How many problems there are. */
  readonly count: number;

  /** @param shown the problems, a line or a few each */
  constructor(shown: string, count: number) {
    super(shown);
    this.count = count;
  }
}
