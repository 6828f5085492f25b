/** How long a journal of 10,000 events takes to be opened, verified and read, before the first decision: part of `npm run bench`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession } from '../src/app/open-session.ts';
import type { SessionEvent } from '../src/core/session/event.ts';
import { openJournal } from '../src/stores/journal/sqlite-journal.ts';
import { figures } from './support/figures.ts';
import { longSession } from './support/long-session.ts';

const EVENTS = 10_000;
const TRIALS = 10;
const BAR_MS = 2_000;

const root = mkdtempSync(join(tmpdir(), 'rh-bench-'));
try {
  const events: SessionEvent[] = [];
  const { session } = await longSession(root, 1_700, (event) => events.push(event));
  if (events.length < EVENTS) throw new Error(`the session has ${events.length} events only`);
  const name = 'fedcba9876543210';
  const folder = join(root, name);
  const { mkdirSync } = await import('node:fs');
  mkdirSync(folder);
  const journal = openJournal(join(folder, 'session.db'));
  for (let i = 0; i < EVENTS; i += 100) await journal.append(session.startedAt + i, events.slice(i, i + 100));
  journal.close();
  const took: number[] = [];
  for (let n = 0; n < TRIALS; n++) {
    const startedMs = performance.now();
    const opened = await openSession({ root, sessionId: name, resume: 'auto', plan: session.plan, now: session.startedAt });
    took.push(performance.now() - startedMs);
    if (opened.earlier === undefined) throw new Error('it was not resumed');
    opened.journal.close();
  }
  if (!figures(`resume of ${EVENTS} events`, took, 'ms', BAR_MS)) process.exitCode = 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}
