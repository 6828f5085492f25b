import type { SeedOutcome } from './simulate-seed.ts';

/** A {@link SeedOutcome} that can be posted between threads. */
export type SeedReport = Omit<SeedOutcome, 'struck'> & { readonly struck: Readonly<Record<string, number>> };

/** Sums over seeds. */
export interface SimulationTally {
  outcomes: number;
  broken: number;
  crashes: number;
  controllers: number;
  slots: number;
  runs: number;
  extraRuns: number;
  requests: number;
  virtualMs: number;
  readonly struck: Record<string, number>;
}

export function emptyTally(): SimulationTally {
  return { outcomes: 0, broken: 0, crashes: 0, controllers: 0, slots: 0, runs: 0, extraRuns: 0, requests: 0, virtualMs: 0, struck: {} };
}

export function addOutcome(tally: SimulationTally, report: SeedReport): void {
  tally.outcomes += 1;
  if (report.broken.length > 0) tally.broken += 1;
  for (const name of ['crashes', 'controllers', 'slots', 'runs', 'extraRuns', 'requests', 'virtualMs'] as const) tally[name] += report[name];
  for (const [kind, n] of Object.entries(report.struck)) tally.struck[kind] = (tally.struck[kind] ?? 0) + n;
}
