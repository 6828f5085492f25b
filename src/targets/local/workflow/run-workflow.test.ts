// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflow files
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readWorkflowFile } from '../../../core/workflow/workflow-source.ts';
import { commandEnvironment } from '../process/environment.ts';
import { workflowProblems } from './check-workflow.ts';
import { runWorkflow } from './run-workflow.ts';
import { parsePairs } from './step-files.ts';

const never = new AbortController().signal;

describe('runWorkflow', () => {
  let folder: string;
  let trees = 0;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runner-harness-workflow-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function run(jobs: string, inputs: Readonly<Record<string, unknown>> = {}, signal: AbortSignal = never) {
    const workflow = readWorkflowFile('w.yml', `on: workflow_dispatch\nenv: { TOP: top }\njobs:\n${jobs}`);
    const kept: string[] = [];
    let log = '';
    const openJob = async (key: string) => {
      const root = join(folder, `tree-${trees++}`);
      const scratch = join(folder, `scratch-${key.replaceAll('/', '-')}`);
      mkdirSync(root);
      mkdirSync(scratch, { recursive: true });
      const close = async (why?: string) => void (why === undefined || kept.push(why));
      const env = commandEnvironment({ from: { PATH: process.env.PATH } });
      return { root, scratch, env, marker: `workflow-test-${process.pid}`, graceMs: 100, write: () => {}, github: { sha: 'abc' }, close };
    };
    const ran = await runWorkflow(
      { workflow, inputs, worker: 'worker-1', github: { event_name: 'workflow_dispatch' }, openJob, write: (text) => (log += text) },
      signal,
    );
    const status = Object.fromEntries((ran.tasks ?? []).map((task) => [task.name, task.status]));
    return { ...ran, status, kept, log };
  }
  const job = (id: string, steps: readonly string[], more = ''): string =>
    `  ${id}:\n    runs-on: x\n${more === '' ? '' : `    ${more.replaceAll('\n', '\n    ')}\n`}    steps:\n${steps.map((step) => `      - ${step.replaceAll('\n', '\n        ')}\n`).join('')}`;

  it('hands outputs, environment, path and summary from step to step and from job to job', async () => {
    const ran = await run(
      job(
        'first',
        [
          'uses: actions/checkout@v4',
          'id: a\nrun: |\n  echo "one=1" >> "$GITHUB_OUTPUT"\n  printf "two<<END\\nx\\ny\\nEND\\n" >> "$GITHUB_OUTPUT"\n  echo "ADDED=$TOP/$OWN" >> "$GITHUB_ENV"\n  mkdir bin && printf "#!/bin/sh\\necho tool\\n" > bin/tool && chmod +x bin/tool\n  echo "$PWD/bin" >> "$GITHUB_PATH"\n  echo "# Done" >> "$GITHUB_STEP_SUMMARY"\nenv: { OWN: "${{ inputs.level }}" }',
          'run: test "$ADDED" = top/3 && test "$(tool)" = tool && test "${{ steps.a.outputs.one }}${{ env.ADDED }}" = 1top/3',
        ],
        'outputs: { all: "${{ steps.a.outputs.one }}-${{ steps.a.outcome }}" }',
      ) +
        job(
          'second',
          [
            'run: test "${{ needs.first.outputs.all }}" = 1-success && test "${{ needs.first.result }}" = success && test ! -e bin && test -z "$ADDED"',
          ],
          'needs: first',
        ),
      { level: 3 },
    );
    expect(ran.judgement).toEqual({ status: 'passed', patterns: [] });
    expect(ran.summary).toBe('# Done\n');
  });

  it('follows conditions as GitHub does', async () => {
    const ran = await run(
      job('bad', ['run: exit 3', 'run: echo not here', 'if: failure()\nrun: echo cleaning', 'if: always()\nrun: echo "${{ job.status }}"']) +
        job('after', ['run: echo never'], 'needs: bad') +
        job('beside', [
          'run: exit 1\ncontinue-on-error: true',
          'id: c\nrun: exit 2\ncontinue-on-error: true',
          'run: test ${{ steps.c.outcome }} = failure && test ${{ steps.c.conclusion }} = success',
          'if: inputs.level > 5\nrun: exit 9',
        ]) +
        job(
          'report',
          ['run: test "${{ needs.bad.result }} ${{ needs.after.result }}" = "failure skipped"'],
          'needs: [bad, after]\nif: ${{ !cancelled() }}',
        ) +
        job('cleanup', ['run: echo yes'], 'needs: after\nif: failure()') +
        job('excused', ['run: exit 1'], 'continue-on-error: true') +
        job('unwanted', ['run: exit 1'], "if: github.event_name != 'workflow_dispatch'"),
      { level: 3 },
    );
    expect(ran.status).toEqual({
      bad: 'failed',
      after: 'skipped',
      beside: 'passed',
      report: 'passed',
      cleanup: 'passed',
      excused: 'failed',
      unwanted: 'skipped',
    });
    expect(ran.judgement).toMatchObject({ status: 'failed', error: '3 of 4 jobs passed: bad: step "Run exit 3": exit code 3' });
    expect(ran.log).toContain('== bad / Run echo cleaning\ncleaning\n');
    expect(ran.log).toContain('failure\n');
    expect(ran.log).not.toContain('not here');
    expect(ran.kept).toEqual(['bad: step "Run exit 3": exit code 3', 'excused: step "Run exit 1": exit code 1']);
  });

  it('expands a matrix, stops it at its first failure or not', async () => {
    const matrix = (failFast: boolean) => `strategy:\n  fail-fast: ${failFast}\n  matrix: { os: [a, b, c], include: [{ os: b, fails: 1 }] }`;
    const steps = ['run: test -z "${{ matrix.fails }}" && echo "${{ matrix.os }} ${{ strategy.job-index }}/${{ strategy.job-total }}"'];
    expect((await run(job('t', steps, matrix(true)))).status).toEqual({ 't (a)': 'passed', 't (b, 1)': 'failed', 't/2': 'skipped' });
    expect((await run(job('t', steps, matrix(false)))).status).toEqual({ 't (a)': 'passed', 't (b, 1)': 'failed', 't (c)': 'passed' });
  });

  it('runs scripts in the shell and the folder that the workflow names, and stops at the first failing line', async () => {
    const ran = await run(
      job('shells', [
        'run: mkdir sub',
        'shell: sh\nrun: test "$(basename "$PWD")" = sub\nworking-directory: sub',
        'shell: bash -e {0}\nrun: echo "$BASH" | grep bash',
        'run: false | true',
        'shell: bash\nrun: false | true\nid: piped\ncontinue-on-error: true',
        'run: test ${{ steps.piped.outcome }} = failure',
      ]) +
        job('stops', ['run: |\n  false\n  echo went on']) +
        job('out', ['run: pwd\nworking-directory: ../..']),
    );
    expect(ran.status).toEqual({ shells: 'passed', stops: 'failed', out: 'error' });
    expect(ran.log).not.toContain('went on');
  });

  it('ends a step and a job at their time, and everything when it is cancelled', async () => {
    const ran = await run(
      job('step', ['run: sleep 100\ntimeout-minutes: 0.005', 'if: always()\nrun: echo still here']) +
        job('job', ['run: sleep 100'], 'timeout-minutes: 0.005'),
    );
    expect(ran.status).toEqual({ step: 'failed', job: 'timed_out' });
    expect(ran.log).toContain('still here');
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 200);
    const cancelled = await run(
      job('long', ['run: sleep 100', 'run: echo no', 'if: cancelled()\nrun: echo no']) + job('next', ['run: echo no'], 'needs: long'),
      {},
      stop.signal,
    );
    expect(cancelled.judgement.status).toBe('cancelled');
  });

  it('calls a run of which every job was skipped skipped, and an expression that is none a failure', async () => {
    expect((await run(job('a', ['run: exit 1'], 'if: false'))).judgement).toMatchObject({ status: 'skipped' });
    expect((await run(job('a', ['run: echo ${{ fromJSON(inputs.no) }}']))).judgement).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('fromJSON'),
    });
  });
});

describe('workflowProblems', () => {
  const workflow = (steps: string, more = '') =>
    readWorkflowFile('w.yml', `on: workflow_dispatch\njobs:\n  a:\n    runs-on: x\n    ${more}\n    steps: ${steps}`);
  it('refuses by name what can not be run here, and lets it be skipped', () => {
    const file = workflow('[{ uses: actions/checkout@v4 }, { uses: actions/setup-node@v4 }, { uses: ./own }, { run: "true" }]');
    expect(workflowProblems(file, 'refuse')).toEqual([
      "job a uses actions/setup-node@v4, which can't be run here",
      "job a uses ./own, which can't be run here",
    ]);
    expect(workflowProblems(file, 'skip')).toEqual([]);
    expect(workflowProblems(workflow('[{ uses: actions/checkout@v4, with: { repository: a/b } }]', 'container: node'), 'skip')).toEqual([
      'job a wants a container or services, which are not started here',
      "job a: actions/checkout@v4 with repository: the worktree is the plan's own commit",
    ]);
  });
});

describe('parsePairs', () => {
  it.each([
    ['a=1\nb=x=y\n\nc=', { a: '1', b: 'x=y', c: '' }],
    ['a<<E\none\ntwo\nE\nb=1', { a: 'one\ntwo', b: '1' }],
    ['a=x<<y', { a: 'x<<y' }],
  ])('%j', (text, pairs) => expect(parsePairs(text)).toEqual(pairs));
  it.each([
    ['nothing', "Invalid format 'nothing'"],
    ['a<<E\nno end', "Invalid value. Matching delimiter not found 'E'"],
  ])('%j is refused in the words of GitHub', (text, message) => expect(() => parsePairs(text)).toThrow(message));
});
