import { expect } from 'vitest';
import { json, SIMPLE_WORKFLOW } from '../../support/virtual-github.ts';
import { row } from '../row.ts';
import { boxes, changed, isDispatch, type Meddle, says, World } from '../world.ts';

/** What the user is told of a plan that is refused before anything was sent. */
async function refused(world: World): Promise<string[]> {
  const life = await world.live();
  expect(life.session).toBeUndefined();
  expect(world.sentAt(/^POST/)).toEqual([]);
  return says(life);
}

const simple = (workflow: string): { readonly workflows: Record<string, string> } => ({ workflows: { 'simple.yml': workflow } });
const unit = (more: { readonly workflow?: string; readonly ref?: string; readonly inputs?: Record<string, string> }) => ({
  scenario: { units: [{ workflow: 'simple.yml', inputs: {}, ...more }] as const },
});
const onDispatch =
  (status: number, message: string): Meddle =>
  (request) =>
    isDispatch(request) ? json(status, { message }) : undefined;

/** What GitHub will never take: said with the way out, before the first dispatch wherever that can be known. */
export const refusalRows = [
  row(17, { case: '404: there is no such workflow', expected: 'refused before the first dispatch, with near names', layer: 'virtual' }, async () => [
    ...(await refused(new World(unit({ workflow: 'simpel.yml' })))),
    ...(await refused(new World(unit({ workflow: 'nightly.yml' })))),
  ]),
  row(
    18,
    {
      case: '404: the repository is private and the token has no access',
      expected: '“missing, or no access”, with the permission it takes',
      layer: 'virtual',
    },
    async () => await refused(new World({ meddle: () => json(404, { message: 'Not Found' }) })),
  ),
  row(
    20,
    {
      case: '422: no trigger, an unexpected input, a required input missing, no such ref',
      expected: 'refused before the first dispatch; where only GitHub knew it, its own words with the way out',
      layer: 'virtual',
    },
    async () => {
      const before = [
        await refused(new World(simple(SIMPLE_WORKFLOW.replace(/workflow_dispatch:[\s\S]*(?=jobs:)/, 'push:\n')))),
        await refused(new World(unit({ inputs: { secnods: '3' } }))),
        await refused(
          new World(simple(SIMPLE_WORKFLOW.replace('seconds: { type: number, default: 30 }', 'shard: { type: string, required: true }'))),
        ),
        await refused(new World(unit({ ref: 'no-such-branch' }))),
      ];
      const after: string[] = [];
      for (const message of [
        "Workflow does not have 'workflow_dispatch' trigger",
        'Unexpected inputs provided: ["colour"]',
        "Required input 'shard' not provided",
        'No ref found for: gone',
      ]) {
        const world = new World({ arrivals: { model: 'closed', runs: 1, concurrency: 1 }, meddle: onDispatch(422, message) });
        const life = await world.live();
        expect(boxes(life)).toEqual(['failed']);
        expect(world.sentAt(/^POST/)).toHaveLength(1);
        after.push(...says(life));
      }
      return ['before:', ...before.flat(), 'when GitHub says so:', ...after];
    },
  ),
  row(
    21,
    {
      case: 'the workflow is disabled (by a person or for inactivity)',
      expected: 'refused with the command that enables it, never a silent success',
      layer: 'virtual',
    },
    async () => {
      const disabled =
        (state: string): Meddle =>
        (request, next) =>
          /\/workflows\/simple\.yml$/.test(request.url) ? changed(next, (workflow) => ({ ...workflow, state })) : undefined;
      const found = [
        await refused(new World({ meddle: disabled('disabled_manually') })),
        await refused(new World({ meddle: disabled('disabled_inactivity') })),
      ];
      const late = await new World({
        arrivals: { model: 'closed', runs: 1, concurrency: 1 },
        meddle: onDispatch(422, 'Cannot trigger a workflow on a disabled workflow'),
      }).live();
      expect(boxes(late)).toEqual(['failed']);
      return [...found.flat(), 'in the middle:', ...says(late)];
    },
  ),
  row(22, { case: '410 or 451: taken down', expected: 'stops: no request brings it back', layer: 'virtual' }, async () => [
    ...(await refused(new World({ meddle: () => json(410, { message: 'Repository access blocked' }) }))),
    ...(await refused(new World({ meddle: () => json(451, { message: 'Repository unavailable due to DMCA takedown.' }) }))),
  ]),
  row(
    23,
    { case: '401 at the start', expected: 'refused, and the input that carries the token is named', layer: 'virtual' },
    async () => await refused(new World({ github: { tokens: { 'another-token': {} } } })),
  ),
  row(
    25,
    {
      case: '403 “Resource not accessible by integration”',
      expected: 'ends at the first refusal; the permission is named with its line of YAML',
      layer: 'virtual',
    },
    async () => {
      const world = new World({ github: { tokens: { 'test-token-of-nobody': { access: 'read' } } } });
      const life = await world.live();
      expect(world.truth()).toEqual([]);
      expect(world.sentAt(/^POST/).length).toBeLessThanOrEqual(2);
      return says(life);
    },
  ),
];
