import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isGone, type ProcessIdentity, thisProcess } from './process-identity.ts';
import { WorktreeError } from './worktree-error.ts';

/** A worktree as the register of its place knows it. */
export interface RegisteredWorktree {
  readonly name: string;
  /** `new`: named, perhaps not built. */
  readonly status: 'new' | 'free' | 'busy' | 'error';
  readonly holder?: string;
  readonly why?: string;
  /** The session that has it. */
  readonly session?: string;
  readonly pid?: number;
  /** `live`: its session runs · `dead`: its session died · `elsewhere`: its session belongs to another machine or container · `none`: nobody's. */
  readonly owner: 'live' | 'dead' | 'elsewhere' | 'none';
}

/**
 * Who has which worktree of a place, for all sessions on it. A SQLite file: a session that is killed in the middle leaves no half-written entry and no lock.
 * A worktree is named here before anything of it is made, so that whatever a killed session leaves can be found.
 */
export interface PoolRegister extends Disposable {
  /** Takes so many worktrees: first what is free or whose session died, then new ones. Nobody else gets them until they are given up. */
  claim(count: number, session: string): readonly string[];
  note(name: string, state: { readonly status: RegisteredWorktree['status']; readonly holder?: string; readonly why?: string }): void;
  /** Takes all that no living session has, to remove it. @param force also what a session on another machine or in another container may still have */
  claimRest(session: string, force: boolean): readonly string[];
  giveUp(session: string): void;
  /** Removes the register itself, where it is empty. */
  removeIfEmpty(): boolean;
  forget(name: string): void;
  all(): readonly RegisteredWorktree[];
}

/** The hidden folder of a place with all that is not a worktree. */
export const INNER = '.pool';

interface Row {
  readonly name: string;
  readonly status: RegisteredWorktree['status'];
  readonly holder: string | null;
  readonly why: string | null;
  readonly session: string | null;
  readonly pid: number | null;
  readonly start: string | null;
  readonly host: string | null;
}

/**
 * Opens the register of a place, or makes both.
 *
 * @param repository the user's, by its common folder
 * @throws WorktreeError `refused` where the place is something else, or another repository's
 */
export function openRegister(place: string, repository: string): PoolRegister {
  const inner = join(place, INNER);
  if (existsSync(place) && !existsSync(inner) && readdirSync(place).length > 0) {
    throw new WorktreeError('refused', `${place} is not empty, and no place of worktrees`, { fix: 'name another place for the worktrees' });
  }
  mkdirSync(join(inner, 'preserved'), { recursive: true });
  const file = join(inner, 'pool.db');
  const db = new DatabaseSync(file, { timeout: 10_000 });
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS place (repository TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS worktrees (name TEXT PRIMARY KEY, status TEXT NOT NULL, holder TEXT, why TEXT, session TEXT, pid INTEGER, start TEXT, host TEXT);`);
  const atomically = <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  };
  const rows = (): readonly RegisteredWorktree[] =>
    (db.prepare('SELECT * FROM worktrees').all() as unknown as Row[])
      .map((row) => ({
        name: row.name,
        status: row.status,
        owner: ownerOf(row),
        ...(row.holder !== null && { holder: row.holder }),
        ...(row.why !== null && { why: row.why }),
        ...(row.session !== null && { session: row.session }),
        ...(row.pid !== null && { pid: row.pid }),
      }))
      .sort((a, b) => numberOf(a.name) - numberOf(b.name));
  try {
    atomically(() => {
      const known = db.prepare('SELECT repository FROM place').get() as { repository: string } | undefined;
      if (known === undefined) db.prepare('INSERT INTO place VALUES (?)').run(repository);
      else if (known.repository !== repository && existsSync(known.repository)) {
        throw new WorktreeError('refused', `${place} has the worktrees of another repository, ${known.repository}`, {
          fix: 'name another place for the worktrees',
        });
      } else if (known.repository !== repository) db.prepare('UPDATE place SET repository = ?').run(repository);
    });
  } catch (error) {
    db.close();
    throw error;
  }
  const opened = statSync(file).ino;
  /** Somebody may have cleaned the place away since it was opened; what is written then is seen by nobody. */
  const assertThere = (): void => {
    if (statSync(file, { throwIfNoEntry: false })?.ino !== opened)
      throw new WorktreeError('broken', `${place} was removed in the meantime`, { fix: 'start again' });
  };
  const update = db.prepare('UPDATE worktrees SET status = ?, holder = ?, why = ? WHERE name = ?');
  return {
    claim(count, session) {
      const me: ProcessIdentity = thisProcess();
      return atomically(() => {
        assertThere();
        const all = rows();
        const names = all
          .filter(({ owner }) => owner === 'none' || owner === 'dead')
          .slice(0, count)
          .map(({ name }) => name);
        const taken = new Set(all.map(({ name }) => name));
        for (let n = 1; names.length < count; n++) {
          const name = `wt-${n}`;
          // A folder of that name that the register does not know is somebody's: it stays.
          if (!taken.has(name) && !existsSync(join(place, name))) names.push(name);
        }
        const take = db.prepare(
          `INSERT INTO worktrees VALUES (?, 'new', NULL, NULL, ?, ?, ?, ?)
           ON CONFLICT (name) DO UPDATE SET session = excluded.session, pid = excluded.pid, start = excluded.start, host = excluded.host`,
        );
        for (const name of names) take.run(name, session, me.pid, me.start, me.host);
        return names;
      });
    },
    claimRest(session, force) {
      const me = thisProcess();
      const take = db.prepare('UPDATE worktrees SET session = ?, pid = ?, start = ?, host = ? WHERE name = ?');
      return atomically(() => {
        const names = rows()
          .filter(({ owner }) => owner === 'none' || owner === 'dead' || (force && owner === 'elsewhere'))
          .map(({ name }) => name);
        for (const name of names) take.run(session, me.pid, me.start, me.host, name);
        return names;
      });
    },
    removeIfEmpty: () =>
      atomically(() => {
        if (rows().length > 0) return false;
        for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
        return true;
      }),
    note: (name, { status, holder, why }) => void update.run(status, holder ?? null, why ?? null, name),
    giveUp: (session) => void db.prepare('UPDATE worktrees SET session = NULL, pid = NULL, start = NULL, host = NULL WHERE session = ?').run(session),
    forget: (name) => void db.prepare('DELETE FROM worktrees WHERE name = ?').run(name),
    all: rows,
    [Symbol.dispose]: () => db.close(),
  };
}

export const numberOf = (name: string): number => Number(/\d+$/.exec(name)?.[0] ?? 0);

function ownerOf({ pid, start, host }: Row): RegisteredWorktree['owner'] {
  if (pid === null || start === null || host === null) return 'none';
  const gone = isGone({ pid, start, host });
  if (gone === 'unknown') return 'elsewhere';
  return gone ? 'dead' : 'live';
}
