import type { Links } from '../message.ts';
import type { SimWorkflow } from '../world/run.ts';
import { nodeId, stamp } from './stamp.ts';

/** `workflow` */
export function workflowView(workflow: SimWorkflow, repository: string, bornAt: number, links: Links): Readonly<Record<string, unknown>> {
  return {
    id: workflow.id,
    node_id: nodeId('W', workflow.id),
    name: workflow.source.name,
    path: workflow.path,
    state: workflow.state,
    created_at: stamp(bornAt),
    updated_at: stamp(bornAt),
    url: `${links.repo}/actions/workflows/${workflow.id}`,
    html_url: `${links.html}/${repository}/blob/main/${workflow.path}`,
    badge_url: `${links.html}/${repository}/workflows/${encodeURIComponent(workflow.source.name)}/badge.svg`,
  };
}
