/** Exit codes that no outcome gives; those of outcomes stand in `src/core/gate/exit-code.ts`. */
export const EXIT = {
  ok: 0,
  /** Something broke that is neither the plan's nor the fleet's fault. */
  error: 1,
  /** The command, the plan or the access is wrong; nothing was sent. */
  usage: 2,
  /** What was to run the plan is not fit for it: the same as the outcome `failed`, although nothing was sent. */
  unhealthy: 6,
} as const;
