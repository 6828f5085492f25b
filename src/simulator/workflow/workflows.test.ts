import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkInputs, typedInputs } from '../../core/workflow/inputs.ts';
import { readWorkflowFile } from '../../core/workflow/workflow-source.ts';
import { planJobs } from './plan-jobs.ts';

const FOLDER = 'workflows-under-test';

function plan(file: string, sent: Readonly<Record<string, unknown>> = {}) {
  const workflow = readWorkflowFile(file, readFileSync(`${FOLDER}/${file}`, 'utf8'));
  const checked = checkInputs(workflow.inputs ?? [], sent);
  if (!checked.ok) throw new Error(checked.message);
  return planJobs(workflow, { inputs: typedInputs(workflow.inputs ?? [], checked.inputs), github: {} });
}

/** Seconds from the start of the run to its end when a runner is always free. */
function criticalPathSeconds(jobs: ReturnType<typeof plan>): number {
  const endOf = new Map<string, number>();
  for (const job of jobs) {
    const startsAt = Math.max(0, ...job.needs.map((need) => endOf.get(need) ?? 0));
    endOf.set(job.key, startsAt + job.steps.reduce((sum, step) => sum + step.workMs, 0));
  }
  return Math.max(...endOf.values()) / 1_000;
}

describe('workflows-under-test', () => {
  it.each([
    ['simple.yml', 1, 30],
    ['medium.yml', 1, 120],
    ['complex.yml', 4, 300],
    ['parallel-jobs.yml', 4, 60],
    ['data-processing.yml', 1, 10],
    ['fan-out.yml', 16, 30],
  ])('%s has %i jobs and takes %i s', (file, jobs, seconds) => {
    expect(plan(file)).toHaveLength(jobs);
    expect(criticalPathSeconds(plan(file))).toBe(seconds);
  });

  it.each(readdirSync(FOLDER).filter((file) => file.endsWith('.yml')))('%s runs where runs_on says', (file) => {
    expect(plan(file)[0]?.labels).toEqual(['ubuntu-24.04']);
    expect(plan(file, { runs_on: 'pool-4' })[0]?.labels).toEqual(['pool-4']);
    expect(plan(file, { runs_on: '["self-hosted", "linux"]' })[0]?.labels).toEqual(['self-hosted', 'linux']);
  });

  it('fan-out has exactly as many jobs as count says, each with its own number', () => {
    // Around every change of the last digit and of the number of tens, and at both ends.
    const counts = Array.from({ length: 256 }, (_, i) => i + 1).filter((count) => count <= 31 || count % 50 <= 2 || count >= 245);
    for (const count of counts) {
      const jobs = plan('fan-out.yml', { count });
      expect(jobs, `count ${count}`).toHaveLength(count);
      expect(new Set(jobs.map((job) => job.name)).size).toBe(count);
    }
  });

  it.each([0, 257, -3])('fan-out refuses a count of %i instead of running another number', (count) => {
    expect(() => plan('fan-out.yml', { count })).toThrow(/count must be 1 to 256|JSON/);
  });
});
