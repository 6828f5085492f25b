import { compareFiles } from '../app/compare-files.ts';
import { systemClock } from '../app/system-clock.ts';
import { systemRandom } from '../app/system-random.ts';
import { version } from '../app/version.ts';
import { exitCodeOf } from '../core/gate/exit-code.ts';
import { parseShare } from '../core/gate/threshold-rule.ts';
import { EventStream } from './event-stream.ts';
import { readFailOn } from './fail-on.ts';
import { resolveFolder } from './report-folder.ts';
import { showReport } from './show-report.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** Options of `gate`. */
export interface GateOptions {
  readonly baseline: string;
  readonly threshold: string;
  readonly format?: string;
  readonly failOn?: string;
  readonly reportDir: string;
  readonly json?: true;
  readonly color: boolean;
}

/** @returns the exit code of the outcome */
export async function gateFiles(files: readonly string[], options: GateOptions, world: World): Promise<number> {
  const failOn = readFailOn(options.failOn);
  const regression = parseShare(options.threshold);
  if (regression === undefined) throw new UsageError(`--threshold ${options.threshold}: expected a share from 0% to 100%, such as 10% or 0.1`);
  const { report, folder } = await compareFiles({
    baseline: { path: baselinePath(options.baseline), regression },
    files,
    sessionId: systemRandom.hex(8),
    reportRoot: resolveFolder(world.cwd, options.reportDir),
    clock: systemClock(),
    version,
    ...(options.format === undefined ? {} : { format: options.format }),
  });
  const { code, warning } = exitCodeOf(report.result.outcome, failOn);
  if (options.json === true) new EventStream(world.stdout, []).result(report.result, { folder, exitCode: code });
  else showReport(report, { folder, colour: options.color }, world);
  if (warning !== undefined) world.stderr.write(`note: ${warning}\n`);
  return code;
}

/** `file:PATH`, as everywhere; a bare path means the same here, where nothing else is possible. */
function baselinePath(text: string): string {
  if (/^(artifact|git):/.test(text))
    throw new UsageError(`--baseline ${text}: only files can be compared with`, { fix: 'write --baseline file:PATH' });
  const path = text.replace(/^file:/, '');
  if (path === '') throw new UsageError('--baseline names no file', { fix: 'write --baseline file:PATH' });
  return path;
}
