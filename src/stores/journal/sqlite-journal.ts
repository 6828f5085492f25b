import { chmodSync, existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { JournalEntry, SessionEvent } from '../../core/session/event.ts';
import { type Journal, JournalDamagedError, JournalFencedError, JournalVersionError } from '../../ports/journal.ts';
import { entryHash, GENESIS } from './canonical.ts';

/** Told apart from other SQLite files by `PRAGMA application_id`: "RHjl". */
const APPLICATION_ID = 0x52486a6c;
const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS events (
    seq  INTEGER PRIMARY KEY,
    at   REAL NOT NULL,
    type TEXT NOT NULL,
    text TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
`;

/** A journal in a file. */
export interface FileJournal extends Journal {
  /** Makes a whole and consistent copy at a path where nothing is yet, also while events are appended. */
  copyTo(path: string): void;
}

/**
 * The journal of a session in a SQLite file: WAL, full sync, one transaction an append.
 *
 * SQLite survives a kill and a power cut, but a flipped bit in its WAL drops commits without a word. So every event carries the
 * hash of its predecessor, and opening verifies the chain from the first entry on.
 *
 * @param path of the database; made when it does not exist
 * @throws JournalDamagedError when the file is no journal, is of a newer version, or its chain is broken
 */
export function openJournal(path: string): FileJournal {
  const fresh = !existsSync(path);
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(path);
    // Only the user may read what was dispatched with which inputs.
    if (fresh) chmodSync(path, 0o600);
    configure(database, path);
    return new SqliteJournal(database, path);
  } catch (cause) {
    if (cause instanceof JournalDamagedError) throw cause;
    throw new JournalDamagedError(`${path} can't be opened as a journal: ${message(cause)}`, { lastGoodSeq: 0, cause });
  }
}

function configure(database: DatabaseSync, path: string): void {
  const { application_id: id } = database.prepare('PRAGMA application_id').get() as { application_id: number };
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  const { tables } = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number };
  if (tables > 0 && id !== APPLICATION_ID)
    throw new JournalDamagedError(`${path} is a SQLite file, but no journal of this program`, { lastGoodSeq: 0 });
  if (version > SCHEMA_VERSION) {
    const by = writerOf(database);
    throw new JournalVersionError(
      `${path} was written by a newer version (journal format ${version}, this version reads ${SCHEMA_VERSION}): update${by === undefined ? '' : ` to ${by} or later`}`,
      { lastGoodSeq: 0 },
    );
  }
  // Only now: switching to WAL writes into the file, which up to here may be somebody else's.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
  if (tables > 0) return;
  // In one transaction: killed in its middle, it leaves an empty file and not somebody else's.
  const mark = `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};`;
  database.exec(`BEGIN IMMEDIATE; ${SCHEMA} ${mark} COMMIT;`);
}

/** The version of the last controller, as far as a format that is not ours can be read. */
function writerOf(database: DatabaseSync): string | undefined {
  try {
    const row = database.prepare("SELECT text FROM events WHERE type = 'controller_started' ORDER BY seq DESC LIMIT 1").get();
    const { version } = JSON.parse(String(row?.text)) as { version?: unknown };
    return typeof version === 'string' && /^[\w.+-]{1,40}$/.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}

class SqliteJournal implements FileJournal {
  readonly #database: DatabaseSync;
  readonly #path: string;
  readonly #insert: StatementSync;
  readonly #last: StatementSync;
  #seq = 0;
  #hash = GENESIS;
  #entries: JournalEntry[] | undefined;

  constructor(database: DatabaseSync, path: string) {
    this.#database = database;
    this.#path = path;
    this.#insert = database.prepare('INSERT INTO events (seq, at, type, text, hash) VALUES (?, ?, ?, ?, ?)');
    this.#last = database.prepare('SELECT max(seq) AS last FROM events');
    this.#entries = [...this.#verified()];
  }

  read(): Iterable<JournalEntry> {
    const entries = this.#entries ?? [...this.#verified()];
    // Read once, at the start: the session that is made of them is what stays in memory.
    this.#entries = undefined;
    return entries;
  }

  append(at: number, events: readonly SessionEvent[]): Promise<readonly JournalEntry[]> {
    let { seq, hash } = { seq: this.#seq, hash: this.#hash };
    const entries: JournalEntry[] = [];
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      this.#assertOurs();
      for (const event of events) {
        const text = JSON.stringify(event);
        seq += 1;
        hash = entryHash(hash, seq, at, text);
        this.#insert.run(seq, at, event.type, text, hash);
        entries.push({ seq, at, event });
      }
      this.#database.exec('COMMIT');
    } catch (cause) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      if (cause instanceof JournalFencedError) return Promise.reject(cause);
      return Promise.reject(new Error(`the journal ${this.#path} could not be written: ${message(cause)}`, { cause }));
    }
    this.#seq = seq;
    this.#hash = hash;
    return Promise.resolve(entries);
  }

  copyTo(path: string): void {
    this.#database.prepare('VACUUM INTO ?').run(path);
    chmodSync(path, 0o600);
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  /** The fence between two controllers of one session: whoever appended last goes on, the other one finds out before it can send. */
  #assertOurs(): void {
    const { last } = this.#last.get() as { last: number | null };
    if ((last ?? 0) === this.#seq) return;
    throw new JournalFencedError(`another controller has taken over the session of ${this.#path}: this one sends nothing more`);
  }

  *#verified(): Generator<JournalEntry> {
    this.#seq = 0;
    this.#hash = GENESIS;
    for (const row of this.#database.prepare('SELECT seq, at, text, hash FROM events ORDER BY seq').iterate()) {
      const { seq, at, text, hash } = row as { seq: number; at: number; text: string; hash: string };
      if (seq !== this.#seq + 1) this.#damaged(`entry ${this.#seq + 1} is missing`);
      if (hash !== entryHash(this.#hash, seq, at, text)) this.#damaged(`entry ${seq} is not what was written`);
      this.#seq = seq;
      this.#hash = hash;
      yield { seq, at, event: JSON.parse(text) as SessionEvent };
    }
  }

  #damaged(what: string): never {
    throw new JournalDamagedError(`the journal ${this.#path} is damaged: ${what}; entries 1 to ${this.#seq} can be believed`, {
      lastGoodSeq: this.#seq,
    });
  }
}

function message(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/**
 * Saves what can be believed of a damaged journal into a new one.
 *
 * @param path of the damaged one; it stays as it is
 * @param to where nothing is yet
 * @returns how many entries were saved; with 0 there is no new file
 */
export async function salvageJournal(path: string, to: string): Promise<number> {
  const kept: { at: number; event: SessionEvent }[] = [];
  let hash = GENESIS;
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      for (const row of database.prepare('SELECT seq, at, text, hash FROM events ORDER BY seq').iterate()) {
        const { seq, at, text, hash: written } = row as { seq: number; at: number; text: string; hash: string };
        if (seq !== kept.length + 1 || written !== entryHash(hash, seq, at, text)) break;
        hash = written;
        kept.push({ at, event: JSON.parse(text) as SessionEvent });
      }
    } finally {
      database.close();
    }
  } catch {
    // A page that can't be read ends what can be believed.
  }
  if (kept.length === 0) return 0;
  const journal = openJournal(to);
  for (const { at, event } of kept) await journal.append(at, [event]);
  journal.close();
  return kept.length;
}
