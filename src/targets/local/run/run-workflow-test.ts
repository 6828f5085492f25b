import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Unit } from '../../../core/plan/plan.ts';
import type { StopSignal } from '../../../ports/stop-signal.ts';
import { type JobBench, runWorkflow } from '../workflow/run-workflow.ts';
import type { WorkflowLibrary } from '../workflow/workflow-library.ts';
import type { Worktree } from '../worktrees/pool.ts';
import type { Bench } from './run-command.ts';
import type { TestRun } from './run-test.ts';
import type { TestFolder } from './test-folder.ts';

export interface WorkflowTest {
  readonly unit: Unit;
  readonly key: string;
  readonly runId: string;
  readonly worker: string;
  readonly folder: TestFolder;
  readonly library: WorkflowLibrary;
  readonly acquire: (job: string) => Promise<Worktree>;
  /** Of everything but the worktree. */
  readonly bench: Omit<Bench, 'root'>;
  /** Keep the worktrees of failed jobs. */
  readonly keep: boolean;
}

/** A workflow as a test: each of its jobs in a worktree of its own. */
export async function runWorkflowTest(
  test: WorkflowTest,
  signal: StopSignal,
): Promise<{ readonly ran: TestRun; readonly worktree?: string; readonly kept?: string }> {
  const { unit, key, runId, worker, folder, library, bench, keep } = test;
  const workflow = library.workflowOf(unit);
  const inputs = library.inputsOf(unit, key);
  const known = githubContext({ unit, name: workflow.name, runId, inputs });
  const scratch = join(folder.path, 'steps');
  let worktree: string | undefined;
  let kept: string | undefined;
  const openJob = async (job: string): Promise<JobBench> => {
    const tree = await test.acquire(job);
    worktree = tree.name;
    const own = join(scratch, job.replaceAll('/', '-'));
    mkdirSync(own, { recursive: true });
    const github = { ...known, sha: tree.commit, workspace: tree.path };
    const eventPath = join(own, 'event.json');
    writeFileSync(eventPath, JSON.stringify({ inputs }));
    return {
      ...bench,
      root: tree.path,
      scratch: own,
      github,
      env: { ...bench.env, ...githubVariables(github, job.replace(/\/\d+$/, ''), eventPath) },
      async close(why) {
        if (why !== undefined && keep) tree.preserve(`${unit.workflow}: ${why}`);
        await tree[Symbol.asyncDispose]();
        kept ??= tree.kept;
      },
    };
  };
  try {
    const { summary, ...ran } = await runWorkflow({ workflow, inputs, worker, github: known, openJob, write: bench.write }, signal);
    if (summary !== '') writeFileSync(join(folder.path, 'summary.md'), summary);
    return { ran, ...(worktree === undefined ? {} : { worktree }), ...(kept === undefined ? {} : { kept }) };
  } finally {
    // Scripts and the files of the steps are no result.
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Facts {
  readonly unit: Unit;
  readonly name: string;
  readonly runId: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

function githubContext({ unit, name, runId, inputs }: Facts): Readonly<Record<string, unknown>> {
  const ref = unit.ref ?? 'HEAD';
  return {
    ...{ workflow: name, run_id: runId, run_number: runId, run_attempt: '1', ref: `refs/heads/${ref}`, ref_name: ref },
    ...{ repository: unit.repository ?? 'local/repository', repository_owner: (unit.repository ?? 'local/').split('/')[0], actor: 'runner-harness' },
    ...{ event_name: 'workflow_dispatch', event: { inputs }, token: '' },
  };
}

/** The variables by which scripts know that they run in a workflow. No token is among them. */
function githubVariables(github: Readonly<Record<string, unknown>>, job: string, eventPath: string): Record<string, string> {
  const names = [
    'workflow',
    'run_id',
    'run_number',
    'run_attempt',
    'sha',
    'ref',
    'ref_name',
    'repository',
    'repository_owner',
    'actor',
    'event_name',
  ];
  const variables = Object.fromEntries(names.map((name) => [`GITHUB_${name.toUpperCase()}`, String(github[name] ?? '')]));
  return { ...variables, CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_JOB: job, GITHUB_EVENT_PATH: eventPath };
}
