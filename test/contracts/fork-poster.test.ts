import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCommentMarker } from '../../src/core/delivery/comment-marker.ts';
import { readWorkflows, stepsOf } from '../support/workflow-files.ts';

const FOLDER = 'examples/pull-request-gate-fork';
const poster = readWorkflows(FOLDER).find(({ path }) => path.endsWith('post-performance.yml'));
const measure = readWorkflows(FOLDER).find(({ path }) => path.endsWith('/performance.yml'));
const steps = poster === undefined ? [] : stepsOf(poster).map(({ step }) => step);

describe('the workflow that may write', () => {
  it('runs nothing of the pull request', () => {
    expect(poster?.content.on).toEqual({ workflow_run: { workflows: ['performance'], types: ['completed'] } });
    expect(steps.map(({ run }) => run).filter((run) => run !== undefined)).toEqual([]);
    expect(steps.map(({ uses }) => uses?.split('@')[0])).toEqual(['actions/download-artifact', 'actions/github-script']);
    expect(String(steps[1]?.with?.script)).not.toContain('${{');
  });

  it('has what it needs and no more; the one that runs the code can only read', () => {
    expect(poster?.content.jobs.comment?.permissions).toEqual({ actions: 'read', 'pull-requests': 'write' });
    expect(measure?.content.jobs.measure?.permissions).toEqual({ actions: 'read', contents: 'read' });
  });
});

describe('its script', () => {
  const script = String(steps[1]?.with?.script);
  const run = {
    id: 42,
    run_attempt: 1,
    head_sha: 'c0ffee0000000000',
    head_branch: 'faster',
    head_repository: { owner: { login: 'mallory' } },
    html_url: 'https://github.com/acme/widgets/actions/runs/42',
  };
  const pull = { number: 7, head: { sha: run.head_sha } };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'poster-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function post(
    result: unknown,
    pulls: readonly object[] = [pull],
    comments: readonly object[] = [],
  ): Promise<{ name: string; body?: string }[]> {
    const path = join(folder, 'result.json');
    if (result !== undefined) writeFileSync(path, JSON.stringify(result));
    const calls: { name: string; body?: string }[] = [];
    const send = (name: string) => async (params: object) => calls.push({ name, ...params });
    const github = {
      paginate: async (method: string) => (method === 'pulls' ? pulls : comments),
      rest: { pulls: { list: 'pulls' }, issues: { listComments: 'comments', createComment: send('create'), updateComment: send('update') } },
    };
    const core = { notice: (text: string) => calls.push({ name: 'notice', body: text }) };
    const context = { payload: { workflow_run: run }, repo: { owner: 'acme', repo: 'widgets' } };
    const AsyncFunction = (async () => {}).constructor as new (...args: string[]) => (...args: unknown[]) => Promise<void>;
    const work = new AsyncFunction('require', 'process', 'github', 'context', 'core', script);
    await work(createRequire(import.meta.url), { env: { RESULT: path } }, github, context, core);
    return calls;
  }

  it('tells the outcome and the counts, with the marker of the gate', async () => {
    const rows = [{ verdict: 'regressed' }, { verdict: 'passed' }, { verdict: 'passed' }];
    const [call] = await post({ outcome: 'regressed', gate: { rows } });
    expect(call).toMatchObject({ name: 'create', issue_number: 7 });
    expect(readCommentMarker(call?.body ?? '')).toEqual({ gateId: 'performance', runId: '42', attempt: 1 });
    expect(call?.body).toContain('## Performance: regressed');
    expect(call?.body).toContain('| passed | 2 |');
  });

  it('lets no text of the pull request into the comment', async () => {
    const evil = '@everyone <img src=x> [click](https://evil.example)';
    const [call] = await post({ outcome: evil, gate: { rows: [{ verdict: evil, benchmark: evil, reason: evil }, null, 7] }, reasons: [evil] });
    expect(call?.body).not.toContain('evil');
    expect(call?.body).not.toContain('everyone');
    expect(call?.body).toContain('## Performance: unknown');
  });

  it('updates its own comment and leaves forged ones', async () => {
    const body = '<!-- runner-harness gate=performance run=1 attempt=1 -->';
    const comments = [
      { id: 1, user: { login: 'mallory' }, body },
      { id: 2, user: { login: 'github-actions[bot]' }, body },
    ];
    expect(await post({ outcome: 'passed' }, [pull], comments)).toMatchObject([{ name: 'update', comment_id: 2 }]);
  });

  it('says nothing where the commit is no longer that of a pull request, and follows no link', async () => {
    expect(await post({ outcome: 'passed' }, [{ number: 8, head: { sha: 'other' } }])).toMatchObject([{ name: 'notice' }]);
    rmSync(join(folder, 'result.json'));
    symlinkSync('/etc/hostname', join(folder, 'result.json'));
    await expect(post(undefined)).rejects.toThrow('no file of a sensible size');
  });
});
