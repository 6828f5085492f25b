/** What `workers: auto` looks at. */
export interface MachineLoad {
  readonly processors: number;
  /** Processes that ran or wanted to, averaged over a minute. */
  readonly load: number;
}

/** Above this share of the processors the machine has more to do than it can. */
const BUSY = 1.2;
const IDLE = 0.8;

/** Workers to begin with: what the machine has to spare, at least 1. */
export function firstWorkerCount({ processors, load }: MachineLoad): number {
  return Math.max(1, Math.min(processors, Math.round(processors - load)));
}

/** One worker more while the machine idles and tests wait, one fewer while it has too much to do; from 1 to the number of processors. */
export function nextWorkerCount(now: number, waiting: number, { processors, load }: MachineLoad): number {
  if (load > processors * BUSY) return Math.max(1, now - 1);
  if (load < processors * IDLE && waiting > 0) return Math.min(processors, now + 1);
  return now;
}
