import { type Contexts, evaluateToText, WorkflowExpressionError } from '../../core/workflow/expressions.ts';
import { typedInputs } from '../../core/workflow/inputs.ts';
import type { WorkflowFile } from '../../core/workflow/workflow-source.ts';
import type { SimRun } from './run.ts';

/** What a run's expressions can read. */
export function runContexts(
  run: Pick<SimRun, 'id' | 'number' | 'workflow' | 'ref' | 'headSha' | 'actor' | 'inputs'>,
  repository: string,
  attempt: number,
): Contexts {
  return {
    github: {
      run_id: String(run.id),
      run_number: String(run.number),
      run_attempt: String(attempt),
      repository,
      repository_owner: repository.split('/')[0],
      ref: `refs/heads/${run.ref}`,
      ref_name: run.ref,
      sha: run.headSha,
      actor: run.actor,
      workflow: run.workflow.source.name,
      event_name: 'workflow_dispatch',
      event: { inputs: run.inputs },
    },
    inputs: typedInputs(run.workflow.source.inputs ?? [], run.inputs),
    vars: {},
  };
}

/** The title of a run: its `run-name`, or the workflow's name where there is none or it comes to nothing, as on GitHub. */
export function runTitle(workflow: WorkflowFile, contexts: Contexts): string {
  if (workflow.runName === undefined) return workflow.name;
  try {
    return evaluateToText(workflow.runName, contexts).trim() || workflow.name;
  } catch (error) {
    if (error instanceof WorkflowExpressionError) return workflow.name;
    throw error;
  }
}
