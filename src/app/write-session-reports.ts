import { basename } from 'node:path';
import { type ReportOptions, reportOf } from '../core/report/report-of.ts';
import type { ReportInput } from '../core/result.ts';
import type { Session } from '../core/session/session.ts';
import { createRedactor } from '../reports/escape/redact.ts';
import { reportFiles } from '../reports/render-reports.ts';
import { SessionFolderError } from '../stores/session-folder/session-folder.ts';
import { writeReports } from '../stores/session-folder/write-reports.ts';
import { concludeGate, type PreparedGate } from './conduct-gate.ts';
import { memoryTrimmer } from './memory-trimmer.ts';
import { withTestHistory } from './with-test-history.ts';

export interface SessionReportsOptions extends ReportOptions {
  readonly folder: string;
  readonly gate?: PreparedGate;
  /** When it was measured, epoch ms. */
  readonly now: number;
  /** Values that must appear in no file. */
  readonly secrets: readonly string[];
  /** File names; absent: all. */
  readonly reports?: readonly string[];
}

/**
 * Measures a session, gates it and writes its reports. Nothing of this is needed while a session runs, so it is loaded when it has ended.
 *
 * @returns the report; where its files could not be written, the outcome is `error`, and a reason says which and why
 */
export async function writeSessionReports(session: Session, options: SessionReportsOptions): Promise<ReportInput> {
  const { folder, gate, now, secrets, reports } = options;
  const trim = memoryTrimmer();
  const measured = await withTestHistory(reportOf(session, { ...options, breathe: trim }), folder);
  const report = gate === undefined ? measured : await concludeGate(measured, gate, { id: basename(folder), measuredAt: now });
  try {
    const files = reportFiles(report, { redact: createRedactor(secrets), ...(reports === undefined ? {} : { names: reports }) });
    await writeReports(folder, afterEach(files, trim));
  } catch (error) {
    if (!(error instanceof SessionFolderError)) throw error;
    return unwritten(report, error);
  }
  return report;
}

function* afterEach<T>(items: Iterable<T>, then: () => void): Generator<T> {
  for (const item of items) {
    yield item;
    then();
  }
}

/** A full disk must not cost what was measured: it is still told, with what became of its files. */
function unwritten(report: ReportInput, { message }: SessionFolderError): ReportInput {
  const { outcome, reasons } = report.result;
  return { ...report, result: { ...report.result, outcome: 'error', reasons: outcome === 'error' ? [...reasons, message] : [message, ...reasons] } };
}
