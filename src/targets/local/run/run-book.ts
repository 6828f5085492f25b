import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JobRecord } from '../../../core/timing/records.ts';
import type { TestAttempt, TestOutcome } from '../../../core/work/test-outcome.ts';

/** Something that happened to a run, as it stands on disk. */
export type BookEntry =
  | {
      readonly type: 'queued';
      readonly runId: string;
      readonly key: string;
      readonly slot: string;
      readonly scenario: number;
      readonly unitIndex: number;
      readonly at: number;
    }
  /** From here on there may be processes. */
  | { readonly type: 'started'; readonly runId: string; readonly attempt: number; readonly worker: string; readonly at: number }
  | { readonly type: 'attempted'; readonly runId: string; readonly attempt: TestAttempt }
  | {
      readonly type: 'ended';
      readonly runId: string;
      readonly at: number;
      readonly conclusion: string;
      readonly outcome: TestOutcome;
      readonly jobs: readonly JobRecord[];
    };

/**
 * The runs of a session on this machine: a file of lines that is only ever added to. It is to this target what GitHub is to the other: it knows
 * which runs exist, also after the harness was killed.
 */
export interface RunBook extends Disposable {
  /** What stood in it when it was opened. */
  readonly entries: readonly BookEntry[];
  /** Written when it returns; a run that is queued or has ended is on the disk. */
  add(entry: BookEntry): void;
}

/** Opens the book, or begins one. A last line that a crash tore in two is taken out: whoever wrote it had not gone on yet. */
export function openRunBook(path: string): RunBook {
  mkdirSync(dirname(path), { recursive: true });
  const entries = existsSync(path) ? readEntries(path) : [];
  const file = openSync(path, 'a', 0o600);
  let open = true;
  return {
    entries,
    add(entry) {
      if (!open) return;
      writeSync(file, `${JSON.stringify(entry)}\n`);
      if (entry.type === 'queued' || entry.type === 'ended') fsyncSync(file);
    },
    [Symbol.dispose]() {
      if (open) closeSync(file);
      open = false;
    },
  };
}

function readEntries(path: string): BookEntry[] {
  const bytes = readFileSync(path);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  if (whole < bytes.length) truncateSync(path, whole);
  return bytes
    .subarray(0, whole)
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as BookEntry);
}
