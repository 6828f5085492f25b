import type { BenchmarkMetric, UnmeasuredBenchmark } from '../gate/benchmark-set.ts';

/** The schema's name and version, first field of every history. */
export const HISTORY_SCHEMA = 'runner-harness/history@1';

/** How many records a history keeps by default; the oldest leave first. */
export const MAX_RECORDS = 5000;

/** What a machine is told by. Values from two kinds of machine are not compared. */
export interface Machine {
  /** Of {@link machineOf}, or a name that the user gave. */
  readonly id: string;
  /** What is known about it: `os`, `arch`, `cpu`, `cores` … */
  readonly facts?: Readonly<Record<string, string>>;
}

/** A metric as it was measured, its raw values kept: a percentile that is computed another way one day must not look like a change. */
export interface HistoryMetric extends BenchmarkMetric {
  /** How a percentile was made from its samples: `R7` is Hyndman & Fan's type 7. Absent: as the tool said it, or no percentile. */
  readonly estimator?: string;
}

export interface HistoryBenchmark {
  readonly name: string;
  readonly metrics: readonly HistoryMetric[];
}

/** Where a record was made. */
export interface RecordSource {
  /** `owner/name` */
  readonly repository?: string;
  /** Path of the workflow file. */
  readonly workflow?: string;
  readonly runId?: string;
  readonly url?: string;
  readonly branch?: string;
  readonly commit?: string;
}

/** What one run measured. */
export interface HistoryRecord {
  /** Unique and the same when the same result is appended twice: run id, attempt and matrix leg, or the session's id. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly measuredAt: string;
  readonly source?: RecordSource;
  readonly machine?: Machine;
  readonly benchmarks: readonly HistoryBenchmark[];
  /** Benchmarks that gave no value, and why. */
  readonly unmeasured?: readonly UnmeasuredBenchmark[];
}

/** Everything that was measured for one gate, oldest first. */
export interface History {
  readonly schema: typeof HISTORY_SCHEMA;
  /** The gate that it belongs to. */
  readonly id: string;
  readonly records: readonly HistoryRecord[];
}

export function emptyHistory(id: string): History {
  return { schema: HISTORY_SCHEMA, id, records: [] };
}

/**
 * The history with these records in it, sorted by time, each id once (the later one given wins), no more than `keep` of them.
 *
 * Adding is idempotent and its order does not matter, so that two writers who met can simply add both.
 */
export function addRecords(history: History, records: readonly HistoryRecord[], keep: number = MAX_RECORDS): History {
  const byId = new Map(history.records.map((record) => [record.id, record]));
  for (const record of records) byId.set(record.id, record);
  const sorted = [...byId.values()].sort((a, b) => Date.parse(a.measuredAt) - Date.parse(b.measuredAt) || (a.id < b.id ? -1 : 1));
  return { ...history, records: sorted.slice(-keep) };
}

/** The history as a file: JSON with a record a line, so that adding one adds a line. */
export function formatHistory({ schema, id, records }: History): string {
  const lines = records.map((record) => JSON.stringify(record)).join(',\n');
  return `{"schema":${JSON.stringify(schema)},"id":${JSON.stringify(id)},"records":[\n${lines}\n]}\n`;
}
