export const OWNER_TABLE = `
  CREATE TABLE owner (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    pid   INTEGER NOT NULL,
    start TEXT NOT NULL,
    host  TEXT NOT NULL
  ) STRICT;
`;
/**
 * Makes this server the only one of a database: another would take what this one runs for the remains of a dead one, and end it.
 *
 * @param isGone says whether a process has ended; anything but `true` keeps it
 * @returns the server that has it; `undefined`: it is ours now
 */
export function claimDatabase(database, self, isGone) {
  database.exec('BEGIN IMMEDIATE');
  try {
    const row = database.prepare('SELECT pid, start, host FROM owner').get();
    if (row !== undefined && isGone(row) !== true) return row;
    database.prepare('INSERT OR REPLACE INTO owner VALUES (1, ?, ?, ?)').run(self.pid, self.start, self.host);
    return undefined;
  } finally {
    database.exec('COMMIT');
  }
}
/** Gives it up again. */
export function releaseDatabase(database) {
  database.exec('DELETE FROM owner');
}
