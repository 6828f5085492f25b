import type { PlanProblem } from '../plan/problem.ts';
import { type BatchRange, inBatches } from './batches.ts';
import { DEFAULT_TEST_TIMEOUT_MS } from './test-plan.ts';
import { readMarkdownPlan } from './test-plan-markdown.ts';
import { readYamlPlan } from './test-plan-yaml.ts';
import type { Work } from './work.ts';

export type TestPlanReading = { readonly ok: true; readonly work: Work } | { readonly ok: false; readonly problems: readonly PlanProblem[] };

/**
 * Reads a test plan, a file of numbered batches of tasks with commands, as one test. Markdown by its ending `.md`, else YAML or JSON.
 *
 * @param path names the test: `plans/login.md` is `login`
 */
export function readTestPlan(text: string, path: string, batches: BatchRange): TestPlanReading {
  const read = /\.(md|markdown)$/i.test(path) ? readMarkdownPlan(text) : readYamlPlan(text, /\.json$/i.test(path) ? 'json' : 'yaml');
  if (!read.ok) return read;
  const { name, timeoutMs = DEFAULT_TEST_TIMEOUT_MS, tasks } = read.plan;
  const [first, ...others] = tasks.filter(({ batch }) => inBatches(batch, batches));
  if (first === undefined) {
    const there = [...new Set(tasks.map(({ batch }) => batch))].join(', ');
    const message = tasks.length === 0 ? 'the test plan has no tasks' : `the test plan has none of these batches: it has ${there}`;
    return { ok: false, problems: [{ line: 1, column: 1, path: '', message }] };
  }
  const id = (path.split(/[/\\]/).at(-1) ?? path).replace(/\.[^.]+$/, '');
  return {
    ok: true,
    work: { id, ...(name === undefined ? {} : { name }), body: { kind: 'tasks', file: path, tasks: [first, ...others] }, timeoutMs },
  };
}
