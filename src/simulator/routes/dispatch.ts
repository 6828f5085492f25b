import { checkInputs } from '../../core/workflow/inputs.ts';
import { type ApiResponse, json, problem, type RouteContext } from '../message.ts';
import type { ServerKind } from '../server-kind.ts';
import type { SimWorkflow } from '../world/run.ts';
import type { World } from '../world/world.ts';

/** `POST …/actions/workflows/{id}/dispatches`, with the differences between versions of the API and of the server. */
export function dispatchWorkflow(world: World, context: RouteContext, workflow: SimWorkflow, kind: ServerKind): ApiResponse {
  const body = context.json;
  if (!isMapping(body)) return problem(400, 'Problems parsing JSON');
  const details = kind.runDetails(context.version);
  const known = ['ref', 'inputs', ...(details === 'on request' ? ['return_run_details'] : [])];
  const stranger = Object.keys(body).find((key) => !known.includes(key));
  if (stranger !== undefined) return problem(422, `Invalid request.\n\n"${stranger}" is not a permitted key.`);
  const { ref, inputs = {}, return_run_details: wanted = false } = body;
  if (typeof ref !== 'string') return problem(422, 'Invalid request.\n\n"ref" wasn\'t supplied.');
  if (!isMapping(inputs)) return problem(422, `Invalid request.\n\nFor 'properties/inputs', ${JSON.stringify(inputs)} is not an object.`);
  if (typeof wanted !== 'boolean')
    return problem(422, `Invalid request.\n\nFor 'properties/return_run_details', ${JSON.stringify(wanted)} is not a boolean.`);
  const count = Object.keys(inputs).length;
  if (count > kind.mostInputs)
    return problem(422, `Invalid request.\n\nNo more than ${kind.mostInputs} properties are allowed; ${count} were supplied.`);
  if (workflow.state !== 'active') return problem(403, 'Workflow is disabled, and cannot be run.');
  const name = ref.replace(/^refs\/(heads|tags)\//, '');
  if (!world.refs.has(name)) return problem(422, `No ref found for: ${ref}`);
  const declared = workflow.source.inputs;
  if (declared === undefined) return problem(422, "Workflow does not have 'workflow_dispatch' trigger");
  const checked = checkInputs(declared, inputs);
  if (!checked.ok) return problem(422, checked.message);
  const run = world.dispatch(context.at, workflow, name, checked.inputs, context.login);
  const soon = kind.sunset(context.version);
  if (details === 'never' || (details === 'on request' && !wanted)) return { status: 204, headers: soon, body: '' };
  const run_url = `${context.links.repo}/actions/runs/${run.id}`;
  const html_url = `${context.links.html}/${world.repository}/actions/runs/${run.id}`;
  return json(200, { workflow_run_id: run.id, run_url, html_url }, soon);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
