import type { ConductOptions } from '../app/conduct.ts';
import type { Clock } from '../ports/clock.ts';
import type { Target } from '../ports/target.ts';
import type { AccessOptions } from './github-access.ts';
import type { Access } from './token-facts.ts';

type TargetContext = Parameters<ConductOptions['createTarget']>[0];

/** Where a plan is executed: a GitHub that exists, or the embedded one, which ends with it. */
export interface Place extends AsyncDisposable {
  readonly clock: Clock;
  /** How much faster than real time the clock runs. */
  readonly speed: number;
  /** Sentences for people. */
  readonly about: readonly string[];
  readonly secrets: readonly string[];
  /** For questions that no plan asks; absent where no GitHub is asked. */
  readonly access?: Access;
  createTarget(context: TargetContext, onWarning: (message: string) => void): Target;
  /** Requests that the target has sent until now. */
  requests(): number;
}

export interface OpenTargetOptions extends AccessOptions {
  readonly sessionId: string;
  readonly clock: Clock;
  readonly speed?: string;
  /** Where earlier sessions lie: tests that took long then go first. */
  readonly reportRoot?: string;
  /** Show what tests write while they run. */
  readonly stream?: true;
}
