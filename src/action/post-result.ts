import { postForkResult } from '../app/post-fork-result.ts';
import { createNodeFetch } from '../targets/github/node-fetch.ts';
import { ownApi } from './checkpoints.ts';
import { type DeliveryTools, tell } from './deliver.ts';
import { FILES_GATE } from './gate.ts';
import { readInputs, SHORTCUT_INPUTS } from './inputs.ts';
import { UsageError, type UsageProblem } from './problem.ts';
import { readSurroundings } from './surroundings.ts';

/** What says nothing where nothing is measured. */
const OTHERS = ['plan', 'benchmarks', 'baseline', 'dry-run', ...SHORTCUT_INPUTS.filter((name) => name !== 'workflow')] as const;

/**
 * Comments on a pull request from a fork what its own run measured: for a workflow on `workflow_run`, which may write and runs no code of the pull
 * request.
 *
 * @returns the exit code: 0, also where there is nothing to tell; a refusal is a warning
 * @throws UsageError with every problem at once
 */
export async function postResult(tools: DeliveryTools): Promise<number> {
  const { console, clock, env, signals } = tools;
  const { surroundings, problems: missing } = readSurroundings(env);
  const { inputs, problems: wrong } = readInputs(env);
  const { comment: mode = 'never', 'post-run': runId = '', workflow, 'artifact-name': artifact = 'none', session } = inputs;
  const problems: UsageProblem[] = [...missing, ...wrong];
  if (!/^\d{1,18}$/.test(runId))
    problems.push({
      where: 'post-run',
      message: `expected the id of a run, got "${runId}"`,
      fix: 'give the expression github.event.workflow_run.id',
    });
  if (workflow === undefined) {
    problems.push({
      where: 'workflow',
      message: 'there is none',
      fix: 'name the workflow file that measured, such as performance.yml: no other is believed',
    });
  }
  if (mode === 'never')
    problems.push({ where: 'comment', message: 'is "never", and commenting is all that post-run does', fix: 'write on-change or always' });
  if (artifact === 'none') problems.push({ where: 'artifact-name', message: 'is "none"', fix: 'name the artifact of the run that measured' });
  for (const name of OTHERS) {
    const given = inputs[name];
    if (given !== undefined && given !== false) problems.push({ where: name, message: 'does not go together with post-run', fix: 'leave it out' });
  }
  const context = { request: { inputs, surroundings }, clock, env, signals };
  const api = ownApi(context);
  if (api === undefined) problems.push({ where: 'token', message: 'there is none for this server', fix: 'leave token and api-url out' });
  if (problems.length > 0 || workflow === undefined || api === undefined || mode === 'never') throw new UsageError(problems);
  const delivered = await postForkResult(
    {
      api,
      fetch: createNodeFetch({ env }),
      repository: surroundings.repository,
      runId,
      workflow: workflow.includes('/') ? workflow : `.github/workflows/${workflow}`,
      artifact,
      file: 'result.json',
      gateId: session === undefined ? FILES_GATE : `${FILES_GATE} (${session})`,
      mode,
    },
    signals.stopper,
  );
  tell(console, 'comment', delivered);
  return 0;
}
