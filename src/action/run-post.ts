import { lastJournal } from '../app/open-session.ts';
import { systemClock } from '../app/system-clock.ts';
import type { Session } from '../core/session/session.ts';
import { MINUTE_MS } from '../core/time.ts';
import { SessionLog } from '../engine/log.ts';
import type { Clock } from '../ports/clock.ts';
import { openJournal } from '../stores/journal/sqlite-journal.ts';
import { cleanUp } from './clean-up.ts';
import { type Console, consoleFor } from './console.ts';
import { createTarget } from './create-target.ts';
import { credentialsFor } from './credentials.ts';
import { explainFailure } from './explain-failure.ts';
import { readInputs } from './inputs.ts';
import { cancelCommand, type Doubt, doubts, type Leftover, leftovers } from './leftovers.ts';
import { loadSessionPlace } from './post-state.ts';
import { problemText } from './problem.ts';
import { readSurroundings } from './surroundings.ts';

/** A cancelled job has 5 minutes in all, of which main took up to 10 s, and the runner keeps 15 s for itself. */
const DEADLINE_MS = 4 * MINUTE_MS;

/** What GitHub takes at most (180 changes a minute): the plan's gentler pace would leave runs of a big session alive. */
const SPACING_MS = 340;

/**
 * The Action's post step: ends what main left alive, because it was killed, ran out of time or lost the connection. Runs after every
 * main, whatever became of it; what has ended already is left alone, so it may run any number of times.
 *
 * @returns always 0: a job does not fail by its cleaning up; what could not be ended is a warning with the command that ends it
 */
export async function runPost(process: NodeJS.Process): Promise<number> {
  const console = consoleFor(process.env);
  try {
    const place = loadSessionPlace();
    const path = place === undefined ? undefined : lastJournal(place.reportRoot, place.sessionId);
    if (path === undefined) console.line('No session was begun: there is nothing to clean up');
    else await cleanUpSession(path, console, systemClock(), process.env);
  } catch (error) {
    for (const problem of explainFailure(error).problems) {
      console.annotate({ level: 'warning', title: 'Runs may still be alive', message: problemText(problem) });
    }
  }
  return 0;
}

async function cleanUpSession(path: string, console: Console, clock: Clock, env: NodeJS.ProcessEnv): Promise<void> {
  const journal = openJournal(path);
  try {
    const log = new SessionLog(journal, clock);
    const { session } = log;
    if (session !== undefined && isLeftToOthers(session)) return console.line('Another job goes on with this session: its runs are left alone');
    const count = session === undefined ? 0 : leftovers(session).length + doubts(session).length;
    if (session === undefined || count === 0) return console.line('Every run of this session has ended: there is nothing to clean up');
    console.line(`Runs of this session that may still be alive: ${count}. Looking at them and cancelling them`);
    const request = { inputs: readInputs(env).inputs, surroundings: readSurroundings(env).surroundings };
    const onWarning = (text: string): void => console.line(text);
    try {
      const limits = { ...session.plan.limits, mutationSpacingMs: SPACING_MS };
      const { token } = await credentialsFor({ request, plan: session.plan, clock, env });
      const target = createTarget({ request, token, seed: session.seed, clock, env, limits, onWarning });
      const { alive, doubtful } = await cleanUp({ log, session, target, clock, deadlineAt: clock.now() + DEADLINE_MS });
      if (alive.length + doubtful.length === 0) console.line('All of them have ended or are being cancelled');
      else warnAbout(alive, doubtful, console);
    } catch (error) {
      warnAbout(leftovers(session), doubts(session), console);
      throw error;
    }
  } finally {
    journal.close();
  }
}

/** Suspended, or taken over by another controller. */
function isLeftToOthers({ suspendedAt, stop }: Session): boolean {
  return suspendedAt !== undefined || stop?.reason.kind === 'suspended' || stop?.reason.kind === 'fenced';
}

function warnAbout(alive: readonly Leftover[], doubtful: readonly Doubt[], console: Console): void {
  const lines = [
    ...alive.map(({ url }) => cancelCommand(url)),
    ...doubtful.map(({ key }) => `look for ${key} in the list of runs: nobody knows whether it was started`),
  ];
  const message = `${lines.length} runs could not be ended. The log of this step has the command for each, such as: ${lines[0]}`;
  console.annotate({ level: 'warning', title: 'Runs may still be alive', message });
  console.group('What ends them', lines);
}
