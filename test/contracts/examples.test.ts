import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseActionFile } from '../../scripts/docs/action-reference.ts';
import { planFiles } from '../../src/app/plan-files.ts';
import { parsePlan } from '../../src/core/plan/parse-plan.ts';
import { githubErrors } from '../support/github-workflow-parser.ts';
import { readWorkflows, stepsOf } from '../support/workflow-files.ts';

const workflows = readWorkflows('.github', 'examples', 'workflows-under-test');
const workflowPaths = workflows.map((file) => file.path);
// Test plans are named by the plans that run them, and read with those.
const testPlans = globSync('examples/**/plans/*');
const plans = globSync('examples/**/*.yml').filter((path) => !workflowPaths.includes(path) && !testPlans.includes(path));

describe.each(workflows)('$path', (file) => {
  it('is a workflow to GitHub', async () => {
    expect(await githubErrors(file.path, file.text)).toEqual([]);
  });

  it('uses the Action by its contract', () => {
    const action = parseActionFile(readFileSync('action.yml', 'utf8'));
    const uses = stepsOf(file).filter(({ step }) => step.uses === './' || step.uses?.startsWith('org/runner-harness@') === true);
    for (const { where, step } of uses)
      for (const input of Object.keys(step.with ?? {})) expect(Object.keys(action.inputs), `${where}: input`).toContain(input);
    const ids = uses.map(({ step }) => step.id);
    for (const [, id, output] of file.text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g))
      if (ids.includes(id)) expect(Object.keys(action.outputs), `output of step ${id}`).toContain(output);
  });
});

describe.each(plans)('%s', (path) => {
  const read = parsePlan(readFileSync(path, 'utf8'), { format: 'yaml', source: path, readFile: planFiles(dirname(path)) });

  it('is a plan', () => {
    expect(read).toMatchObject({ ok: true });
  });

  it('sends to workflows that there are', () => {
    const units = read.ok ? read.plan.scenarios.flatMap((scenario) => scenario.units) : [];
    expect(units).not.toEqual([]);
    for (const { work, workflow } of units) if (work === undefined) expect(existsSync(join('workflows-under-test', workflow)), workflow).toBe(true);
  });

  it('compares with a baseline that is committed', () => {
    const from = read.ok ? read.plan.baseline?.from : undefined;
    if (from?.kind === 'file') expect(existsSync(from.path), from.path).toBe(true);
  });
});

it('every test plan is part of a plan', () => {
  const named = plans.flatMap((path) => {
    const { scenarios } = parse(readFileSync(path, 'utf8')) as { scenarios: Record<string, { plans?: string[] }> };
    return Object.values(scenarios).flatMap((scenario) => (scenario.plans ?? []).map((each) => normalize(join(dirname(path), each))));
  });
  expect([...new Set(named)].sort()).toEqual(testPlans.toSorted());
});

it('no example folder is empty or forgotten', () => {
  const folders = globSync('examples/*', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const programs = globSync('examples/**/*.ts');
  const used = new Set([...workflowPaths, ...plans, ...programs].map((path) => basename(dirname(path))));
  for (const folder of folders) expect(used).toContain(folder.name);
});
