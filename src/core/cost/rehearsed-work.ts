import type { Scenario, Unit } from '../plan/plan.ts';
import type { JobRecord, Observation, WorkflowJob } from '../timing/records.ts';

/** A run that a rehearsal sends. */
export interface RehearsedOrder {
  readonly runId: string;
  readonly unit: Unit;
  readonly scenario: Scenario;
}

/** Who executes the runs of a rehearsal: time is an argument, and never goes back. */
export interface RehearsedWork {
  begin(at: number, order: RehearsedOrder): void;
  /** The run as a list would show it now. */
  look(at: number, runId: string): Observation;
  /** Its jobs, once it has ended. */
  jobs(runId: string): readonly JobRecord[];
  /** Ends a run; absent: it can't be ended. `false`: it had ended. */
  cancel?(at: number, runId: string, force: boolean): boolean;
  /** Jobs of the unit's workflow, where they are known. */
  workflowJobs?(unit: Unit, scenario: Scenario): readonly WorkflowJob[] | undefined;
}

/** What one run takes on a fleet that waits for it. */
export interface RunForecast {
  /** From its dispatch to its end. */
  readonly runMs: number;
  readonly jobs: number;
  /** Time on runners, of all jobs together. */
  readonly runnerMs: number;
}

/**
 * Runs that take as long as forecast, on so many runners, first come, first served. A run that needs several runners takes a place once for all of
 * them: near enough where nothing is known of the fleet.
 *
 * @param runners infinity for a fleet that waits
 */
export function fixedWork(run: (unit: Unit, scenario: Scenario) => RunForecast, runners: number): RehearsedWork {
  const spans: { readonly createdAt: number; readonly endAt: number }[] = [];
  const indices = new Map<string, number>();
  const spanOf = (runId: string): { readonly createdAt: number; readonly endAt: number } =>
    spans[indices.get(runId) ?? -1] ?? { createdAt: 0, endAt: 0 };
  return {
    begin(at, { runId, unit, scenario }) {
      const freeAt = spans[spans.length - runners]?.endAt ?? 0;
      indices.set(runId, spans.length);
      spans.push({ createdAt: at, endAt: Math.max(at, freeAt) + run(unit, scenario).runMs });
    },
    look(at, runId) {
      const { createdAt, endAt } = spanOf(runId);
      const ended = endAt <= at;
      return {
        runId,
        title: '',
        status: ended ? 'completed' : 'queued',
        conclusion: ended ? 'success' : null,
        attempt: 1,
        createdAt,
        updatedAt: ended ? endAt : createdAt,
        url: '',
      };
    },
    jobs: (runId) => [{ id: runId, name: '', status: 'completed', conclusion: 'success', labels: [], attempt: 1, completedAt: spanOf(runId).endAt }],
  };
}
