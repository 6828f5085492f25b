import type { DatabaseSync } from 'node:sqlite';
/** The process of a server, told apart from a later one that got the same number. */
export interface OwnerIdentity {
  readonly pid: number;
  readonly start: string;
  readonly host: string;
}
export declare const OWNER_TABLE =
  '\n  CREATE TABLE owner (\n    one   INTEGER PRIMARY KEY CHECK (one = 1),\n    pid   INTEGER NOT NULL,\n    start TEXT NOT NULL,\n    host  TEXT NOT NULL\n  ) STRICT;\n';
/**
 * Makes this server the only one of a database: another would take what this one runs for the remains of a dead one, and end it.
 *
 * @param isGone says whether a process has ended; anything but `true` keeps it
 * @returns the server that has it; `undefined`: it is ours now
 */
export declare function claimDatabase(
  database: DatabaseSync,
  self: OwnerIdentity,
  isGone: (owner: OwnerIdentity) => boolean | 'unknown',
): OwnerIdentity | undefined;
/** Gives it up again. */
export declare function releaseDatabase(database: DatabaseSync): void;
