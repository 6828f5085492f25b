import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointName, newestFirst, parseCheckpointName } from '../core/session/checkpoint-name.ts';
import type { JournalEntry } from '../core/session/event.ts';
import type { Session } from '../core/session/session.ts';
import { MINUTE_MS } from '../core/time.ts';
import { CheckpointNameTakenError, type CheckpointStore } from '../ports/checkpoint-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileJournal } from '../stores/journal/sqlite-journal.ts';

/** Where and how often checkpoints are made. */
export interface CheckpointPolicy {
  readonly store: CheckpointStore;
  /** On the session's clock; default 10 min. */
  readonly everyMs?: number;
  /** Runs that were accepted since the last one; default 100. */
  readonly everyRuns?: number;
}

export interface CheckpointerOptions extends CheckpointPolicy {
  readonly journal: FileJournal;
  readonly clock: Clock;
  readonly onNotice?: (text: string) => void;
}

const EVERY_MS = 10 * MINUTE_MS;
const EVERY_RUNS = 100;
/** Names that are tried when others are taken. */
const MOST_NAMES = 50;
/** Older checkpoints that are kept, in case the newest is damaged. */
const KEPT = 1;

/**
 * Copies the journal to a store from time to time, while the session goes on. A copy that can't be made is told and tried again later: the
 * session does not depend on it.
 */
export class Checkpointer {
  readonly #options: CheckpointerOptions;
  #runs = 0;
  #lastAt: number;
  #n = 0;
  #busy: Promise<void> | undefined;
  #told = '';

  constructor(options: CheckpointerOptions) {
    this.#options = options;
    this.#lastAt = options.clock.now();
  }

  /** Takes notice of an event; begins a checkpoint when one is due. */
  take({ event }: JournalEntry, session: Session): void {
    const { clock, everyMs = EVERY_MS, everyRuns = EVERY_RUNS } = this.#options;
    if (event.type === 'acked') this.#runs += 1;
    if (this.#busy !== undefined || (this.#runs < everyRuns && clock.now() - this.#lastAt < everyMs)) return;
    this.#begin(session);
  }

  /** Makes a last one, after the one that is under way. */
  async finish(session: Session): Promise<void> {
    await this.#busy;
    this.#begin(session);
    await this.#busy;
  }

  #begin(session: Session): void {
    this.#runs = 0;
    this.#lastAt = this.#options.clock.now();
    this.#busy = this.#make(session)
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        if (why === this.#told) return;
        this.#told = why;
        this.#options.onNotice?.(
          `no checkpoint could be made (${why}): the session goes on, and a loss of this machine would cost what the list of runs can't tell`,
        );
      })
      .finally(() => {
        this.#busy = undefined;
      });
  }

  async #make({ id, generation, epoch }: Session): Promise<void> {
    const bytes = await this.#copy();
    const { store } = this.#options;
    for (let tries = 1; ; tries++) {
      this.#n += 1;
      const name = checkpointName(id, { generation, epoch, n: this.#n });
      try {
        await store.save(name, bytes);
        break;
      } catch (error) {
        if (!(error instanceof CheckpointNameTakenError) || tries === MOST_NAMES) throw error;
      }
    }
    await this.#removeOlder(id).catch(() => {});
  }

  async #copy(): Promise<Uint8Array> {
    const folder = await mkdtemp(join(tmpdir(), 'rh-checkpoint-'));
    try {
      const path = join(folder, 'session.db');
      this.#options.journal.copyTo(path);
      return await readFile(path);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #removeOlder(sessionId: string): Promise<void> {
    const { store } = this.#options;
    const listed = (await store.list(sessionId)).flatMap(({ name }) => {
      const place = parseCheckpointName(sessionId, name);
      return place === undefined ? [] : [{ name, place }];
    });
    listed.sort((a, b) => newestFirst(a.place, b.place));
    for (const { name } of listed.slice(1 + KEPT)) await store.remove(name);
  }
}
