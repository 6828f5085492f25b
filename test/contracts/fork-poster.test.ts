import { describe, expect, it } from 'vitest';
import { readWorkflows, stepsOf } from '../support/workflow-files.ts';

const FOLDER = 'examples/pull-request-gate-fork';
const poster = readWorkflows(FOLDER).find(({ path }) => path.endsWith('post-performance.yml'));
const measure = readWorkflows(FOLDER).find(({ path }) => path.endsWith('/performance.yml'));
const steps = poster === undefined ? [] : stepsOf(poster).map(({ step }) => step);

describe('the workflow that may write', () => {
  it('runs nothing of the pull request', () => {
    expect(poster?.content.on).toEqual({ workflow_run: { workflows: ['performance'], types: ['completed'] } });
    expect(steps.map(({ run }) => run).filter((run) => run !== undefined)).toEqual([]);
    expect(steps.map(({ uses }) => uses?.split('@')[0])).toEqual(['org/runner-harness']);
    expect(steps[0]?.with).toMatchObject({ workflow: 'performance.yml' });
  });

  it('has what it needs and no more; the one that runs the code can only read', () => {
    expect(poster?.content.jobs.comment?.permissions).toEqual({ actions: 'read', 'pull-requests': 'write' });
    expect(measure?.content.jobs.measure?.permissions).toEqual({ actions: 'read', contents: 'read' });
  });
});
