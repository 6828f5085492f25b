import { addRecords, emptyHistory, formatHistory, type History, type HistoryRecord } from '../../core/history/history.ts';
import { type ReadHistory, readHistory } from '../../core/history/read-history.ts';

/** Larger files are refused unread, in bytes. */
export const MAX_BASELINE_BYTES = 64 * 1024 * 1024;

/** Reads the bytes of a stored history; broken UTF-8 is refused, not mended. */
export function readBaseline(bytes: Uint8Array, options: { readonly source: string; readonly id: string }): ReadHistory {
  try {
    return readHistory(new TextDecoder('utf-8', { fatal: true }).decode(bytes), options);
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, reason: `${options.source}: no UTF-8 text` };
    throw error;
  }
}

/** The stored history with these records added, as a file. */
export function grownBaseline(
  id: string,
  history: History | undefined,
  records: readonly HistoryRecord[],
): { readonly text: string; readonly count: number } {
  const grown = addRecords(history ?? emptyHistory(id), records);
  return { text: formatHistory(grown), count: grown.records.length };
}

/** A file name for a gate: its id where that is plain, else made plain with a mark that keeps two ids apart. */
export function fileNameOf(id: string, mark: (text: string) => string): string {
  const plain = id
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 60);
  return plain === id && plain !== '' ? `${plain}.json` : `${plain === '' ? 'gate' : plain}-${mark(id)}.json`;
}
