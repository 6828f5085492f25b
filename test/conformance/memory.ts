/** How much memory a controller of so many runs takes: `node test/conformance/memory.ts RUNS` prints it as JSON. It gives memory back as `conduct` does. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryTrimmer, TRIM_EVENTS } from '../../src/app/memory-trimmer.ts';
import { runSession } from '../../src/engine/run-session.ts';
import { Stopper } from '../../src/engine/stopper.ts';
import { openJournal } from '../../src/stores/journal/sqlite-journal.ts';
import { planOf, scenarioOf } from '../support/plans.ts';
import { scriptedTarget } from '../support/scripted-target.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const total = Number(process.argv[2]);
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'rh-memory-'));
const clock = virtualClock();
const trim = memoryTrimmer();
const journal = openJournal(join(folder, 'session.db'));
let events = 0;
try {
  const session = await clock.run(
    runSession({
      plan: planOf([scenarioOf({ model: 'closed', runs: total, concurrency: 500 })]),
      sessionId: 'abcdef0123456789',
      generation: 1,
      seed: 1,
      version: '0.0.0',
      target: scriptedTarget(clock, {}),
      journal,
      clock,
      stop: { signal: new Stopper(), reason: () => ({ kind: 'signal', signal: 'SIGINT' }) },
      onEvent: ({ seq }) => {
        events += 1;
        if (seq % TRIM_EVENTS === 0) trim();
      },
    }),
  );
  const runs = [...session.slots.values()].filter(({ box }) => box === 'succeeded').length;
  console.log(JSON.stringify({ runs, events, megabytes: Math.ceil(process.resourceUsage().maxRSS / 1024) }));
} finally {
  journal.close();
  rmSync(folder, { recursive: true, force: true });
}
