import type { MetricSummary } from '../../src/core/result.ts';
import type { LedgerBox } from '../../src/core/session/ledger.ts';
import type { TrueJob, TrueRun } from '../../src/simulator/truth.ts';

/** What the Action left of a session, as it stands in its files. */
export interface LeftBehind {
  /** `result.json` */
  readonly result: {
    readonly outcome: string;
    readonly reasons: readonly string[];
    readonly scenarios: readonly {
      readonly ledger: Readonly<Record<LedgerBox | 'planned', number>>;
      readonly extraRuns: readonly { readonly id: string }[];
      readonly metrics: Readonly<Record<string, unknown>>;
    }[];
  };
  /** Lines of `runs.ndjson`. */
  readonly runs: readonly RunLine[];
}

interface RunLine {
  readonly slot: string;
  readonly runId?: string;
  readonly box?: string;
  readonly createdAt?: string;
  readonly jobs: readonly {
    readonly jobId: string;
    readonly conclusion: string;
    readonly createdAt?: string;
    readonly startedAt?: string;
    readonly completedAt?: string;
  }[];
}

const BOXES: Readonly<Record<string, LedgerBox>> = { success: 'succeeded', failure: 'failed', cancelled: 'cancelled' };

/**
 * Compares what the Action says with what really happened, by an account of its own: it takes nothing from the program but the form of its
 * keys, and knows the truth from inside the simulator.
 *
 * @param prefix of the keys of this execution: `rh_<id8>_<generation>_`
 * @param planned slots of the plan
 * @returns one sentence for each difference
 */
export function observe(left: LeftBehind, truth: readonly TrueRun[], prefix: string, planned: number): readonly string[] {
  const differences: string[] = [];
  const differ = (what: string, said: unknown, real: unknown): void => {
    if (JSON.stringify(said) !== JSON.stringify(real)) differences.push(`${what}: said ${JSON.stringify(said)}, really ${JSON.stringify(real)}`);
  };
  const ours = new Map(truth.flatMap((run) => (run.title.includes(prefix) ? [[String(run.id), run] as const] : [])));
  const extra = left.result.scenarios.flatMap(({ extraRuns }) => extraRuns.map(({ id }) => id));
  const counted = left.runs.flatMap(({ box, runId }) => (box === undefined || runId === undefined ? [] : [runId]));

  // Each run that there is, exactly once; and none that there is not.
  const told = new Map<string, number>();
  for (const id of [...counted, ...extra]) told.set(id, (told.get(id) ?? 0) + 1);
  for (const id of ours.keys()) if (told.get(id) !== 1) differences.push(`run ${id} (${ours.get(id)?.title}) is told of ${told.get(id) ?? 0} times`);
  for (const id of told.keys()) if (!ours.has(id)) differences.push(`run ${id} is told of and does not exist`);
  for (const [id, { status }] of ours) if (status !== 'completed') differences.push(`run ${id} was left alive (${status})`);

  // Each slot once, with a run of its own.
  differ('slots', new Set(left.runs.filter(({ box }) => box !== undefined).map(({ slot }) => slot)).size, planned);
  const ledger: Record<LedgerBox, number> = { succeeded: 0, failed: 0, cancelled: 0, timed_out: 0, shed: 0, lost: 0, excluded: 0 };
  const jobs: TrueJob[] = [];
  for (const line of left.runs) {
    if (line.box === undefined) continue;
    const run = line.runId === undefined ? undefined : ours.get(line.runId);
    if (run === undefined) {
      differences.push(`slot ${line.slot} has no run (${line.box})`);
      continue;
    }
    differ(`slot of run ${run.id}`, line.slot, run.title.split(prefix)[1]?.split('_')[0]);
    ledger[BOXES[run.conclusion ?? ''] ?? 'lost'] += 1;
    differ(`stamp of run ${run.id}`, line.createdAt, stamp(run.createdAt));
    differ(`jobs of run ${run.id}`, line.jobs.map(({ jobId }) => jobId).sort(), run.jobs.map(({ id }) => String(id)).sort());
    for (const job of run.jobs) {
      jobs.push(job);
      const said = line.jobs.find(({ jobId }) => jobId === String(job.id));
      const started = job.startedAt === undefined ? undefined : stamp(job.startedAt);
      differ(
        `stamps of job ${job.id}`,
        [said?.conclusion, said?.createdAt, said?.startedAt, said?.completedAt],
        [job.conclusion, stamp(job.queuedAt ?? job.submittedAt), started, stamp(job.completedAt ?? 0)],
      );
    }
  }
  const { ledger: said, metrics } = left.result.scenarios[0] ?? {};
  differ('ledger', { ...said }, { planned, ...ledger });
  const ran = jobs.filter(({ startedAt }) => startedAt !== undefined);
  const ended = ran.filter(({ conclusion }) => conclusion === 'success' || conclusion === 'failure');
  const censored = jobs.length - ran.length;
  const queue = ran.map((job) => seconds(job.startedAt) - seconds(job.queuedAt ?? job.submittedAt));
  const execution = ended.map((job) => seconds(job.completedAt) - seconds(job.startedAt));
  differ('queue_time', numbersOf(metrics?.queue_time, censored === 0), expected(queue, censored));
  differ('execution_time', numbersOf(metrics?.execution_time, true), expected(execution, 0));
  return differences;
}

/** GitHub's stamps have whole seconds. */
function stamp(at: number): string {
  return new Date(seconds(at) * 1_000).toISOString();
}

const seconds = (at: number | undefined): number => Math.floor((at ?? 0) / 1_000);

function numbersOf(metric: unknown, percentiles: boolean): object {
  const { n = 0, censored = 0, percentiles: given = {} } = (metric ?? {}) as Partial<MetricSummary>;
  return { n, censored, ...(percentiles && n > 0 ? { p50: rounded(given['50']), p95: rounded(given['95']), p99: rounded(given['99']) } : {}) };
}

function expected(values: readonly number[], censored: number): object {
  const percentiles = { p50: quantile(values, 0.5), p95: quantile(values, 0.95), p99: quantile(values, 0.99) };
  return { n: values.length, censored, ...(censored === 0 && values.length > 0 ? percentiles : {}) };
}

/** R, type 7: linear between order statistics at 1 + (n − 1) p. */
function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const h = (sorted.length - 1) * p;
  const low = sorted[Math.floor(h)] ?? Number.NaN;
  const high = sorted[Math.ceil(h)] ?? Number.NaN;
  return rounded(low + (h - Math.floor(h)) * (high - low));
}

const rounded = (value: number | undefined): number => Math.round((value ?? Number.NaN) * 1e9) / 1e9;
