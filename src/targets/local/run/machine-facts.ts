import { availableParallelism, loadavg } from 'node:os';
import type { MachineLoad } from '../../../core/work/worker-count.ts';

/** What `workers: auto` follows. */
export type MachineFacts = MachineLoad;

/** This machine. Windows has no load average: there all processors count as idle. */
export function machineFacts(): MachineFacts {
  return { processors: availableParallelism(), load: loadavg()[0] ?? 0 };
}
