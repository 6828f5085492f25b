import type { LocalSpec } from '../../../core/plan/plan.ts';
import type { StepSource, WorkflowFile } from '../../../core/workflow/workflow-source.ts';

/** Inputs of `actions/checkout` that change what would be checked out, or where. */
const OTHER_CHECKOUT = ['repository', 'ref', 'path', 'ssh-key', 'sparse-checkout'] as const;

/** Is this step the worktree itself? */
export function isCheckout({ uses = '' }: StepSource): boolean {
  return /^actions\/checkout(@|$)/.test(uses);
}

/** What of a workflow can't be run on this machine, a sentence each. */
export function workflowProblems({ jobs }: WorkflowFile, uses: LocalSpec['uses']): string[] {
  return jobs.flatMap((job) => [
    ...(job.containers ? [`job ${job.id} wants a container or services, which are not started here`] : []),
    ...job.steps.flatMap((step) => stepProblems(job.id, step, uses)),
  ]);
}

function stepProblems(job: string, step: StepSource, uses: LocalSpec['uses']): string[] {
  if (step.uses === undefined) return step.run === undefined ? [`job ${job}: a step has neither "run" nor "uses"`] : [];
  if (isCheckout(step)) {
    const other = OTHER_CHECKOUT.filter((name) => step.with[name] !== undefined && step.with[name] !== '');
    return other.length === 0 ? [] : [`job ${job}: ${step.uses} with ${other.join(', ')}: the worktree is the plan's own commit`];
  }
  return uses === 'skip' ? [] : [`job ${job} uses ${step.uses}, which can't be run here`];
}
