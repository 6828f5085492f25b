import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { RandomSource } from '../../src/core/random.ts';
import type { JournalEntry, SessionEvent } from '../../src/core/session/event.ts';
import { type Journal, JournalDamagedError, JournalFencedError } from '../../src/ports/journal.ts';
import { openJournal } from '../../src/stores/journal/sqlite-journal.ts';
import { chance } from './scenario.ts';
import type { Controller, VirtualTime } from './virtual-time.ts';

/** Told of every entry when it is durable. */
export type DurableListener = (entries: readonly JournalEntry[], controller: Controller) => void;

/** What of a session survives its controllers: opened by one after the other, sometimes by two at once. */
export interface CrashStore {
  open(controller: Controller): Journal;
  /** Everything that is durable now. */
  durable(): readonly JournalEntry[];
  /** Nothing can be written from now on, until the next controller opens it. */
  fill(): void;
  close(): void;
}

/** What a full disk says. */
export const DISK_FULL = 'ENOSPC: no space left on device, write';
const LONGEST_COMMIT_MS = 4;

/** Commits take some ms, and their controller may die before, in, or after each. */
abstract class TimedStore implements CrashStore {
  readonly #time: VirtualTime;
  protected readonly random: RandomSource;
  readonly #onDurable: DurableListener;
  #full = false;

  constructor(time: VirtualTime, random: RandomSource, onDurable: DurableListener) {
    this.#time = time;
    this.random = random;
    this.#onDurable = onDurable;
  }

  abstract durable(): readonly JournalEntry[];
  abstract close(): void;
  protected abstract openFor(): {
    readonly entries: readonly JournalEntry[];
    write(at: number, events: readonly SessionEvent[]): Promise<readonly JournalEntry[]>;
    /** The controller dies while this is written. */
    tear(at: number, events: readonly SessionEvent[]): Promise<void>;
    close(): void;
  };

  fill(): void {
    this.#full = true;
  }

  open(controller: Controller): Journal {
    this.#full = false;
    const file = this.openFor();
    const later = (ms: number): Promise<void> => new Promise((resolve) => this.#time.after(ms, () => controller.resume(resolve)));
    return {
      read: () => file.entries,
      append: async (at, events) => {
        await later(this.random.next() * LONGEST_COMMIT_MS);
        if (controller.step()) {
          await file.tear(at, events);
          return await controller.never();
        }
        if (this.#full) throw new Error(DISK_FULL);
        const entries = await file.write(at, events);
        this.#onDurable(entries, controller);
        if (controller.step()) return await controller.never();
        await later(this.random.next() * LONGEST_COMMIT_MS);
        return entries;
      },
      close: () => file.close(),
    };
  }
}

/** A journal in memory with the promises of a durable one: whole commits only, and a fence between two writers. */
export class MemoryCrashStore extends TimedStore {
  readonly #kept: JournalEntry[] = [];

  override durable(): readonly JournalEntry[] {
    return this.#kept;
  }

  protected override openFor() {
    const kept = this.#kept;
    let known = kept.length;
    return {
      entries: [...kept],
      write: async (at: number, events: readonly SessionEvent[]): Promise<readonly JournalEntry[]> => {
        if (kept.length !== known) throw new JournalFencedError('another controller has taken over the session');
        const added = events.map((event, index) => ({ seq: known + index + 1, at, event: JSON.parse(JSON.stringify(event)) as SessionEvent }));
        kept.push(...added);
        known = kept.length;
        return await Promise.resolve(added);
      },
      tear: () => Promise.resolve(),
      close: () => {},
    };
  }

  /** Only the first entries are left. */
  forget(keep: number): void {
    this.#kept.splice(keep);
  }

  override close(): void {}
}

/** The real SQLite journal on a real disk. A death in the middle of a commit leaves a part of what was to be written in the write-ahead log. */
export class SqliteCrashStore extends TimedStore {
  readonly #folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'runner-harness-simulation-'));
  readonly #open = new Set<Journal>();
  #generation = 0;

  get path(): string {
    return join(this.#folder, `${this.#generation}.db`);
  }

  override durable(): readonly JournalEntry[] {
    const journal = openJournal(this.path);
    try {
      return [...journal.read()];
    } finally {
      journal.close();
    }
  }

  protected override openFor() {
    const path = this.path;
    const journal = openJournal(path);
    this.#open.add(journal);
    const leave = (): void => {
      if (this.#open.delete(journal)) journal.close();
    };
    return {
      entries: [...journal.read()],
      write: (at: number, events: readonly SessionEvent[]) => journal.append(at, events),
      tear: async (at: number, events: readonly SessionEvent[]) => {
        // Beside another controller there is nobody who could take the torn file over.
        if (this.#open.size > 1) return leave();
        const log = `${path}-wal`;
        const [before, database] = [readFileSync(log), readFileSync(path)];
        await journal.append(at, events);
        const after = readFileSync(log);
        this.#generation += 1;
        // A log that began anew, or a database that took it in, leaves no tail to tear.
        const grown = after.length > before.length && after.subarray(0, before.length).equals(before) && readFileSync(path).equals(database);
        const keep = grown ? before.length + Math.floor(this.random.next() * (after.length - before.length)) : before.length;
        const torn = Buffer.from((grown ? after : before).subarray(0, keep));
        if (keep > before.length && chance(this.random, 0.5)) torn[keep - 1] = (torn[keep - 1] ?? 0) ^ 0x20;
        writeFileSync(this.path, database);
        writeFileSync(`${this.path}-wal`, torn);
        leave();
      },
      close: leave,
    };
  }

  override close(): void {
    for (const journal of this.#open) journal.close();
    this.#open.clear();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Is a copy of it refused in which one entry is not what was written? Ends the use of the store. */
  refusesDamage(): boolean {
    for (const journal of this.#open) journal.close();
    this.#open.clear();
    const database = new DatabaseSync(this.path);
    database.exec('UPDATE events SET text = replace(text, \'"type"\', \'"tape"\') WHERE seq = (SELECT max(seq) / 2 FROM events)');
    const changed = database.prepare('SELECT changes() AS n').get() as { n: number };
    database.close();
    if (changed.n === 0) return true;
    try {
      openJournal(this.path).close();
      return false;
    } catch (error) {
      return error instanceof JournalDamagedError;
    }
  }
}
