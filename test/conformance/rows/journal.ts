import { copyFileSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { explainFailure } from '../../../src/cli/explain-failure.ts';
import type { JournalEntry, SessionEvent } from '../../../src/core/session/event.ts';
import { type Journal, JournalDamagedError } from '../../../src/ports/journal.ts';
import { createMemoryJournal } from '../../../src/stores/journal/memory-journal.ts';
import { openJournal } from '../../../src/stores/journal/sqlite-journal.ts';
import { planOf, scenarioOf } from '../../support/plans.ts';
import { row } from '../row.ts';
import { boxes, isDispatch, SESSION_ID, says, saysResult, World } from '../world.ts';
import { folder } from './resume.ts';

const FOUR = { model: 'closed', runs: 4, concurrency: 2 } as const;
/** SQLite's WAL: a header, then frames of a header and a page. */
const WAL_HEADER = 32;
const FRAME_HEADER = 24;
const FRAME = FRAME_HEADER + 4_096;

/** A session that died in its middle, and the world that it left. */
async function died(): Promise<{ readonly world: World; readonly entries: readonly JournalEntry[] }> {
  const world = new World({ arrivals: FOUR });
  const entries = await world.untilDeath({ afterEvent: (event) => event.type === 'acked' && event.slot === '0-3' });
  await world.pass(20_000);
  return { world, entries };
}

/** Its journal as a power cut leaves it: one commit an event, all of them still in the write-ahead log. */
async function writeTorn(path: string, entries: readonly JournalEntry[]): Promise<number> {
  const writing = openJournal(`${path}.origin`);
  for (const { at, event } of entries) await writing.append(at, [event]);
  for (const suffix of ['', '-wal']) copyFileSync(`${path}.origin${suffix}`, `${path}.kept${suffix}`);
  writing.close();
  return (readFileSync(`${path}.kept-wal`).length - WAL_HEADER) / FRAME;
}

/** Opens a copy of it that was damaged. */
function reopened(path: string, damage: (wal: string, database: string) => void): readonly JournalEntry[] {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  for (const suffix of ['', '-wal']) copyFileSync(`${path}.kept${suffix}`, `${path}${suffix}`);
  damage(`${path}-wal`, path);
  const journal = openJournal(path);
  try {
    return [...journal.read()];
  } finally {
    journal.close();
  }
}

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  writeFileSync(file, bytes);
}

/** What is read is the beginning of what was written, and nothing else. */
function expectPrefix(read: readonly JournalEntry[], entries: readonly JournalEntry[]): void {
  expect(read.map(({ event }) => event)).toEqual(entries.slice(0, read.length).map(({ event }) => event));
}

/** Resumes the same death from each of these beginnings of its journal. */
async function resumeFrom(lengths: Iterable<number>): Promise<string[]> {
  let told: string[] = [];
  for (const length of lengths) {
    const { world, entries } = await died();
    // Without its first events a session is new to this machine; a checkpoint or the list brings it back (rows 77, 82).
    if (length < 3) continue;
    const life = await world.live({ entries: entries.slice(0, length) });
    expect(boxes(life), `resumed from ${length} of ${entries.length} entries`).toEqual(Array(4).fill('succeeded'));
    const titles = world.truth().map(({ title }) => title);
    expect(new Set(titles).size, `resumed from ${length}`).toBe(4);
    expect(titles, `resumed from ${length}`).toHaveLength(4);
    told = says(life);
  }
  return told;
}

/** A journal whose disk fails from the n-th append on. */
function failing(message: string, from: (events: readonly SessionEvent[]) => boolean): Journal {
  const memory = createMemoryJournal();
  let broken = false;
  return {
    ...memory,
    append: async (at, events) => {
      broken ||= from(events);
      if (broken) throw new Error(`the journal {folder}/session.db could not be written: ${message}`);
      return await memory.append(at, events);
    },
  };
}

async function withoutDisk(message: string): Promise<string[]> {
  let intents = 0;
  const journal = failing(message, (events) => events.some(({ type }) => type === 'intent' && ++intents > 2));
  const world = new World({ arrivals: FOUR });
  const life = await world.live({ journal });
  // No intent, no POST; what runs is watched to its end and reported.
  expect(world.truth()).toHaveLength(2);
  expect(world.sent.filter(({ request }) => isDispatch(request))).toHaveLength(2);
  expect(boxes(life).filter((box) => box === 'succeeded')).toHaveLength(2);
  return says(life);
}

/** The disk under a session: what is torn, flipped, old, full. */
export const journalRows = [
  row(
    72,
    {
      case: 'SIGKILL while the journal is written: its log ends at any frame (SQLite’s form of a snapshot that is half written)',
      expected: 'the commit before counts; the resume reconciles with the list: nothing lost, nothing twice',
      layer: 'files',
    },
    async () => {
      using place = folder();
      const path = join(place.path, 'session.db');
      const { entries } = await died();
      const frames = await writeTorn(path, entries);
      const lengths = new Set<number>();
      for (let kept = 0; kept <= frames; kept++) {
        const read = reopened(path, (wal) => truncateSync(wal, WAL_HEADER + kept * FRAME));
        expectPrefix(read, entries);
        lengths.add(read.length);
      }
      // Every commit is found at some frame, the last one at the last.
      expect([...lengths].toSorted((a, b) => a - b)).toEqual(Array.from({ length: entries.length + 1 }, (_, n) => n));
      return [`journal: cut at each of its ${frames} frames`.replace(/\d+/, 'N'), ...(await resumeFrom(lengths))];
    },
  ),
  row(73, { case: 'the tail of the journal’s log is torn at any byte', expected: 'recovers to the last whole commit', layer: 'files' }, async () => {
    using place = folder();
    const path = join(place.path, 'session.db');
    const { entries } = await died();
    const frames = await writeTorn(path, entries);
    const last = WAL_HEADER + (frames - 1) * FRAME;
    // Every byte of a frame's header, and every 97th of its page (97 is prime to every power of two).
    const offsets = [...Array(FRAME_HEADER).keys(), ...Array.from({ length: Math.ceil(4_096 / 97) }, (_, n) => FRAME_HEADER + n * 97)];
    for (const offset of offsets) {
      const read = reopened(path, (wal) => truncateSync(wal, last + offset));
      expectPrefix(read, entries);
      expect(read.length, `cut ${offset} bytes into the last frame`).toBe(entries.length - 1);
    }
    expect(reopened(path, () => {})).toHaveLength(entries.length);
    for (let header = 0; header < WAL_HEADER; header++) expect(reopened(path, (wal) => truncateSync(wal, header))).toEqual([]);
    return ['journal: every torn tail ends at the last whole commit', ...(await resumeFrom([entries.length - 1]))];
  }),
  row(
    74,
    {
      case: 'a bit flips in the middle of the journal',
      expected: 'in the log: what follows is dropped, never believed; in the file: refused with a hint how to repair',
      layer: 'files',
    },
    async () => {
      using place = folder();
      const home = join(place.path, SESSION_ID);
      mkdirSync(home);
      const path = join(home, 'session.db');
      const { world, entries } = await died();
      const frames = await writeTorn(path, entries);
      let dropped = 0;
      for (let frame = 0; frame < frames; frame++) {
        for (const offset of [9, FRAME_HEADER + 200, FRAME - 60]) {
          try {
            const read = reopened(path, (wal) => flip(wal, WAL_HEADER + frame * FRAME + offset));
            expectPrefix(read, entries);
            if (read.length < entries.length) dropped += 1;
          } catch (error) {
            expect(error).toBeInstanceOf(JournalDamagedError);
            dropped += 1;
          }
        }
      }
      expect(dropped).toBeGreaterThan(frames);
      // Checkpointed into the file itself: no log protects it any more, the chain does. Pages keep dead copies of what moved; a bit in one of
      // those harms nobody.
      const checkpoint = (database: string): Buffer => {
        const whole = new DatabaseSync(database);
        whole.exec('PRAGMA wal_checkpoint(TRUNCATE)');
        whole.close();
        rmSync(`${database}-wal`, { force: true });
        return readFileSync(database);
      };
      const found: string[] = [];
      for (let from = 0; from !== -1; ) {
        try {
          const read = reopened(path, (_, database) => {
            const text = '"slot":"0-2"';
            const at = checkpoint(database).indexOf(text, from);
            from = at === -1 ? -1 : at + 1;
            if (at !== -1) flip(database, at + text.length - 2);
          });
          expect(read.map(({ event }) => event)).toEqual(entries.map(({ event }) => event));
        } catch (error) {
          if (!(error instanceof JournalDamagedError)) throw error;
          if (found.length > 0) continue;
          const refused = await world.conduct(place.path).then(
            () => undefined,
            (cause: unknown) => explainFailure(cause).text,
          );
          expect(refused).toBeDefined();
          const repaired = await world.conduct(place.path, { repair: true });
          expect(repaired.report.result.scenarios[0]?.ledger).toMatchObject({ planned: 4, succeeded: 4 });
          expect(world.truth()).toHaveLength(4);
          const told = ['refused:', refused ?? '', 'repaired:', ...saysResult(repaired.report.result), ...repaired.log.map((text) => `log: ${text}`)];
          found.push(...told.map((line) => line.replaceAll(place.path, '{folder}')));
        }
      }
      expect(found).not.toEqual([]);
      return found;
    },
  ),
  row(
    75,
    {
      case: 'the session was begun with another plan',
      expected: 'refused with the difference, unless it is forced; then its own plan holds',
      layer: 'virtual',
    },
    async () => {
      using place = folder();
      const world = new World({ arrivals: FOUR });
      await world.conduct(place.path, { maxDurationMs: 40_000 });
      const posts = world.sentAt(/^POST/).length;
      const other = planOf([scenarioOf({ model: 'closed', runs: 9, concurrency: 2 })], { target: { kind: 'github', repository: 'octo/fleet' } });
      const refused = await world.conduct(place.path, { plan: other }).then(
        () => undefined,
        (error: Error) => error.message,
      );
      expect(refused).toBeDefined();
      expect(world.sentAt(/^POST/)).toHaveLength(posts);
      const forced = await world.conduct(place.path, { plan: other, force: true });
      expect(forced.report.result.scenarios[0]?.ledger.planned).toBe(4);
      return ['refused:', refused ?? '', 'forced:', ...forced.log];
    },
  ),
  row(
    76,
    {
      case: 'the journal is of a newer version',
      expected: 'refused, with what it takes; there is only one format until now, so that nothing older can be migrated',
      layer: 'files',
    },
    async () => {
      using place = folder();
      const path = join(place.path, 'session.db');
      openJournal(path).close();
      const database = new DatabaseSync(path);
      database.exec('PRAGMA user_version = 99');
      database.close();
      let told = '';
      try {
        openJournal(path);
      } catch (error) {
        told = (error as Error).message;
      }
      expect(told).toContain('update');
      return told.replaceAll(place.path, '{folder}');
    },
  ),
  row(
    84,
    { case: 'fsync fails', expected: 'taken as not durable: nothing is sent that depends on it, what runs is watched to its end', layer: 'virtual' },
    async () => await withoutDisk('disk I/O error'),
  ),
];
