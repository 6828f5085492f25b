import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reportOf } from '../../src/core/report/report-of.ts';
import { apply } from '../../src/core/session/apply.ts';
import type { JournalEntry } from '../../src/core/session/event.ts';
import type { Session } from '../../src/core/session/session.ts';
import { goldenSession } from '../support/golden-session.ts';

const FOLDER = 'test/fixtures/journals';
const journals = readdirSync(FOLDER).filter((name) => name.endsWith('.ndjson'));

const entriesOf = (name: string): JournalEntry[] =>
  readFileSync(`${FOLDER}/${name}`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalEntry);

function fold(entries: readonly JournalEntry[]): Session {
  let session: Session | undefined;
  for (const entry of entries) session = apply(session, entry);
  if (session === undefined) throw new Error('the journal is empty');
  return session;
}

/** Journals that earlier versions wrote are never made anew: what they hold must mean the same to every later version. */
describe('a journal of an earlier version', () => {
  test('is there', () => expect(journals.length).toBeGreaterThan(0));

  for (const name of journals) {
    test(`${name} still folds to the same result`, async () => {
      const { result, runs, jobs } = reportOf(fold(entriesOf(name)), { cancelCommand: ({ runId }) => `gh run cancel ${runId}` });
      for (const { ledger } of result.scenarios) {
        const { planned, ...boxes } = ledger;
        expect(Object.values(boxes).reduce((sum, count) => sum + count, 0)).toBe(planned);
      }
      await expect(`${JSON.stringify({ result, runs, jobs }, undefined, 2)}\n`).toMatchFileSnapshot(
        `../fixtures/journals/${name.replace('.ndjson', '.json')}`,
      );
    });
  }
});

test('today the same session writes events of the same kinds, and ends the same', async () => {
  const [golden, today] = [entriesOf('suspended-and-resumed-v0.1.ndjson'), await goldenSession()];
  const kinds = (entries: readonly JournalEntry[]): string[] => [...new Set(entries.map(({ event }) => event.type))].sort();
  const boxes = (entries: readonly JournalEntry[]): (string | undefined)[] => [...fold(entries).slots.values()].map(({ box }) => box);
  expect(kinds(today)).toEqual(kinds(golden));
  expect(boxes(today)).toEqual(boxes(golden));
});
