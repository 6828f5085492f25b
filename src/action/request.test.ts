import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Plan } from '../core/plan/plan.ts';
import { UsageError } from './problem.ts';
import { type Request, type RunRequest, readRequest } from './request.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'runner-harness-request-')));
const workspace = join(root, 'workspace');
mkdirSync(workspace);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const RUNNER = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_REPOSITORY: 'acme/widgets',
  GITHUB_RUN_ID: '100',
  GITHUB_JOB: 'load',
  GITHUB_ACTION: '__acme_runner-harness',
  GITHUB_WORKSPACE: workspace,
  GITHUB_REF: 'refs/heads/topic',
  GITHUB_REF_NAME: 'topic',
  GITHUB_REF_TYPE: 'branch',
};

function request(inputs: Record<string, string>, env: Record<string, string> = {}): Request {
  const given = Object.entries({ token: 't0ken-of-nobody', ...inputs }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return readRequest({ ...RUNNER, ...env, ...Object.fromEntries(given) });
}

function runRequest(inputs: Record<string, string>, env: Record<string, string> = {}): RunRequest & { readonly plan: Plan } {
  const read = request(inputs, env);
  if (read.kind !== 'run' || read.plan === undefined) throw new Error('a comparison');
  return { ...read, plan: read.plan };
}

function problems(inputs: Record<string, string>, env: Record<string, string> = {}): string[] {
  try {
    request(inputs, env);
  } catch (error) {
    if (error instanceof UsageError) return error.message.split('\n');
    throw error;
  }
  throw new Error('no problem');
}

function write(name: string, text: string): string {
  writeFileSync(join(workspace, name), text);
  return name;
}

const PLAN = `version: 1
name: weekly
target: { github: { workflow: simple.yml } }
scenarios:
  calm: { test: performance, runs: 3, concurrency: 1 }
  steady: { test: load, rate: 10/min, duration: 1m, repository: acme/other, ref: stable }
thresholds: { failed: [rate<5%] }
`;

describe('a plan without a file', () => {
  test('is made of the inputs', () => {
    const { plan, sessionId } = runRequest({
      workflow: 'simple.yml',
      runs: '3',
      concurrency: '1',
      inputs: 'seconds: 1',
      thresholds: 'failed: rate<1%',
    });
    expect(plan.scenarios).toHaveLength(1);
    expect(plan.scenarios[0]).toMatchObject({
      arrivals: { model: 'closed', runs: 3, concurrency: 1 },
      units: [{ workflow: 'simple.yml', repository: 'acme/widgets', ref: 'topic', inputs: { seconds: '1' } }],
      thresholds: [{ metric: 'failed', limit: 0.01 }],
    });
    expect(sessionId).toMatch(/^[0-9a-f]{64}$/);
  });

  test('has its problems told by the names of the inputs, all at once', () => {
    expect(problems({ runs: 'minus one', concurrency: '0', duration: '-5m', 'retention-days': 'x', ref: 'a'.repeat(40) })).toEqual([
      expect.stringMatching(/^retention-days: /),
      expect.stringMatching(/^runs: expected a whole number, got "minus one"/),
      expect.stringMatching(/^concurrency: expected a whole number from 1/),
      expect.stringMatching(/^ref: "a+" is a commit's SHA/),
      expect.stringMatching(/^workflow: has no workflow/),
      expect.stringMatching(/^duration: .*belongs to "test: load"/),
    ]);
  });
});

describe('the kinds of test without a file', () => {
  test('stress needs no more than a workflow, the suite has four scenarios', () => {
    const kinds = (given: Record<string, string>) => runRequest(given).plan.scenarios.map(({ name, test: kind }) => [name, kind]);
    expect(kinds({ workflow: 'simple.yml', test: 'stress', duration: '1h' })).toEqual([['stress', 'stress']]);
    expect(kinds({ workflow: 'simple.yml', test: 'endurance', rate: '1/min', duration: '4h' })).toEqual([['endurance', 'endurance']]);
    expect(kinds({ workflow: 'simple.yml', test: 'suite' })).toEqual([
      ['baseline', 'performance'],
      ['load', 'load'],
      ['spike', 'spike'],
      ['stress', 'stress'],
    ]);
  });

  test('what there is no input for needs a plan file', () => {
    expect(problems({ workflow: 'simple.yml', test: 'spike', rate: '5/min', duration: '15m' })).toEqual([
      expect.stringMatching(/^test: peak is missing: expected a rate .*: write a plan file: there is no input peak$/),
      expect.stringMatching(/^test: peak-duration is missing: expected a duration .*: write a plan file: there is no input peak-duration$/),
    ]);
  });
});

describe('a plan file', () => {
  test('gets repository and ref where it names none, and the limits of the inputs', () => {
    const { plan } = runRequest({ plan: write('plan.yml', PLAN), thresholds: 'wait_time: max<1m', ref: 'release' });
    expect(plan.scenarios[0].units).toEqual([{ workflow: 'simple.yml', repository: 'acme/widgets', ref: 'release', inputs: {} }]);
    expect(plan.scenarios[1]?.units).toEqual([{ workflow: 'simple.yml', repository: 'acme/other', ref: 'stable', inputs: {} }]);
    // A performance test has no intended times, so a limit on them is none of its own.
    expect(plan.scenarios.map(({ thresholds }) => thresholds.map(({ metric }) => metric))).toEqual([['failed'], ['failed', 'wait_time']]);
  });

  test('is told by file, line and column', () => {
    expect(problems({ plan: write('bad.yml', PLAN.replace('runs: 3', 'runz: 3')) })).toEqual([
      expect.stringMatching(/^bad\.yml:5:\d+: .*runz.*did you mean "runs"/),
    ]);
  });

  test('lets scenarios be chosen by name', () => {
    expect(runRequest({ plan: write('plan.yml', PLAN), scenarios: 'steady' }).plan.scenarios.map(({ name }) => name)).toEqual(['steady']);
    expect(problems({ plan: 'plan.yml', scenarios: 'stedy' })).toEqual([
      expect.stringContaining('scenarios: the plan has no scenario "stedy": did you mean "steady"?'),
    ]);
  });

  test('takes baseline and margin from the inputs, each on its own', () => {
    const withBase = write('base.yml', `${PLAN}baseline: { from: file, path: old.json, regression: 20% }\n`);
    const baseline = (inputs: Record<string, string>) => runRequest({ plan: withBase, ...inputs }).plan.baseline;
    expect(baseline({})).toEqual({ from: { kind: 'file', path: 'old.json' }, regression: 0.2 });
    expect(baseline({ 'regression-threshold': '5%' })).toEqual({ from: { kind: 'file', path: 'old.json' }, regression: 0.05 });
    expect(baseline({ baseline: 'file:new.json' })).toEqual({ from: { kind: 'file', path: 'new.json' }, regression: 0.2 });
  });

  test('stays inside the workspace, also through links', () => {
    writeFileSync(join(root, 'outside.yml'), PLAN);
    symlinkSync(join(root, 'outside.yml'), join(workspace, 'link.yml'));
    for (const plan of ['../outside.yml', join(root, 'outside.yml'), 'link.yml'])
      expect(problems({ plan })).toEqual([expect.stringContaining('lies outside of the workspace')]);
  });

  test('that is missing is told with what is usually forgotten', () => {
    expect(problems({ plan: 'nope.yml' })).toEqual([
      expect.stringMatching(/^plan: there is no file "nope.yml" in the workspace: .*actions\/checkout/),
    ]);
  });

  test('does not go together with the shortcuts', () => {
    expect(problems({ plan: write('plan.yml', PLAN), runs: '3', rate: '1/s' })).toEqual([
      expect.stringMatching(/^runs: does not go/),
      expect.stringMatching(/^rate: does not go/),
    ]);
  });

  test('that names everything itself makes an input useless, and that is said', () => {
    const full = write('full.yml', PLAN.replace('workflow: simple.yml', 'workflow: simple.yml, repository: a/b, ref: main'));
    expect(problems({ plan: full, ref: 'x' })).toEqual([expect.stringMatching(/^ref: the plan itself names the ref/)]);
  });

  test('for the embedded GitHub is refused', () => {
    expect(problems({ plan: write('sim.yml', PLAN.replace('github:', 'simulated:').replace(/, repository.*stable/, '')) })).toEqual([
      expect.stringMatching(/^sim\.yml: the Action sends work to GitHub/),
    ]);
  });
});

describe('the ref that is not named', () => {
  const refOf = (env: Record<string, string>, inputs: Record<string, string> = {}) =>
    runRequest({ workflow: 'w.yml', ...inputs }, env).plan.scenarios[0].units[0].ref;
  const pull = (fullName: string | null) => {
    const path = join(root, 'event.json');
    writeFileSync(path, JSON.stringify({ pull_request: { head: { repo: fullName === null ? null : { full_name: fullName } } } }));
    return { GITHUB_HEAD_REF: 'fix', GITHUB_REF: 'refs/pull/7/merge', GITHUB_REF_NAME: '7/merge', GITHUB_EVENT_PATH: path };
  };

  test('is the branch that was pushed', () => expect(refOf({})).toBe('topic'));
  test('is the head branch of a pull request in the same repository', () => expect(refOf(pull('Acme/Widgets'))).toBe('fix'));
  test.each(['someone/widgets', null])('is the default branch for a fork (%s)', (fork) => expect(refOf(pull(fork))).toBeUndefined());
  test('is the default branch for a tag', () =>
    expect(refOf({ GITHUB_REF_TYPE: 'tag', GITHUB_REF: 'refs/tags/v1', GITHUB_REF_NAME: 'v1' })).toBeUndefined());
  test('is the default branch of another repository', () => expect(refOf({}, { repository: 'acme/other' })).toBeUndefined());
});

test('without anything to do, it says what there is', () => {
  expect(problems({})).toEqual([expect.stringMatching(/^plan: there is nothing to do: .*workflow.*benchmarks/)]);
});

test('no token is a problem, unless nothing is sent', () => {
  expect(problems({ workflow: 'w.yml', token: '' })).toEqual([expect.stringMatching(/^token: there is none/)]);
  expect(request({ workflow: 'w.yml', token: '', 'dry-run': 'true' }).kind).toBe('rehearsal');
});

test('a session that is named goes on with its own plan; an App needs both its id and its key', () => {
  expect(request({ resume: '4711' })).toMatchObject({ kind: 'run', inputs: { resume: { kind: 'artifact', id: '4711' } } });
  expect(problems({ resume: 'auto' })).toEqual([expect.stringMatching(/^plan: there is nothing to do/)]);
  expect(problems({ workflow: 'w.yml', 'private-key': 'x' })).toEqual([expect.stringMatching(/^app-id: there is none, and private-key needs it/)]);
  expect(request({ workflow: 'w.yml', token: '', 'app-id': '1', 'private-key': 'x' }).kind).toBe('run');
});

test('files alone are only compared, need a baseline, and must be there', () => {
  write('out.json', '[]');
  expect(request({ benchmarks: 'out.json', baseline: 'file:base.json', token: '' })).toMatchObject({
    kind: 'gate',
    baseline: { from: { path: 'base.json' }, regression: 0.1 },
  });
  expect(problems({ benchmarks: 'out.json\nno*.json' })).toEqual([
    expect.stringMatching(/^benchmarks: no file in the workspace is called "no\*\.json"/),
    expect.stringMatching(/^baseline: there is no baseline/),
  ]);
  expect(problems({ workflow: 'w.yml', 'regression-threshold': '5%' })).toEqual([
    expect.stringMatching(/^regression-threshold: there is no baseline/),
  ]);
});

test('outside of a runner, every missing variable is named', () => {
  const missing = problems({ workflow: 'w.yml' }, { GITHUB_WORKSPACE: '', GITHUB_RUN_ID: '' });
  expect(missing).toEqual([expect.stringMatching(/^GITHUB_RUN_ID: .*command line/), expect.stringMatching(/^GITHUB_WORKSPACE: /)]);
});

test('a session is named by where it runs: the same for a re-run, another one for another job, step or leg', () => {
  const id = (env: Record<string, string>, inputs: Record<string, string> = {}) => request({ workflow: 'w.yml', ...inputs }, env).sessionId;
  expect(id({ GITHUB_RUN_ATTEMPT: '2' })).toBe(id({ GITHUB_RUN_ATTEMPT: '1' }));
  const others = [
    { GITHUB_JOB: 'other' },
    { GITHUB_ACTION: '__acme_runner-harness_2' },
    { GITHUB_RUN_ID: '101' },
    { GITHUB_REPOSITORY: 'acme/x' },
  ].map((env) => id(env));
  expect(new Set([...others, id({}), id({}, { session: 'pool-4' })]).size).toBe(6);
});
