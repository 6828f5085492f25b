import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { COMMAND_TABLES } from './command-table.ts';
import { PARALLEL_TEST_TABLES } from './parallel-test-tables.ts';
import { OWNER_TABLE } from './server-owner.ts';

/** Told apart from other SQLite files by `PRAGMA application_id`: "RHsv". */
const APPLICATION_ID = 0x52487376;
const SCHEMA_VERSION = 1;

/** The file is no database of a server, or of a newer version. */
export class ServerDatabaseError extends Error {
  override readonly name = 'ServerDatabaseError';
}

/**
 * What a server remembers beyond its death: the commands that it ran, and the sessions of its API with their executions. Views for people with
 * `sqlite3`: `parallel_test_sessions`, `parallel_test_executions`, `commands`.
 *
 * @param path of the database; made when it does not exist, for the user alone
 * @throws ServerDatabaseError
 */
export function openServerDatabase(path: string): DatabaseSync {
  const fresh = !existsSync(path);
  mkdirSync(dirname(path), { recursive: true });
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    if (fresh) chmodSync(path, 0o600);
    const { application_id: id } = database.prepare('PRAGMA application_id').get() as { application_id: number };
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    const { tables } = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number };
    if (tables > 0 && id !== APPLICATION_ID) throw new ServerDatabaseError(`${path} is a SQLite file, but not of a server of this program`);
    if (version > SCHEMA_VERSION) throw new ServerDatabaseError(`${path} was written by a newer version of this program: update it`);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;');
    const mark = `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};`;
    if (tables === 0) database.exec(`BEGIN IMMEDIATE; ${OWNER_TABLE} ${COMMAND_TABLES} ${PARALLEL_TEST_TABLES} ${mark} COMMIT;`);
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof ServerDatabaseError) throw cause;
    throw new ServerDatabaseError(`${path} can't be opened: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
