import { basename, dirname, join } from 'node:path';
import { cancelCommandOf } from '../app/cancel-command.ts';
import { concludeGate, prepareGate } from '../app/conduct-gate.ts';
import { GateInputError } from '../app/errors.ts';
import { foldJournal } from '../app/fold-journal.ts';
import { gateOfPlan } from '../app/gate-order.ts';
import { JOURNAL_NAME } from '../app/open-session.ts';
import { systemClock } from '../app/system-clock.ts';
import { reportOf } from '../core/report/report-of.ts';
import type { ReportInput } from '../core/result.ts';
import type { Session } from '../core/session/session.ts';
import { renderReports } from '../reports/render-reports.ts';
import { renderTerminal } from '../reports/terminal.ts';
import { openJournal } from '../stores/journal/sqlite-journal.ts';
import { writeReports } from '../stores/session-folder/write-reports.ts';
import { EXIT } from './exit-code.ts';
import { findSession } from './find-session.ts';
import { showReport } from './show-report.ts';
import { UsageError } from './usage-error.ts';
import { takesColour, type World } from './world.ts';

/** Options of `report`. */
export interface ReportCommandOptions {
  readonly format?: 'text' | 'json' | 'summary' | 'runs-csv' | 'jobs-csv' | 'ndjson';
  readonly reportDir: string;
  readonly color: boolean;
}

const FILE_OF = { json: 'result.json', summary: 'summary.md', 'runs-csv': 'runs.csv', 'jobs-csv': 'jobs.csv', ndjson: 'runs.ndjson' } as const;

/** Renders a session's reports from its journal. */
export async function reportAgain(text: string, options: ReportCommandOptions, world: World): Promise<number> {
  const folder = await findSession(text, options.reportDir, world.cwd);
  const session = readSession(folder);
  const report = await reportOfSession(session, (notice) => world.stderr.write(`note: ${notice}\n`));
  const { format } = options;
  if (format === undefined) {
    await writeReports(folder, renderReports(report));
    showReport(report, { folder, colour: options.color }, world);
  } else if (format === 'text') {
    world.stdout.write(renderTerminal(report, { colour: takesColour(world, world.stdout, options.color), columns: world.stdout.columns() }));
  } else {
    world.stdout.write(renderReports(report).get(FILE_OF[format]) ?? '');
  }
  return EXIT.ok;
}

/**
 * The session that a folder's journal tells of.
 *
 * @throws UsageError when it tells of none; JournalDamagedError
 */
export function readSession(folder: string): Session {
  const journal = openJournal(join(folder, JOURNAL_NAME));
  try {
    const session = foldJournal(journal);
    if (session === undefined)
      throw new UsageError(`the journal in ${basename(dirname(folder))}/${basename(folder)} is empty: the session never began`);
    return session;
  } finally {
    journal.close();
  }
}

/** Measures and, where the plan names a baseline that is still there, compares. */
export async function reportOfSession(session: Session, notice: (text: string) => void): Promise<ReportInput> {
  const report = reportOf(session, { cancelCommand: (run) => cancelCommandOf(session, run.runId) });
  try {
    const gate = await prepareGate(gateOfPlan(session.plan, systemClock()), []);
    return gate === undefined ? report : await concludeGate(report, gate, { id: session.id, measuredAt: session.startedAt });
  } catch (error) {
    if (!(error instanceof GateInputError)) throw error;
    notice(`not compared with the baseline: ${error.message}`);
    return report;
  }
}
