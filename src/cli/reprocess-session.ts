import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JOURNAL_NAME } from '../app/open-session.ts';
import type { ReportInput, ScenarioResult } from '../core/result.ts';
import { apply } from '../core/session/apply.ts';
import type { Session } from '../core/session/session.ts';
import { terminalText } from '../reports/escape/log.ts';
import { counted } from '../reports/format.ts';
import { renderReports } from '../reports/render-reports.ts';
import { openJournal } from '../stores/journal/sqlite-journal.ts';
import { RAW_LOG_NAME } from '../stores/raw-log/raw-log.ts';
import { sessionFolder } from '../stores/session-folder/session-folder.ts';
import { writeReports } from '../stores/session-folder/write-reports.ts';
import { EXIT } from './exit-code.ts';
import { findSession } from './find-session.ts';
import { RawAnswers } from './raw-answers.ts';
import { reportOfSession } from './report-again.ts';
import { showReport } from './show-report.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** Options of `reprocess`. */
export interface ReprocessOptions {
  readonly reportDir: string;
  readonly color: boolean;
}

/** The journal keeps intent, schedule and what was sent; everything that GitHub said is read from its answers again. */
export async function reprocessSession(text: string, options: ReprocessOptions, world: World): Promise<number> {
  const folder = await findSession(text, options.reportDir, world.cwd);
  const raw = join(folder, RAW_LOG_NAME);
  if (!existsSync(raw)) throw new UsageError(`${folder} holds no ${RAW_LOG_NAME}`, { fix: 'answers are kept by run --keep-raw only' });
  const answers = await RawAnswers.read(raw);
  const session = replay(folder, answers);
  const report = await reportOfSession(session, (notice) => world.stderr.write(`note: ${notice}\n`));
  const place = await sessionFolder(folder, 'reprocessed');
  await writeReports(place, renderReports(report));
  showReport(report, { folder: place, colour: options.color }, world);
  world.stdout.write(`${counted(answers.count, 'answer')} read.\n`);
  for (const line of await differences(folder, report)) world.stdout.write(`${line}\n`);
  return EXIT.ok;
}

/** Folds the journal with what the answers say in place of what was understood of them then. */
function replay(folder: string, answers: RawAnswers): Session {
  const journal = openJournal(join(folder, JOURNAL_NAME));
  try {
    let session: Session | undefined;
    for (const entry of journal.read()) session = apply(session, { at: entry.at, event: answers.reread(entry, session) });
    if (session === undefined) throw new UsageError(`the journal in ${folder} is empty: the session never began`);
    return session;
  } finally {
    journal.close();
  }
}

/** What differs from the result that the session wrote, metric by metric. */
async function differences(folder: string, { result }: ReportInput): Promise<string[]> {
  const path = join(folder, 'result.json');
  if (!existsSync(path)) return ['The session wrote no result to compare with.'];
  const before = JSON.parse(await readFile(path, 'utf8')) as { readonly scenarios?: readonly ScenarioResult[] };
  const lines: string[] = [];
  for (const scenario of result.scenarios) {
    const old = before.scenarios?.find(({ name }) => name === scenario.name);
    const name = terminalText(scenario.name);
    if (old === undefined) lines.push(`  ${name}: was not in the result`);
    else {
      if (JSON.stringify(old.ledger) !== JSON.stringify(scenario.ledger)) lines.push(`  ${name}: the ledger differs`);
      for (const [metric, value] of Object.entries(scenario.metrics)) {
        if (JSON.stringify(old.metrics[metric]) !== JSON.stringify(value)) lines.push(`  ${name}: ${terminalText(metric)} differs`);
      }
    }
  }
  return lines.length === 0 ? ['Every number is the same as in result.json.'] : ['Different from result.json:', ...lines];
}
