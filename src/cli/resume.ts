import { findSession } from '../app/resume-session.ts';
import { terminalText } from '../reports/escape/log.ts';
import { checkpointsIn, executePlan, type RunOptions } from './execute-plan.ts';
import { resolveFolder } from './report-folder.ts';
import { sessionIdOf } from './session-name.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** Options of `resume`. */
export type ResumeOptions = Pick<
  RunOptions,
  'tokenEnv' | 'apiUrl' | 'failOn' | 'report' | 'reportDir' | 'maxDuration' | 'checkpointDir' | 'keepRaw' | 'json' | 'color'
>;

/**
 * Goes on with a session that has not ended, with the plan that it was begun with.
 *
 * @returns the exit code of the outcome
 * @throws SessionNotFoundError, UsageError
 */
export async function resume(text: string, options: ResumeOptions, world: World): Promise<number> {
  const checkpoints = checkpointsIn(options.checkpointDir, world.cwd);
  const found = await findSession({
    reportRoot: resolveFolder(world.cwd, options.reportDir),
    // The beginning of an id stays as it is, a name becomes the id that it stands for.
    sessionId: /^[0-9a-f]{1,64}$/.test(text) ? text : sessionIdOf(text, { hex: () => '' }),
    onNotice: (notice) => world.stderr.write(`note: ${terminalText(notice)}\n`),
    ...(checkpoints === undefined ? {} : { checkpoints: checkpoints.store }),
  });
  const { plan, sessionId, settled, planned, epoch, from } = found;
  if (plan.target.kind === 'simulated') {
    throw new UsageError(`session ${sessionId} ran on an embedded GitHub, which ended with it: its runs are nowhere any more`, {
      fix: `run its plan again; "runner-harness report ${sessionId}" shows what there is`,
    });
  }
  world.stderr.write(
    `Going on with session ${sessionId} from its ${from}: ${settled} of ${planned} runs are done, this is controller ${epoch + 1}.\n`,
  );
  return await executePlan({ plan, notes: [] }, { ...options, session: sessionId }, world);
}
