import { isObject, own, shown } from '../benchmarks/importer.ts';
import { readBenchmarks } from '../benchmarks/read-benchmarks.ts';
import { addRecords, emptyHistory, HISTORY_SCHEMA, type History } from './history.ts';
import { historySchema } from './history-schema.ts';
import { machineOf } from './machine.ts';

/** Longer texts are refused unread, in characters. */
export const MAX_HISTORY_CHARS = 64 * 1024 * 1024;

export type ReadHistory =
  | {
      readonly ok: true;
      readonly history: History;
      /** What the text was, when it was no history of this version. */
      readonly migratedFrom?: string;
    }
  /** Begins with the source's name. */
  | { readonly ok: false; readonly reason: string };

export interface ReadHistoryOptions {
  /** Where the text is from, for messages. */
  readonly source: string;
  /** The gate that it must belong to. */
  readonly id: string;
}

/**
 * Reads a stored history. What came before it migrates: an earlier `result.json`, or any result file that can be read as benchmarks, becomes a
 * history of one record. Anything else is refused with its reason, and with it the comparison: a broken baseline never passes as an empty one.
 */
export function readHistory(text: string, { source, id }: ReadHistoryOptions): ReadHistory {
  const refuse = (reason: string): ReadHistory => ({ ok: false, reason: `${source}: ${reason}` });
  if (text.length > MAX_HISTORY_CHARS) return refuse(`${text.length} characters are more than the ${MAX_HISTORY_CHARS} that are read`);
  const json = parsed(text);
  const schema = isObject(json) ? own(json, 'schema') : undefined;
  if (!String(schema ?? '').startsWith('runner-harness/history@')) return migrated(text, json, { source, id });
  if (schema !== HISTORY_SCHEMA) {
    return refuse(`its schema is ${shown(schema)}, this version reads "${HISTORY_SCHEMA}": update Runner Harness, or record the baseline anew`);
  }
  const checked = historySchema.safeParse(json);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return refuse(`no valid history: ${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'wrong'}`);
  }
  const history = checked.data as History;
  if (history.id !== id) return refuse(`it belongs to the gate ${shown(history.id)}, not to ${shown(id)}`);
  const twice = twiceIn(history);
  if (twice !== undefined) return refuse(twice);
  return { ok: true, history: addRecords(emptyHistory(id), history.records, Math.max(1, history.records.length)) };
}

/** One result is a history of one record. Its id is its content's, so that the same file gives the same record. */
function migrated(text: string, json: unknown, { source, id }: ReadHistoryOptions): ReadHistory {
  const read = readBenchmarks(text, { source });
  if (!read.ok) return { ok: false, reason: `${read.reason}${read.reason.startsWith(source) ? '' : ` (${source})`}` };
  const session = isObject(json) ? own(json, 'session') : undefined;
  const endedAt = isObject(session) ? (own(session, 'endedAt') ?? own(session, 'startedAt')) : undefined;
  const sessionId = isObject(session) ? own(session, 'id') : undefined;
  const known = typeof endedAt === 'string' && Number.isFinite(Date.parse(endedAt));
  const record = {
    id: typeof sessionId === 'string' && sessionId !== '' ? sessionId : 'migrated',
    measuredAt: known ? new Date(Date.parse(endedAt)).toISOString() : new Date(0).toISOString(),
    benchmarks: read.set.benchmarks,
    ...(read.set.unmeasured !== undefined && { unmeasured: read.set.unmeasured }),
    ...(read.set.machine !== undefined && { machine: machineOf(read.set.machine) }),
  };
  return {
    ok: true,
    history: addRecords(emptyHistory(id), [record]),
    migratedFrom: String(own(isObject(json) ? json : {}, 'schema') ?? read.set.format),
  };
}

/** JSON knows no order of equal names: which of two was meant can't be told. */
function twiceIn({ records }: History): string | undefined {
  const ids = new Set<string>();
  for (const { id, benchmarks } of records) {
    if (ids.has(id)) return `two records have the id ${shown(id)}`;
    ids.add(id);
    const keys = new Set<string>();
    for (const benchmark of benchmarks) {
      for (const { metric } of benchmark.metrics) {
        const key = JSON.stringify([benchmark.name, metric]);
        if (keys.has(key)) return `record ${shown(id)} has ${metric} of ${shown(benchmark.name)} twice`;
        keys.add(key);
      }
    }
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) as unknown;
  } catch {
    return undefined;
  }
}
