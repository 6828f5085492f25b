import type { JobRow, RunRow } from '../result.ts';
import { isWarmup, type Session, type SlotState, unitOfSlot } from '../session/session.ts';
import type { JobRecord } from '../timing/records.ts';
import { RUN_METRICS, type Sample } from '../timing/sample.ts';

/** A stamp for tables: `2026-11-21T03:33:25.000Z`. */
export function isoStamp(at: number): string {
  return new Date(at).toISOString();
}

/** An object without the keys that have no value: tables and JSON leave them out. */
export function present<T extends Readonly<Record<string, unknown>>>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** One slot as a line of a table. Times of the run; a metric per job stands there only when the run has one job. */
export function runRow(session: Session, slot: SlotState, samples: readonly Sample[]): RunRow {
  const run = slot.runId === undefined ? undefined : session.runs.get(slot.runId);
  const jobs = run?.details?.jobs;
  const ran = (jobs ?? []).filter((job) => job.runner !== undefined && job.startedAt !== undefined);
  const starts = ran.flatMap((job) => job.startedAt ?? []);
  const ends = ran.flatMap((job) => job.completedAt ?? []);
  const perJob = new Set(samples.flatMap(({ jobId }) => jobId ?? [])).size;
  const times = samples.filter((sample) => sample.status === 'measured' && (RUN_METRICS.has(sample.metric) || perJob === 1));
  return {
    scenario: session.plan.scenarios[slot.scenario]?.name ?? String(slot.scenario),
    slot: slot.id,
    ...present({ key: slot.key, runId: slot.runId, url: run?.url, title: run?.observation?.title }),
    workflow: unitOfSlot(session, slot).workflow,
    box: slot.box ?? 'open',
    ...present({
      warmup: warmedUp(session, slot),
      conclusion: run?.observation?.conclusion ?? undefined,
      attempt: run?.observation?.attempt,
      reason: slot.reason,
      intendedAt: slot.intendedAt === undefined ? undefined : isoStamp(slot.intendedAt),
      sentAt: slot.sentAt === undefined ? undefined : isoStamp(slot.sentAt),
      createdAt: run?.observation?.createdAt === undefined ? undefined : isoStamp(run.observation.createdAt),
      startedAt: starts.length === 0 ? undefined : isoStamp(Math.min(...starts)),
      completedAt: ends.length === 0 ? undefined : isoStamp(Math.max(...ends)),
      jobs: jobs?.length,
    }),
    times: Object.fromEntries(times.flatMap((sample) => (sample.status === 'unavailable' ? [] : [[sample.metric, sample.ms / 1000]]))),
  };
}

function warmedUp(session: Session, slot: SlotState): true | undefined {
  const state = session.scenarios[slot.scenario];
  return state !== undefined && isWarmup(state, slot) ? true : undefined;
}

/** One job as a line of a table. */
export function jobRow(session: Session, slot: SlotState, job: JobRecord, samples: readonly Sample[]): JobRow {
  return {
    scenario: session.plan.scenarios[slot.scenario]?.name ?? String(slot.scenario),
    slot: slot.id,
    runId: slot.runId ?? '',
    jobId: job.id,
    name: job.name,
    conclusion: job.conclusion ?? job.status,
    ...present({ warmup: warmedUp(session, slot), runner: job.runner?.name }),
    labels: job.labels,
    attempt: job.attempt,
    ...present({
      url: job.url,
      createdAt: job.createdAt === undefined ? undefined : isoStamp(job.createdAt),
      startedAt: job.startedAt === undefined || job.runner === undefined ? undefined : isoStamp(job.startedAt),
      completedAt: job.completedAt === undefined ? undefined : isoStamp(job.completedAt),
    }),
    times: Object.fromEntries(
      samples
        .filter(({ jobId }) => jobId === job.id)
        .map((sample) => [
          sample.metric,
          {
            ...present({ seconds: sample.status === 'unavailable' ? undefined : sample.ms / 1000 }),
            status: sample.status,
            ...present({ evidence: sample.evidence ?? sample.reason }),
          },
        ]),
    ),
  };
}
