import { appendFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@actions/core';
import { exitCodeOf } from '../core/gate/exit-code.ts';
import type { Outcome, ReportInput } from '../core/result.ts';
import type { Clock } from '../ports/clock.ts';
import { renderAnnotations } from '../reports/annotations.ts';
import { createRedactor, redactDeep } from '../reports/escape/redact.ts';
import { headlineOf } from '../reports/headline.ts';
import { renderSummary, SMALLEST_SUMMARY_BYTES, SUMMARY_LIMIT_BYTES } from '../reports/summary.ts';
import type { Console } from './console.ts';
import { isEnterpriseServer } from './enterprise-server.ts';
import { outputsOf, type Places } from './outputs.ts';
import type { Request } from './request.ts';
import type { Signals } from './signals.ts';
import type { Environment } from './surroundings.ts';
import { uploadArtifact } from './upload.ts';

/** What a healthy upload never takes. */
const UPLOAD_TIMEOUT_MS = 300_000;

export interface PublishOptions {
  readonly report: ReportInput;
  /** The session's folder with its files. */
  readonly folder: string;
  readonly request: Request;
  readonly console: Console;
  readonly signals: Signals;
  readonly clock: Clock;
  readonly env: Environment;
  /** Tells the comments of several gates apart. */
  readonly gateId: string;
  /** Values that must appear nowhere. */
  readonly secrets: readonly string[];
}

/**
 * Tells the result everywhere where GitHub shows it: log, annotations, job summary, outputs, artifact. Whatever of it fails is a warning:
 * the measurement is done, and its files lie in the folder.
 *
 * @returns the exit code
 */
export async function publish(options: PublishOptions): Promise<number> {
  const { console, request, signals, folder } = options;
  // The jobs are the largest part, and only numbers are taken from them here: they need not be copied to be redacted.
  const report = { ...redactDeep({ ...options.report, jobs: [] }, createRedactor(options.secrets)), jobs: options.report.jobs };
  const failOn: readonly Outcome[] = request.inputs['fail-on'] ?? [];
  for (const note of renderAnnotations(report.result, failOn)) console.annotate(note);
  appendSummary(report, request, console);
  const places: Places = { resultPath: join(folder, 'result.json'), reportPath: join(folder, 'summary.md') };
  const told = outputsOf(report, places);
  for (const [name, value] of told) core.setOutput(name, value);
  await tellPullRequest(options, report, failOn);
  // Last, because it may take longer than the runner waits; what was written before counts.
  const artifact = await upload(options);
  if (artifact !== undefined) {
    for (const [name, value] of outputsOf(report, { ...places, artifact })) if (value !== told.get(name)) core.setOutput(name, value);
  }
  const { word, sentence } = headlineOf(report.result);
  const { code, warning } = exitCodeOf(report.result.outcome, failOn, signals.name ?? 'SIGTERM');
  console.line(`${word}: ${sentence}`);
  if (warning !== undefined) console.line(warning);
  console.line(`Everything is in ${folder}${code === 0 ? '' : ` (exit code ${code})`}`);
  return code;
}

/** Loaded only where a comment was asked for. */
async function tellPullRequest(options: PublishOptions, report: ReportInput, failOn: readonly Outcome[]): Promise<void> {
  if ((options.request.inputs.comment ?? 'never') === 'never') return;
  try {
    const { deliver } = await import('./deliver.ts');
    await deliver({ ...options, report, failOn });
  } catch (cause) {
    warn(options.console, 'No comment', message(cause));
  }
}

/** The runner takes 1 MiB of a step or nothing, so what stands in the file already is counted. */
function appendSummary(report: ReportInput, { surroundings: { summaryPath } }: Request, console: Console): void {
  if (summaryPath === undefined || summaryPath === '')
    return console.line('The runner gave no file for the job summary (GITHUB_STEP_SUMMARY): it stands in summary.md only.');
  try {
    const there = statSync(summaryPath, { throwIfNoEntry: false })?.size ?? 0;
    const limitBytes = SUMMARY_LIMIT_BYTES - there;
    if (limitBytes < SMALLEST_SUMMARY_BYTES) {
      warn(
        console,
        'No job summary',
        `The step's summary already holds ${there} bytes of the ${SUMMARY_LIMIT_BYTES} that GitHub takes; ours stands in summary.md only.`,
      );
    } else appendFileSync(summaryPath, renderSummary(report, { limitBytes }));
  } catch (cause) {
    warn(console, 'No job summary', `${message(cause)}. It stands in summary.md.`);
  }
}

async function upload({ folder, request, console, signals }: PublishOptions): Promise<Places['artifact']> {
  const { 'artifact-name': name, 'retention-days': retentionDays } = request.inputs;
  if (name === undefined || name === 'none') return undefined;
  const { serverUrl, repository, runId } = request.surroundings;
  if (isEnterpriseServer(serverUrl)) {
    warn(
      console,
      'No artifact',
      `GitHub Enterprise Server does not take this kind of artifact. Keep ${folder} with a step of your own (actions/upload-artifact@v3), or set artifact-name: none.`,
    );
    return undefined;
  }
  try {
    const uploaded = await uploadArtifact({
      name,
      folder,
      timeLeftMs: () => signals.timeLeftMs(UPLOAD_TIMEOUT_MS),
      signal: signals.stopper,
      ...(retentionDays === undefined ? {} : { retentionDays }),
    });
    const url = `${serverUrl}/${repository}/actions/runs/${runId}/artifacts/${uploaded.id}`;
    console.line(`Uploaded as artifact ${uploaded.name}: ${url}`);
    return { id: uploaded.id, url };
  } catch (cause) {
    warn(console, 'No artifact', `The results could not be uploaded: ${message(cause)}. They lie in ${folder} until this job ends.`);
    return undefined;
  }
}

function warn(console: Console, title: string, text: string): void {
  console.annotate({ level: 'warning', title, message: text });
}

function message(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
