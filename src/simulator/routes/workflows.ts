import { json } from '../message.ts';
import type { ServerKind } from '../server-kind.ts';
import { workflowView } from '../views/workflow-view.ts';
import type { World } from '../world/world.ts';
import { dispatchWorkflow } from './dispatch.ts';
import { listRuns } from './list-runs.ts';
import { pageOf } from './paging.ts';
import { RepoRoutes } from './repo-routes.ts';
import type { Route } from './table.ts';

/** Workflows: list, get, enable, disable, dispatch, and the runs of one. */
export function workflowRoutes(world: World, kind: ServerKind, listLagMs: number): readonly Route[] {
  const repo = new RepoRoutes(world);
  const one = '/actions/workflows/{workflow_id}';
  const setState = (state: 'active' | 'disabled_manually') =>
    repo.withWorkflow((workflow) => {
      workflow.state = state;
      return { status: 204, headers: {}, body: '' };
    });
  return [
    repo.get('/actions/workflows', (context) => {
      const page = pageOf(world.workflows, context);
      const workflows = page.items.map((workflow) => workflowView(workflow, world.repository, world.bornAt, context.links));
      return json(200, { total_count: world.workflows.length, workflows }, page.headers);
    }),
    repo.get(
      one,
      repo.withWorkflow((workflow, context) => json(200, workflowView(workflow, world.repository, world.bornAt, context.links))),
    ),
    repo.get(
      `${one}/runs`,
      repo.withWorkflow((workflow, context) => listRuns(world, context, workflow.id, listLagMs)),
    ),
    repo.post(
      `${one}/dispatches`,
      repo.withWorkflow((workflow, context) => dispatchWorkflow(world, context, workflow, kind)),
    ),
    repo.put(`${one}/enable`, setState('active')),
    repo.put(`${one}/disable`, setState('disabled_manually')),
  ];
}
