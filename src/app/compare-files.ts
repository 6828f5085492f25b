import { isoStamp, present } from '../core/report/rows.ts';
import { RESULT_SCHEMA, type ReportInput } from '../core/result.ts';
import type { Clock } from '../ports/clock.ts';
import { createRedactor } from '../reports/escape/redact.ts';
import { renderReports } from '../reports/render-reports.ts';
import { sessionFolder } from '../stores/session-folder/session-folder.ts';
import { writeReports } from '../stores/session-folder/write-reports.ts';
import { concludeGate, prepareGate } from './conduct-gate.ts';
import type { GateOrder } from './gate-order.ts';

export interface CompareFilesOptions {
  readonly gate: GateOrder;
  /** Result files of other tools, or an earlier `result.json`. */
  readonly files: readonly string[];
  /** Their format; default: told by their shape. */
  readonly format?: string;
  /** Names the folder, for the record. */
  readonly sessionId: string;
  /** Folder that holds a folder a session. */
  readonly reportRoot: string;
  readonly clock: Clock;
  readonly version: string;
  /** Sentences for people: there is no baseline yet, it can't be used. */
  readonly onNotice?: (text: string) => void;
  /** Values that must appear in no file. */
  readonly secrets?: readonly string[];
}

/**
 * Compares result files with a baseline and writes the reports, without running anything.
 *
 * @throws GateInputError with every file that can't be used; SessionFolderError
 */
export async function compareFiles(options: CompareFilesOptions): Promise<{ readonly report: ReportInput; readonly folder: string }> {
  const { files, sessionId, reportRoot, clock, version } = options;
  const gate = await prepareGate(options.gate, files, present({ format: options.format, onNotice: options.onNotice }));
  if (gate === undefined) throw new TypeError('compareFiles needs a gate');
  const now = isoStamp(clock.now());
  const nothingRun: ReportInput = {
    result: {
      schema: RESULT_SCHEMA,
      outcome: 'passed',
      reasons: [],
      warnings: [],
      session: {
        id: sessionId,
        plan: 'comparison of files',
        target: 'files',
        seed: 0,
        generation: 1,
        startedAt: now,
        endedAt: now,
        version,
        resumed: 0,
      },
      scenarios: [],
      api: { requests: 0, charged: 0, notModified: 0, perRun: 0, rateLimitWaits: 0, byEndpoint: {} },
      cost: { runnerMinutes: 0, billedMinutes: 0 },
    },
    runs: [],
    jobs: [],
  };
  const folder = await sessionFolder(reportRoot, sessionId);
  const report = await concludeGate(nothingRun, gate, { id: sessionId, measuredAt: clock.now() });
  await writeReports(folder, renderReports(report, { redact: createRedactor(options.secrets ?? []) }));
  return { report, folder };
}
