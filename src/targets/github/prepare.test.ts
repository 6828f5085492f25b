import { describe, expect, it } from 'vitest';
import { githubSetup, never, openRun } from '../../../test/support/github-setup.ts';
import { planOf, scenarioOf } from '../../../test/support/plans.ts';
import { answer, json, SIMPLE_WORKFLOW, type VirtualGitHubOptions } from '../../../test/support/virtual-github.ts';
import type { FetchResponse } from '../../ports/fetch.ts';

const forbidden = json(403, { message: 'Resource not accessible by integration' });
const notFound = json(404, { message: 'Not Found' });
const on =
  (part: string, response: FetchResponse): NonNullable<VirtualGitHubOptions['meddle']> =>
  ({ url }) =>
    new URL(url).pathname.endsWith(part) ? response : undefined;

async function problems(options: VirtualGitHubOptions | object, ...units: Parameters<ReturnType<typeof githubSetup>['prepare']>) {
  const setup = githubSetup(options);
  const preparation = await setup.prepare(...units);
  if (preparation.ok) throw new Error('nothing was wrong');
  return preparation.problems.map(({ message, fix }) => (fix === undefined ? message : `${message} → ${fix}`));
}

describe('prepare', () => {
  it('asks three questions for a plan of one workflow, two when it names its ref', async () => {
    const setup = githubSetup();
    const preparation = await setup.prepare([{}, { inputs: { seconds: '5' } }]);
    expect(preparation).toEqual({
      ok: true,
      clock: { offsetMs: 500, residualMs: 500 },
      target: 'acme/widgets on api.github.com',
      units: [
        Array(2).fill({
          repository: 'acme/widgets',
          workflow: 'simple.yml',
          ref: 'main',
          keyed: true,
          jobs: [{ id: 'work', needs: [], matrix: false }],
        }),
      ],
      warnings: [],
    });
    expect(setup.github.requests).toEqual([
      'GET /repos/acme/widgets',
      'GET /repos/acme/widgets/actions/workflows/simple.yml',
      'GET /repos/acme/widgets/contents/.github/workflows/simple.yml?ref=main',
    ]);
    const named = githubSetup();
    await named.prepare([{ ref: 'main' }]);
    expect(named.github.requests).toHaveLength(2);
  });

  it('names every problem of every unit at once, and sends nothing', async () => {
    const setup = githubSetup();
    const preparation = await setup.prepare([
      { workflow: 'simpel.yml' },
      { workflow: 'other-thing.yml' },
      { inputs: { secnods: '5' } },
      { inputs: { seconds: 'five' } },
      { ref: 'feature' },
      { ref: '0123456789abcdef0123456789abcdef01234567' },
      { repository: 'acme/gadgets' },
      { repository: 'acme' },
    ]);
    expect(preparation).toMatchInlineSnapshot(`
      {
        "ok": false,
        "problems": [
          {
            "fix": "did you mean "simple.yml"?",
            "message": "no workflow simpel.yml in acme/widgets (404): it has simple.yml",
          },
          {
            "fix": "a workflow must stand on the default branch under .github/workflows: "runner-harness init" writes one",
            "message": "no workflow other-thing.yml in acme/widgets (404): it has simple.yml",
          },
          {
            "message": ".github/workflows/simple.yml on main in acme/widgets: input "secnods" is not declared: did you mean "seconds"?",
          },
          {
            "message": ".github/workflows/simple.yml on main in acme/widgets: input "seconds" takes a number, got "five"",
          },
          {
            "fix": "check the ref",
            "message": "no branch or tag "feature" in acme/widgets (404)",
          },
          {
            "fix": "name a branch or a tag",
            "message": "the ref 0123456789abcdef0123456789abcdef01234567 is a commit: GitHub dispatches branches and tags only",
          },
          {
            "fix": "check the name; in another or a private repository the token needs "actions: write" there",
            "message": "can't read the repository acme/gadgets: missing, or the token has no access (404 Not Found)",
          },
          {
            "fix": "write it as owner/name",
            "message": ""acme" is no repository",
          },
        ],
      }
    `);
    expect(setup.github.requests.every((line) => line.startsWith('GET'))).toBe(true);
  });

  it('explains access', async () => {
    expect({
      'bad token': await problems({ meddle: () => json(401, { message: 'Bad credentials' }) }),
      'no permission': await problems({ meddle: on('/workflows/simple.yml', forbidden) }, [{ ref: 'main' }]),
      'private or missing': await problems({ meddle: () => notFound }),
      'private or missing, with a ref': await problems({ meddle: () => notFound }, [{ ref: 'main' }]),
      blocked: await problems({ meddle: () => json(451, { message: 'Repository access blocked' }) }),
      'proxy page': await problems({ meddle: () => answer(200, '<html>', { 'content-type': 'text/html' }) }),
      'another host': await problems({ meddle: () => answer(301, '', { location: 'https://evil.example/x' }) }),
    }).toMatchInlineSnapshot(`
      {
        "another host": [
          "can't read the repository acme/widgets: api.github.com answered with a redirect (301) to another host, evil.example, where the token must not go → check the API address and the proxy",
        ],
        "bad token": [
          "GitHub refused the token (401 Bad credentials): can't read the repository acme/widgets → give one that is valid and has not expired: input "token" of the Action, GITHUB_TOKEN or GH_TOKEN on the command line",
        ],
        "blocked": [
          "can't read the repository acme/widgets: GitHub took it down (451 Repository access blocked)",
        ],
        "no permission": [
          "the token may not read the workflow simple.yml in acme/widgets (403 Resource not accessible by integration) → add "permissions: { actions: write }" to the job (with what it already has); the token of a pull request from a fork or of Dependabot can only read",
        ],
        "private or missing": [
          "can't read the repository acme/widgets: missing, or the token has no access (404 Not Found) → check the name; in another or a private repository the token needs "actions: write" there",
        ],
        "private or missing, with a ref": [
          "can't read the workflows of acme/widgets: missing, or the token has no access (404 Not Found) → check the name; in another or a private repository the token needs "actions: write" there",
        ],
        "proxy page": [
          "can't read the repository acme/widgets: the answer from api.github.com is not JSON (text/html) → check the API address and the proxy",
        ],
      }
    `);
  });

  it('explains workflows that can’t be dispatched', async () => {
    const workflow = (state: string) => json(200, { id: 77, name: 'simple', path: '.github/workflows/simple.yml', state });
    const required = SIMPLE_WORKFLOW.replace('default: 30', 'required: true');
    expect({
      disabled: await problems({ meddle: on('/workflows/simple.yml', workflow('disabled_inactivity')) }, [{ ref: 'main' }]),
      deleted: await problems({ meddle: on('/actions/workflows/simple.yml', workflow('deleted')) }),
      'no trigger': await problems({ workflow: 'on: push\njobs: {}' }),
      'no YAML': await problems({ workflow: 'a: b: c' }),
      'missing input': await problems({ workflow: required }),
      'not on the ref': await problems({ meddle: on('/contents/.github/workflows/simple.yml', notFound) }),
    }).toMatchInlineSnapshot(`
      {
        "deleted": [
          "the workflow simple.yml in acme/widgets can't run: its state is deleted → put the file back on the default branch",
        ],
        "disabled": [
          "the workflow simple.yml in acme/widgets can't run: its state is disabled_inactivity → gh workflow enable simple.yml -R acme/widgets",
        ],
        "missing input": [
          ".github/workflows/simple.yml on main in acme/widgets: the required input "seconds" is missing",
        ],
        "no YAML": [
          ".github/workflows/simple.yml on main in acme/widgets is no workflow: Nested mappings are not allowed in compact mappings at line 1, column 4: → correct the file",
        ],
        "no trigger": [
          ".github/workflows/simple.yml on main in acme/widgets has no trigger workflow_dispatch → add "on: workflow_dispatch" to it",
        ],
        "not on the ref": [
          ".github/workflows/simple.yml is not on "main" in acme/widgets (404) → commit the workflow on that branch too, or name another ref",
        ],
      }
    `);
  });

  it('refuses arrivals faster than one token can send, before the first dispatch (row 34)', async () => {
    const setup = githubSetup();
    const fast = scenarioOf({ model: 'open', shape: 'constant', rate: { count: 600, perMs: 60_000 }, durationMs: 600_000 });
    expect(await setup.prepare([{}], { scenarios: [fast] })).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringMatching(/^scenario steady asks for 600 runs a minute, and one token can send 60/) }],
    });
    expect(setup.github.runs).toEqual([]);
  });

  it('warns, once, when the plan can’t fit the token’s hour, with the arithmetic', async () => {
    const setup = githubSetup({ budget: { limit: 1_000, remaining: 1_000, resetAt: Date.UTC(2026, 0, 5, 9) } });
    const many = scenarioOf({ model: 'closed', runs: 500, concurrency: 50 });
    expect(await setup.prepare([{}], { scenarios: [many] })).toMatchObject({
      ok: true,
      warnings: [expect.stringMatching(/^the plan takes at least 1,012 requests/)],
    });
  });

  it('survives an outage of a few seconds, and ends with a clear word when it stays', async () => {
    const setup = githubSetup({ meddle: (_, next, n) => (n < 2 ? answer(503) : next()) });
    expect(await setup.prepare()).toMatchObject({ ok: true });
    const down = githubSetup({ meddle: () => answer(503) });
    await expect(down.prepare()).rejects.toMatchObject({
      name: 'TargetError',
      message: "can't read the repository acme/widgets: GitHub answered 503",
      fix: 'look at githubstatus.com and try again',
    });
  });

  it('warns of a concurrency group that all runs share', async () => {
    const grouped = (group: string): string => SIMPLE_WORKFLOW.replace('jobs:', `concurrency: ${group}\njobs:`);
    const shared = githubSetup({ workflow: grouped('deploy') });
    const preparation = await shared.prepare();
    expect(preparation).toMatchObject({ ok: true, units: [[{ concurrency: 'deploy' }]] });
    expect(preparation.ok ? preparation.warnings : []).toMatchInlineSnapshot(`
      [
        ".github/workflows/simple.yml on main in acme/widgets has the concurrency group "deploy": GitHub runs one of its runs at a time and cancels those that wait when a later one comes, so that the load won't reach the runners. Take it out, or make the group different for every run: \${{ github.run_id }}",
      ]
    `);
    const own = await githubSetup({ workflow: grouped(`deploy-\${{ github.run_id }}`) }).prepare();
    expect(own.ok ? own.warnings : []).toEqual([]);
  });
});

describe('prepare of a session that was begun before', () => {
  const units = [[{ repository: 'acme/widgets', workflow: 'simple.yml', ref: 'main', keyed: true, jobs: [] }]];
  const plan = planOf([scenarioOf({ model: 'closed', runs: 1, concurrency: 1 })], { target: { kind: 'github' } });
  const disabled = json(200, { id: 77, name: 'simple', path: '.github/workflows/simple.yml', state: 'disabled_manually' });

  it.each([
    ['was disabled', on('/workflows/simple.yml', disabled)],
    ['was deleted', on('/workflows/simple.yml', notFound)],
    ['left the branch', on('/contents/.github/workflows/simple.yml', notFound)],
  ])('goes on when the workflow %s: its runs are watched and cancelled, and only new dispatches are refused', async (_, meddle) => {
    let later = false;
    const setup = githubSetup({ meddle: (request, next, n) => (later ? meddle(request, next, n) : undefined) });
    await setup.prepare();
    const first = await setup.dispatch(0);
    if (first.kind !== 'acked') throw new Error(first.kind);
    later = true;
    const preparation = await setup.run(setup.target.prepare(plan, never, units));
    expect(preparation).toMatchObject({ ok: true, units, warnings: [expect.stringContaining('are watched to their end, new ones fail')] });
    expect(await setup.dispatch(1)).toMatchObject({ kind: 'rejected' });
    expect(setup.github.runs).toHaveLength(1);
    expect(await setup.look([openRun(first.runId, 0, setup.clock.now())])).toHaveLength(1);
    const inventory = { keyPrefix: 'rh_0a1b2c3d_1_', sinceAt: setup.clock.now() };
    expect(await setup.run(setup.target.inventory(inventory, never))).toMatchObject({ kind: 'complete', runs: [{ runId: first.runId }] });
    expect(await setup.run(setup.target.cancel({ runId: first.runId, scenario: 0, unitIndex: 0, force: false }, never))).toEqual({
      kind: 'accepted',
    });
  });

  it('tells what will be refused', async () => {
    const setup = githubSetup({ meddle: on('/workflows/simple.yml', disabled) });
    const preparation = await setup.run(setup.target.prepare(plan, never, units));
    expect(preparation.ok ? preparation.warnings : []).toMatchInlineSnapshot(`
      [
        "the workflow simple.yml in acme/widgets can't run: its state is disabled_manually (gh workflow enable simple.yml -R acme/widgets): runs that were dispatched before are watched to their end, new ones fail",
      ]
    `);
  });

  it('does not go on without access', async () => {
    const setup = githubSetup({ meddle: () => json(401, { message: 'Bad credentials' }) });
    expect(await setup.run(setup.target.prepare(plan, never, units))).toMatchObject({ ok: false });
  });
});
