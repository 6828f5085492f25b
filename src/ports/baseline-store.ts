import type { History, HistoryRecord } from '../core/history/history.ts';
import type { StopSignal } from './stop-signal.ts';

export type LoadedBaseline =
  /** There is no baseline yet: the first run records. */
  | { readonly kind: 'none'; readonly why: string }
  | {
      readonly kind: 'found';
      readonly history: History;
      /** Where it is from, for people: `baseline.json`, `run 123 of perf.yml on main`. */
      readonly from: string;
      /** What it was before it was migrated to this version's form. */
      readonly migratedFrom?: string;
    }
  /** There may be a baseline, but it can't be had or not be believed: the comparison is inconclusive, never passed. */
  | { readonly kind: 'refused'; readonly reason: string; readonly fix?: string };

export type AppendedBaseline =
  /** It is durably there; `records` are in the history now. */
  | { readonly kind: 'appended'; readonly records: number; readonly to: string }
  /** Nothing was changed. */
  | { readonly kind: 'refused'; readonly reason: string; readonly fix?: string };

/**
 * Where baselines are kept. A store holds a history for each gate. Neither method rejects for what the world can do; both reject for a
 * programmer's error only.
 */
export interface BaselineStore {
  /** As the user wrote it: `file:baseline.json`. */
  readonly name: string;
  load(id: string, signal?: StopSignal): Promise<LoadedBaseline>;
  /**
   * Adds records by compare-and-swap: what others appended meanwhile stays. The same record (by its id) may be appended again. A baseline that
   * `load` would refuse is not overwritten.
   */
  append(id: string, records: readonly HistoryRecord[], signal?: StopSignal): Promise<AppendedBaseline>;
}
