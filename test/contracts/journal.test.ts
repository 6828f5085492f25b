import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SessionEvent } from '../../src/core/session/event.ts';
import { type Journal, JournalDamagedError, JournalFencedError } from '../../src/ports/journal.ts';
import { createMemoryJournal } from '../../src/stores/journal/memory-journal.ts';
import { openJournal } from '../../src/stores/journal/sqlite-journal.ts';

const warned = (message: string): SessionEvent => ({ type: 'warned', message });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rh-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each<[string, () => { open: () => Journal }]>([
  ['in SQLite', () => ({ open: () => openJournal(join(folder, 'session.db')) })],
  [
    'in memory',
    () => {
      const journal = createMemoryJournal();
      return { open: () => journal };
    },
  ],
])('a journal %s', (_name, make) => {
  test('gives back what was appended, numbered without a gap, also after it was closed', async () => {
    const { open } = make();
    const journal = open();
    const [first] = await journal.append(1_000.5, [warned('one')]);
    await journal.append(2_000, [warned('two'), warned('three 🐛 \u0000 "quoted"')]);
    journal.close();
    expect(first).toEqual({ seq: 1, at: 1_000.5, event: warned('one') });
    expect([...open().read()]).toEqual([
      { seq: 1, at: 1_000.5, event: warned('one') },
      { seq: 2, at: 2_000, event: warned('two') },
      { seq: 3, at: 2_000, event: warned('three 🐛 \u0000 "quoted"') },
    ]);
  });

  test('appends nothing for no events', async () => {
    const journal = make().open();
    expect(await journal.append(1, [])).toEqual([]);
    expect([...journal.read()]).toEqual([]);
  });
});

describe('a SQLite journal that is not what was written', () => {
  const path = (): string => join(folder, 'session.db');

  async function written(count: number): Promise<void> {
    const journal = openJournal(path());
    for (let n = 1; n <= count; n++) await journal.append(n, [warned(`event ${n}`)]);
    journal.close();
  }

  function damage(sql: string): void {
    const database = new DatabaseSync(path());
    database.exec(sql);
    database.close();
  }

  test.each([
    ['a changed text', `UPDATE events SET text = replace(text, 'event 3', 'event 9') WHERE seq = 3`, 'entry 3 is not what was written', 2],
    ['a changed instant', 'UPDATE events SET at = at + 1 WHERE seq = 2', 'entry 2 is not what was written', 1],
    ['a missing entry', 'DELETE FROM events WHERE seq = 2', 'entry 2 is missing', 1],
    ['a foreign entry in the middle', `UPDATE events SET hash = '${'0'.repeat(64)}' WHERE seq = 4`, 'entry 4 is not what was written', 3],
  ])('%s is refused, with the last entry that can be believed', async (_what, sql, message, lastGoodSeq) => {
    await written(5);
    damage(sql);
    const opening = (): Journal => openJournal(path());
    expect(opening).toThrow(JournalDamagedError);
    expect(opening).toThrow(message);
    expect(() => {
      try {
        opening();
      } catch (error) {
        expect((error as JournalDamagedError).lastGoodSeq).toBe(lastGoodSeq);
        throw error;
      }
    }).toThrow();
  });

  test('a file that is no database is named', () => {
    writeFileSync(path(), 'this is no database, it only has its name'.repeat(100));
    expect(() => openJournal(path())).toThrow(/session\.db can't be opened as a journal: file is not a database/);
  });

  test("another program's database is left alone", () => {
    damage('CREATE TABLE mine (x)');
    const before = readFileSync(path());
    expect(() => openJournal(path())).toThrow('is a SQLite file, but no journal of this program');
    expect(readFileSync(path()).equals(before)).toBe(true);
  });

  test('a journal of a newer version says so', async () => {
    await written(1);
    damage('PRAGMA user_version = 99');
    expect(() => openJournal(path())).toThrow('was written by a newer version (journal format 99, this version reads 1): update');
  });
});

test('two controllers of one session: the one that was overtaken can append nothing more', async () => {
  const path = join(folder, 'session.db');
  const first = openJournal(path);
  await first.append(1, [warned('mine')]);
  const second = openJournal(path);
  await second.append(2, [warned('taken over')]);
  await expect(first.append(3, [warned('still here')])).rejects.toThrow(JournalFencedError);
  await second.append(4, [warned('on it goes')]);
  second.close();
  first.close();
  expect([...openJournal(path).read()].map(({ event }) => event)).toEqual([warned('mine'), warned('taken over'), warned('on it goes')]);
});
