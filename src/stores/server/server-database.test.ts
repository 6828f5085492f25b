import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandRow, CommandTable } from './command-table.ts';
import { openServerDatabase } from './server-database.ts';
import { claimDatabase, releaseDatabase } from './server-owner.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runner-harness-database-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('openServerDatabase', () => {
  it('makes it for the user alone, and opens it again', () => {
    const path = join(folder, 'below', 'server.db');
    openServerDatabase(path).close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    openServerDatabase(path).close();
  });

  it('refuses what is no database of a server, and leaves it alone', () => {
    writeFileSync(join(folder, 'text'), 'not a database, but long enough to look like one to nobody at all'.repeat(50));
    expect(() => openServerDatabase(join(folder, 'text'))).toThrow(/text can't be opened/);
    const path = join(folder, 'other.db');
    const other = new DatabaseSync(path);
    other.exec('CREATE TABLE mine (x)');
    other.close();
    expect(() => openServerDatabase(path)).toThrow(/not of a server of this program/);
  });

  it('refuses one of a newer version', () => {
    const path = join(folder, 'server.db');
    const database = openServerDatabase(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => openServerDatabase(path)).toThrow(/newer version/);
  });
});

describe('claimDatabase', () => {
  const [one, two] = [
    { pid: 1, start: 'a', host: 'h' },
    { pid: 2, start: 'b', host: 'h' },
  ];

  it('gives it to one, until that one has given it up or is gone', () => {
    const database = openServerDatabase(join(folder, 'server.db'));
    expect(claimDatabase(database, one, () => false)).toBeUndefined();
    expect(claimDatabase(database, two, () => false)).toMatchObject(one);
    expect(claimDatabase(database, two, () => 'unknown')).toMatchObject(one);
    expect(claimDatabase(database, two, () => true)).toBeUndefined();
    releaseDatabase(database);
    expect(claimDatabase(database, one, () => false)).toBeUndefined();
    database.close();
  });
});

describe('CommandTable', () => {
  it('keeps what it was told, and finds it by the beginning of its id, whatever stands in that', () => {
    const database = openServerDatabase(join(folder, 'server.db'));
    const table = new CommandTable(database);
    const row: CommandRow = {
      ...{ id: 'a%_1', digest: 'd', command: 'false', state: 'completed', startedAt: 1_000, endedAt: 2_000, durationMs: 999.5, exitCode: 1 },
      ...{ signal: 'SIGKILL', timedOut: true, cancelled: false, error: 'why', output: 'Grüße\n', outputBytes: 8 },
    };
    table.begin(row);
    expect(table.get('a%_1')).toMatchObject({ state: 'running', output: '' });
    table.end(row);
    table.begin({ id: 'ab_2', digest: 'd', command: 'true', startedAt: 3_000 });
    expect(table.get('a%_1')).toEqual(row);
    expect(table.list('a%').map(({ id }) => id)).toEqual(['a%_1']);
    expect(table.list('').map(({ id }) => id)).toEqual(['a%_1', 'ab_2']);
    expect(table.interrupt(4_000)).toEqual(['ab_2']);
    expect(table.get('ab_2')).toMatchObject({ state: 'interrupted', endedAt: 4_000 });
    database.close();
  });

  it('forgets the oldest when there is too much output, never what runs', () => {
    const database = openServerDatabase(join(folder, 'server.db'));
    const table = new CommandTable(database);
    table.begin({ id: 'runs', digest: 'd', command: 'sleep', startedAt: 0 });
    for (let i = 0; i < 260; i++) {
      const row = { id: `c${i}`, digest: 'd', command: 'cat', startedAt: i };
      table.begin(row);
      table.end({ ...row, state: 'completed', timedOut: false, cancelled: false, output: '', outputBytes: 1_000_000_000 });
    }
    expect(table.get('runs')).toBeDefined();
    expect(table.get('c0')).toBeUndefined();
    expect(table.get('c259')).toBeDefined();
    expect(table.list('c').length).toBeGreaterThan(200);
    database.close();
  });
});
