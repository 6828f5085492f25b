import type { RunRow } from '../core/result.ts';
import { spanMs } from './format.ts';

/** From when it was meant to start (open model), else was created, to its end: what one waits for a run. */
export function runSpanMs(run: RunRow): number | undefined {
  return spanMs(run.intendedAt ?? run.createdAt, run.completedAt);
}

/** The runs that took longest, longest first; equal ones in the order of the table. Runs without an end have no place. */
export function slowestRuns(runs: readonly RunRow[], most: number): { readonly run: RunRow; readonly ms: number }[] {
  return runs
    .flatMap((run) => {
      const ms = runSpanMs(run);
      return ms === undefined ? [] : [{ run, ms }];
    })
    .sort((a, b) => b.ms - a.ms)
    .slice(0, most);
}

const BY_URGENCY = ['lost', 'timed_out', 'failed', 'cancelled', 'open', 'shed', 'excluded', 'succeeded'];

/** The runs that did not succeed, the ones that need a look first. */
export function troubledRuns(runs: readonly RunRow[]): RunRow[] {
  return runs.filter((run) => run.box !== 'succeeded').sort((a, b) => BY_URGENCY.indexOf(a.box) - BY_URGENCY.indexOf(b.box));
}

/** A name by which people know a run: its title, else its workflow and slot. */
export function runName(run: RunRow): string {
  return run.title === undefined || run.title === '' ? `${run.workflow} ${run.slot}` : run.title;
}
