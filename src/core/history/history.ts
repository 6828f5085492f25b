import type { BenchmarkMetric } from '../gate/benchmark-set.ts';

/** The schema's name and version, first field of every history. */
export const HISTORY_SCHEMA = 'runner-harness/history@1';

/** How many records a history keeps by default; the oldest leave first. */
export const MAX_RECORDS = 5000;

/** What a machine is told by. Values from two machines are not compared. */
export interface Machine {
  /** {@link machineId} of the rest, or a name that the user gave. */
  readonly id: string;
  readonly os?: string;
  readonly arch?: string;
  readonly cpu?: string;
  readonly cores?: number;
}

/** A metric as it was measured, its raw values kept: a percentile computed another way later must not look like a change. */
export interface HistoryMetric extends BenchmarkMetric {
  /** In the order they were measured, in the metric's unit. */
  readonly samples?: readonly number[];
  /** How `value` was made from the samples: `R7` for a quantile of Hyndman & Fan's type 7, `mean`, `median`; absent: as the tool said it. */
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
