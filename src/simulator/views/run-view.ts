import type { Links } from '../message.ts';
import { conclusionOf, latestAttempt, type SimAttempt, type SimRun, statusOf } from '../world/run.ts';
import { minimalRepositoryView, REPOSITORY_ID, userView } from './repository-view.ts';
import { nodeId, stamp } from './stamp.ts';

/** `workflow-run`: the run as its latest attempt, or as the one that is asked for. */
export function runView(run: SimRun, repository: string, links: Links, attempt: SimAttempt = latestAttempt(run)): Readonly<Record<string, unknown>> {
  const url = `${links.repo}/actions/runs/${run.id}`;
  const suite = run.id + 20_000_000_000;
  const repositoryView = minimalRepositoryView(repository, links);
  return {
    id: run.id,
    name: run.workflow.source.name,
    node_id: nodeId('WFR', run.id),
    head_branch: run.ref,
    head_sha: run.headSha,
    path: run.workflow.path,
    display_title: run.title,
    run_number: run.number,
    event: 'workflow_dispatch',
    status: statusOf(attempt),
    conclusion: conclusionOf(attempt),
    workflow_id: run.workflow.id,
    check_suite_id: suite,
    check_suite_node_id: nodeId('CS', suite),
    url,
    html_url: `${links.html}/${repository}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: stamp(run.createdAt),
    updated_at: stamp(attempt.updatedAt),
    actor: userView(run.actor, links),
    run_attempt: attempt.number,
    referenced_workflows: [],
    run_started_at: stamp(attempt.startedAt),
    triggering_actor: userView(attempt.actor, links),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${links.repo}/check-suites/${suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: attempt.number > 1 ? `${url}/attempts/${attempt.number - 1}` : null,
    workflow_url: `${links.repo}/actions/workflows/${run.workflow.id}`,
    head_commit: {
      id: run.headSha,
      tree_id: run.headSha,
      message: 'Add the workflows under test',
      timestamp: stamp(run.createdAt),
      author: { name: run.actor, email: `${run.actor}@example.invalid` },
      committer: { name: run.actor, email: `${run.actor}@example.invalid` },
    },
    repository: repositoryView,
    head_repository: repositoryView,
    head_repository_id: REPOSITORY_ID,
  };
}
