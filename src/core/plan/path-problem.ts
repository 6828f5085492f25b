import type { Path } from './document.ts';

/** Something wrong at a path of the plan, wherever the plan came from. */
export interface PathProblem {
  readonly path: Path;
  /** Which part of the pair is wrong. */
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly fix?: string;
}
