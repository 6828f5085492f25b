import type { DatabaseSync } from 'node:sqlite';

/** One command that a server was asked to run. */
export interface CommandRow {
  readonly id: string;
  /** Of the request: the same id with another request is a mistake. */
  readonly digest: string;
  /** For people. */
  readonly command: string;
  /** `interrupted`: the server died in its middle; `failed`: it could not be run. */
  readonly state: 'running' | 'completed' | 'failed' | 'interrupted';
  /** Ms since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly durationMs?: number;
  readonly exitCode?: number;
  readonly signal?: string;
  readonly timedOut: boolean;
  readonly cancelled: boolean;
  readonly error?: string;
  readonly output: string;
  readonly outputBytes: number;
}

export const COMMAND_TABLES = `
  CREATE TABLE command (
    id           TEXT PRIMARY KEY,
    digest       TEXT NOT NULL,
    command      TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('running', 'completed', 'failed', 'interrupted')),
    started_at   REAL NOT NULL,
    ended_at     REAL,
    duration_ms  REAL,
    exit_code    INTEGER,
    signal       TEXT,
    timed_out    INTEGER NOT NULL DEFAULT 0,
    cancelled    INTEGER NOT NULL DEFAULT 0,
    error        TEXT,
    output_bytes INTEGER NOT NULL DEFAULT 0,
    output       TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE VIEW commands AS
    SELECT id, command, state, strftime('%Y-%m-%dT%H:%M:%fZ', started_at / 1000, 'unixepoch') AS started_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', ended_at / 1000, 'unixepoch') AS ended_at,
      duration_ms, exit_code, signal, timed_out, cancelled, error, output_bytes, output
    FROM command;
`;

/** Ended commands beyond these, or with more output in all, are forgotten, the oldest first. */
const MOST_KEPT = 10_000;
const MOST_OUTPUT_BYTES = 256 * 1024 * 1024;
/** Of one command's output more is never kept. */
const MOST_OF_ONE = 1024 * 1024 + 200;

type Row = Record<string, string | number | null>;

/** The commands of a server, by id. */
export class CommandTable {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Puts the commands down that a server left running when it died.
   *
   * @returns their ids
   */
  interrupt(now: number): readonly string[] {
    const ids = this.#database.prepare("SELECT id FROM command WHERE state = 'running'").all() as { id: string }[];
    this.#database
      .prepare("UPDATE command SET state = 'interrupted', ended_at = ?, error = 'the server died while it ran' WHERE state = 'running'")
      .run(now);
    return ids.map(({ id }) => id);
  }

  begin({ id, digest, command, startedAt }: Pick<CommandRow, 'id' | 'digest' | 'command' | 'startedAt'>): void {
    this.#database
      .prepare("INSERT INTO command (id, digest, command, state, started_at) VALUES (?, ?, ?, 'running', ?)")
      .run(id, digest, command, startedAt);
  }

  end(row: CommandRow): void {
    const { endedAt = null, durationMs = null, exitCode = null, signal = null, error = null } = row;
    this.#database
      .prepare(
        'UPDATE command SET state = ?, ended_at = ?, duration_ms = ?, exit_code = ?, signal = ?, timed_out = ?, cancelled = ?, error = ?, output = ?, output_bytes = ? WHERE id = ?',
      )
      .run(row.state, endedAt, durationMs, exitCode, signal, Number(row.timedOut), Number(row.cancelled), error, row.output, row.outputBytes, row.id);
    this.#forget();
  }

  #forget(): void {
    const { n, bytes } = this.#database.prepare(`SELECT count(*) AS n, sum(min(output_bytes, ${MOST_OF_ONE})) AS bytes FROM command`).get() as {
      n: number;
      bytes: number;
    };
    if (n <= MOST_KEPT && bytes <= MOST_OUTPUT_BYTES) return;
    // A tenth at a time, so that it is not done at every command.
    this.#database
      .prepare("DELETE FROM command WHERE rowid IN (SELECT rowid FROM command WHERE state <> 'running' ORDER BY rowid LIMIT ?)")
      .run(Math.ceil(n / 10));
  }

  get(id: string): CommandRow | undefined {
    const row = this.#database.prepare('SELECT * FROM command WHERE id = ?').get(id) as Row | undefined;
    return row === undefined ? undefined : rowOf(row);
  }

  /** Those whose id begins so, the oldest first. */
  list(prefix: string): readonly CommandRow[] {
    const rows = this.#database.prepare('SELECT * FROM command WHERE substr(id, 1, ?) = ? ORDER BY rowid').all(prefix.length, prefix) as Row[];
    return rows.map(rowOf);
  }
}

function rowOf(row: Row): CommandRow {
  const { ended_at: endedAt, duration_ms: durationMs, exit_code: exitCode, signal, error } = row;
  return {
    id: String(row.id),
    digest: String(row.digest),
    command: String(row.command),
    state: row.state as CommandRow['state'],
    startedAt: Number(row.started_at),
    ...(typeof endedAt === 'number' ? { endedAt } : {}),
    ...(typeof durationMs === 'number' ? { durationMs } : {}),
    ...(typeof exitCode === 'number' ? { exitCode } : {}),
    ...(typeof signal === 'string' ? { signal } : {}),
    timedOut: row.timed_out === 1,
    cancelled: row.cancelled === 1,
    ...(typeof error === 'string' ? { error } : {}),
    output: String(row.output),
    outputBytes: Number(row.output_bytes),
  };
}
