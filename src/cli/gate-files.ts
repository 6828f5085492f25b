import { compareFiles } from '../app/compare-files.ts';
import { systemClock } from '../app/system-clock.ts';
import { systemRandom } from '../app/system-random.ts';
import { version } from '../app/version.ts';
import { exitCodeOf } from '../core/gate/exit-code.ts';
import { terminalText } from '../reports/escape/log.ts';
import { type BaselineOptions, FILES_GATE, gateOrderOf, readBaselineSpec, type UpdateOption } from './baseline-options.ts';
import { EventStream } from './event-stream.ts';
import { readFailOn } from './fail-on.ts';
import { resolveFolder } from './report-folder.ts';
import { showReport } from './show-report.ts';
import type { World } from './world.ts';

/** Options of `gate`. */
export interface GateOptions extends BaselineOptions {
  readonly updateBaseline?: UpdateOption;
  readonly format?: string;
  readonly failOn?: string;
  readonly reportDir: string;
  readonly json?: true;
  readonly color: boolean;
}

/** @returns the exit code of the outcome */
export async function gateFiles(files: readonly string[], options: GateOptions, world: World): Promise<number> {
  const failOn = readFailOn(options.failOn);
  const gate = gateOrderOf(readBaselineSpec(options), FILES_GATE, options.updateBaseline, world);
  const { report, folder } = await compareFiles({
    gate,
    files,
    sessionId: systemRandom.hex(8),
    reportRoot: resolveFolder(world.cwd, options.reportDir),
    clock: systemClock(),
    version,
    onNotice: (text) => world.stderr.write(`note: ${terminalText(text)}\n`),
    ...(options.format === undefined ? {} : { format: options.format }),
  });
  const { code, warning } = exitCodeOf(report.result.outcome, failOn);
  if (options.json === true) new EventStream(world.stdout, []).result(report.result, { folder, exitCode: code });
  else showReport(report, { folder, colour: options.color }, world);
  if (warning !== undefined) world.stderr.write(`note: ${warning}\n`);
  return code;
}
