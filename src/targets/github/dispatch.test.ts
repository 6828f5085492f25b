import { describe, expect, it } from 'vitest';
import { githubSetup, keyOf, never, openRun } from '../../../test/support/github-setup.ts';
import { answer, json, lost, SIMPLE_WORKFLOW, type VirtualGitHubOptions } from '../../../test/support/virtual-github.ts';
import { type FetchResponse, TransportError } from '../../ports/fetch.ts';
import type { DispatchAnswer } from '../../ports/target.ts';

type Meddle = NonNullable<VirtualGitHubOptions['meddle']>;

/** Changes the answers to dispatches only. `next` lets GitHub make the run. */
const onDispatch =
  (change: (next: () => FetchResponse) => FetchResponse | undefined): Meddle =>
  (request, next) =>
    request.method === 'POST' && request.url.endsWith('/dispatches') ? change(next) : undefined;

/** One dispatch against a GitHub that answers so: what the session learns, and how often it was sent. */
async function outcome(change: (next: () => FetchResponse) => FetchResponse | undefined, options: Partial<VirtualGitHubOptions> = {}) {
  const setup = githubSetup({ ...options, meddle: onDispatch(change) });
  const preparation = await setup.prepare();
  if (!preparation.ok) throw new Error(preparation.problems[0].message);
  const startedAt = setup.clock.now();
  let said: DispatchAnswer | { kind: string; message: string; fix?: string };
  try {
    said = await setup.dispatch(0);
  } catch (error) {
    const { name, message, fix } = error as Error & { fix?: string };
    said = { kind: name, message, ...(fix === undefined ? {} : { fix }) };
  }
  const { clock: _, ...rest } = { clock: undefined, ...said };
  const shown = 'untilAt' in rest ? { ...rest, untilAt: `in ${(rest.untilAt - startedAt) / 1_000} s` } : rest;
  return { ...shown, posts: setup.github.requests.filter((line) => line.startsWith('POST')).length };
}

const message = (status: number, text: string, headers = {}): FetchResponse =>
  json(status, { message: text, documentation_url: 'https://docs.github.com' }, headers);

describe('what an answer to a dispatch proves', () => {
  it('acked: only by a whole answer that names the run', async () => {
    expect(await outcome((next) => next())).toMatchInlineSnapshot(`
      {
        "by": "answer",
        "kind": "acked",
        "posts": 1,
        "runId": "10000000001",
        "sentAt": 1767600000000,
        "url": "https://github.com/acme/widgets/actions/runs/10000000001",
      }
    `);
  });

  it('unknown: everything that proves nothing (rows 1, 4–6, 8, 9, 16), and never sent twice', async () => {
    const cases: Record<string, (next: () => FetchResponse) => FetchResponse> = {
      'row 1: reset after the body was sent': (next) => {
        next();
        return lost();
      },
      'row 4: time-out': () => {
        throw new TransportError('the request to api.github.com took longer than 30 s', 'maybe');
      },
      'row 6: 502 and the run exists': (next) => {
        next();
        return answer(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' });
      },
      'row 6: 500 with a message': () => message(500, 'Server Error'),
      'row 8: 200 cut off': (next) => ({ ...next(), body: next().body.slice(0, 20) }),
      'row 8: 200 empty': () => answer(200),
      'row 8: 200 of another shape': () => json(200, { ok: true }),
      'row 8: 200 with an id that is none': () => json(200, { workflow_run_id: 1.5, html_url: 'https://github.com/x' }),
      'row 9: 200 HTML of a proxy': () => answer(200, '<html>Log in</html>', { 'content-type': 'text/html; charset=utf-8' }),
      '201': () => json(201, {}),
      'row 16: redirect to another host': () => answer(307, '', { location: 'https://evil.example/repos/acme/widgets' }),
      'redirect to nowhere': () => answer(302),
    };
    const seen: Record<string, unknown> = {};
    for (const [name, change] of Object.entries(cases)) seen[name] = await outcome(change);
    expect(seen).toMatchInlineSnapshot(`
      {
        "201": {
          "kind": "unknown",
          "posts": 1,
          "why": "GitHub answered 201, but the answer from api.github.com has an unexpected shape: workflow_run_id is not an id; the run may exist",
        },
        "redirect to nowhere": {
          "kind": "unknown",
          "posts": 1,
          "why": "api.github.com answered with a redirect (302) to nowhere",
        },
        "row 16: redirect to another host": {
          "kind": "unknown",
          "posts": 1,
          "why": "api.github.com answered with a redirect (307) to another host, evil.example, where the token must not go",
        },
        "row 1: reset after the body was sent": {
          "kind": "unknown",
          "posts": 1,
          "why": "the connection to api.github.com broke (ECONNRESET): socket hang up; the run may exist",
        },
        "row 4: time-out": {
          "kind": "unknown",
          "posts": 1,
          "why": "the request to api.github.com took longer than 30 s; the run may exist",
        },
        "row 6: 500 with a message": {
          "kind": "unknown",
          "posts": 1,
          "why": "GitHub answered 500; the run may exist",
        },
        "row 6: 502 and the run exists": {
          "kind": "unknown",
          "posts": 1,
          "why": "GitHub answered 502; the run may exist",
        },
        "row 8: 200 cut off": {
          "kind": "unknown",
          "posts": 1,
          "why": "GitHub answered 200, but the JSON from api.github.com is cut off or broken; the run may exist",
        },
        "row 8: 200 empty": {
          "kind": "unknown",
          "posts": 1,
          "why": "GitHub answered 200, but the answer is empty; the run may exist",
        },
        "row 8: 200 of another shape": {
          "kind": "unknown",
          "posts": 1,
          "why": "GitHub answered 200, but the answer from api.github.com has an unexpected shape: workflow_run_id is not an id; the run may exist",
        },
        "row 8: 200 with an id that is none": {
          "kind": "unknown",
          "posts": 1,
          "why": "GitHub answered 200, but the answer from api.github.com has an unexpected shape: workflow_run_id is not an id; the run may exist",
        },
        "row 9: 200 HTML of a proxy": {
          "kind": "unknown",
          "posts": 1,
          "why": "GitHub answered 200, but the answer from api.github.com is not JSON (text/html; charset=utf-8); the run may exist",
        },
      }
    `);
  });

  it('not_sent: proven by the transport (row 2)', async () => {
    const refuse = (): never => {
      throw new TransportError('api.github.com refused the connection (ECONNREFUSED)', 'no');
    };
    expect(await outcome(refuse)).toMatchInlineSnapshot(`
      {
        "by": "outage",
        "kind": "not_sent",
        "posts": 1,
        "why": "api.github.com refused the connection (ECONNREFUSED)",
      }
    `);
  });

  it('limited: the answer of a limit did nothing (rows 26–31)', async () => {
    const seen = {
      'row 28: secondary with retry-after': await outcome(() => message(403, 'You have exceeded a secondary rate limit', { 'retry-after': '42' })),
      'row 29: secondary without': await outcome(() => message(403, 'You have exceeded a secondary rate limit')),
      'row 29: 429 without': await outcome(() => message(429, 'Too many requests')),
      'row 31: retry-after 0': await outcome(() => message(429, 'Too many requests', { 'retry-after': '0' })),
    };
    expect(seen).toMatchInlineSnapshot(`
      {
        "row 28: secondary with retry-after": {
          "by": "secondary",
          "kind": "limited",
          "posts": 1,
          "untilAt": "in 42 s",
          "why": "GitHub asked for a pause (retry-after: 42)",
        },
        "row 29: 429 without": {
          "by": "secondary",
          "kind": "limited",
          "posts": 1,
          "untilAt": "in 60 s",
          "why": "GitHub's secondary rate limit",
        },
        "row 29: secondary without": {
          "by": "secondary",
          "kind": "limited",
          "posts": 1,
          "untilAt": "in 60 s",
          "why": "GitHub's secondary rate limit",
        },
        "row 31: retry-after 0": {
          "by": "secondary",
          "kind": "limited",
          "posts": 1,
          "untilAt": "in 1 s",
          "why": "GitHub asked for a pause (retry-after: 0)",
        },
      }
    `);
  });

  it('rejected: with the way out (rows 14, 18, 20–22)', async () => {
    const cases: Record<string, FetchResponse> = {
      'row 14: 301': answer(301, '', { location: 'https://api.github.com/repositories/123/actions/workflows/simple.yml/dispatches' }),
      'row 14: 302': answer(302, '', { location: '/repositories/123/dispatches' }),
      'row 18: 404': message(404, 'Not Found'),
      'row 20: no trigger': message(422, "Workflow does not have 'workflow_dispatch' trigger"),
      'row 20: unexpected inputs': message(422, 'Unexpected inputs provided: ["secnods"]'),
      'row 20: unexpected inputs, ours among them': message(422, 'Unexpected inputs provided: ["harness_key", "secnods"]'),
      'row 20: required input': message(422, "Required input 'seconds' not provided"),
      'row 20: no ref': message(422, 'No ref found for: main'),
      'row 20: a value': message(422, "Provided value 'x' for input 'mode' not in the list of allowed values"),
      'row 21: disabled': message(422, 'Cannot trigger a "workflow_dispatch" on a disabled workflow'),
      'row 22: 451': message(451, 'Repository access blocked'),
      'a proxy’s own 403': answer(403, '<html>', { 'content-type': 'text/html' }),
      'row 22: 410': message(410, 'Gone'),
      '400': message(400, 'Problems parsing JSON'),
      'a message that would be a command': message(422, 'x\n::error::owned\u001b[31m'),
    };
    const seen: Record<string, unknown> = {};
    for (const [name, response] of Object.entries(cases)) seen[name] = await outcome(() => response);
    expect(seen).toMatchInlineSnapshot(`
      {
        "400": {
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: GitHub answered 400 Problems parsing JSON",
        },
        "a message that would be a command": {
          "fix": "correct the inputs in the plan",
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: GitHub answered 422 x ::error::owned [31m",
        },
        "a proxy’s own 403": {
          "fix": "check the API address and the proxy",
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: the answer 403 is a web page (text/html), not GitHub's",
        },
        "row 14: 301": {
          "fix": "put its new name into the plan, which "gh api repositories/123 --jq .full_name" tells",
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: the repository moved to https://api.github.com/repositories/123/actions/workflows/simple.yml/dispatches (301)",
        },
        "row 14: 302": {
          "fix": "put its new name into the plan, which "gh api repositories/123 --jq .full_name" tells",
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: the repository moved to https://api.github.com/repositories/123/dispatches (302)",
        },
        "row 18: 404": {
          "fix": "check the name; in another or a private repository the token needs "actions: write" there",
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: missing, or the token has no access (404 Not Found)",
        },
        "row 20: a value": {
          "fix": "correct the inputs in the plan",
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: GitHub answered 422 Provided value 'x' for input 'mode' not in the list of allowed values",
        },
        "row 20: no ref": {
          "fix": ""main" is neither a branch nor a tag there: give one that is",
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: GitHub answered 422 No ref found for: main",
        },
        "row 20: no trigger": {
          "fix": "add the trigger "on: workflow_dispatch" to simple.yml on main",
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: GitHub answered 422 Workflow does not have 'workflow_dispatch' trigger",
        },
        "row 20: required input": {
          "fix": "give it under inputs in the plan",
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: GitHub answered 422 Required input 'seconds' not provided",
        },
        "row 20: unexpected inputs": {
          "fix": "declare them under on.workflow_dispatch.inputs, or take them out of the plan",
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: GitHub answered 422 Unexpected inputs provided: ["secnods"]",
        },
        "row 20: unexpected inputs, ours among them": {
          "fix": "declare them under on.workflow_dispatch.inputs, or take them out of the plan",
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: GitHub answered 422 Unexpected inputs provided: ["harness_key", "secnods"]",
        },
        "row 21: disabled": {
          "fix": "gh workflow enable simple.yml -R acme/widgets",
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: GitHub answered 422 Cannot trigger a "workflow_dispatch" on a disabled workflow",
        },
        "row 22: 410": {
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: GitHub took it down (410 Gone)",
        },
        "row 22: 451": {
          "kind": "rejected",
          "posts": 1,
          "why": "can't dispatch simple.yml in acme/widgets: GitHub took it down (451 Repository access blocked)",
        },
      }
    `);
  });

  it('ends the session: a token without the right refuses every other dispatch too (rows 23–25)', async () => {
    const seen = {
      'row 24: 401': await outcome(() => message(401, 'Bad credentials')),
      'row 25: GITHUB_TOKEN': await outcome(() => message(403, 'Resource not accessible by integration')),
      'fine-grained token': await outcome(() => message(403, 'Resource not accessible by personal access token')),
      SAML: await outcome(() => message(403, 'Resource protected by organization SAML enforcement.')),
      'row 31: retry-after 999999': await outcome(() => message(429, 'Too many requests', { 'retry-after': '999999' })),
    };
    expect(seen).toMatchInlineSnapshot(`
      {
        "SAML": {
          "fix": "authorise the token for the organisation (Settings, Developer settings, Configure SSO)",
          "kind": "TargetError",
          "message": "the token may not dispatch simple.yml in acme/widgets (403 Resource protected by organization SAML enforcement.)",
          "posts": 1,
        },
        "fine-grained token": {
          "fix": "give the token the repository permission "actions: write"",
          "kind": "TargetError",
          "message": "the token may not dispatch simple.yml in acme/widgets (403 Resource not accessible by personal access token)",
          "posts": 1,
        },
        "row 24: 401": {
          "fix": "give one that is valid and has not expired: input "token" of the Action, GITHUB_TOKEN or GH_TOKEN on the command line",
          "kind": "TargetError",
          "message": "GitHub refused the token (401 Bad credentials): can't dispatch simple.yml in acme/widgets",
          "posts": 1,
        },
        "row 25: GITHUB_TOKEN": {
          "fix": "add "permissions: { actions: write }" to the job (with what it already has); the token of a pull request from a fork or of Dependabot can only read",
          "kind": "TargetError",
          "message": "the token may not dispatch simple.yml in acme/widgets (403 Resource not accessible by integration)",
          "posts": 1,
        },
        "row 31: retry-after 999999": {
          "by": "secondary",
          "kind": "limited",
          "posts": 1,
          "untilAt": "in 60 s",
          "why": "GitHub asked for a pause that no limit of its own explains (retry-after: 999999)",
        },
      }
    `);
  });
});

describe('beforeSend', () => {
  it('is called when the turn has come, and before the request', async () => {
    const setup = githubSetup();
    await setup.prepare();
    const order: string[] = [];
    for (const n of [0, 1, 2]) {
      await setup.dispatch(n, {
        beforeSend: async () => {
          order.push(`${n} after ${setup.clock.now() % 60_000} ms, ${setup.github.runs.length} sent`);
        },
      });
    }
    expect(order).toEqual(['0 after 0 ms, 0 sent', '1 after 0 ms, 1 sent', '2 after 1000 ms, 2 sent']);
  });

  it('prevents the request when it rejects', async () => {
    const setup = githubSetup();
    await setup.prepare();
    const said = await setup.dispatch(0, { beforeSend: () => Promise.reject(new Error('the disk is full')) });
    expect(said).toEqual({ kind: 'not_sent', why: 'the disk is full' });
    expect(setup.github.runs).toHaveLength(0);
  });

  it.each([
    ['without a part that was refused', json(422, { message: '"return_run_details" is not a permitted key.' })],
    ['in an older version of the API', json(400, { message: 'Unsupported API version' })],
    [
      'to where the repository went',
      answer(307, '', { location: 'https://api.github.com/repositories/123/actions/workflows/simple.yml/dispatches' }),
    ],
  ])('is asked again before it is sent once more, %s', async (_, refusal) => {
    const setup = githubSetup({ meddle: ({ method }) => (method === 'POST' ? refusal : undefined) });
    await setup.prepare();
    let asked = 0;
    const beforeSend = () => (++asked > 1 ? Promise.reject(new Error('another controller has taken over')) : Promise.resolve());
    expect(await setup.dispatch(0, { beforeSend })).toEqual({ kind: 'not_sent', why: 'another controller has taken over' });
    expect(setup.github.requests.filter((line) => line.startsWith('POST'))).toHaveLength(1);
  });
});

describe('redirects', () => {
  it('follows a 307 on the same host once, and remembers where the repository went (row 15)', async () => {
    const setup = githubSetup({
      meddle: (request, next) => {
        const { pathname, search } = new URL(request.url);
        if (request.method === 'POST' && pathname.startsWith('/repos/acme/widgets')) {
          return answer(307, '', { location: `https://api.github.com${pathname.replace('/repos/acme/widgets', '/repositories/123')}${search}` });
        }
        if (!pathname.startsWith('/repositories/123')) return undefined;
        (request as { url: string }).url = request.url.replace('/repositories/123', '/repos/acme/widgets');
        return next();
      },
    });
    await setup.prepare();
    expect(await setup.dispatch(0)).toMatchObject({ kind: 'acked' });
    expect(await setup.dispatch(1)).toMatchObject({ kind: 'acked' });
    expect(setup.github.runs).toHaveLength(2);
    expect(setup.github.requests.filter((line) => line.startsWith('POST'))).toEqual([
      'POST /repos/acme/widgets/actions/workflows/simple.yml/dispatches',
      'POST /repositories/123/actions/workflows/simple.yml/dispatches',
      'POST /repositories/123/actions/workflows/simple.yml/dispatches',
    ]);
  });

  it('gives up on a circle', async () => {
    const { kind, posts } = await outcome(() => answer(307, '', { location: '/repos/acme/widgets/actions/workflows/simple.yml/dispatches' }));
    expect({ kind, posts }).toEqual({ kind: 'unknown', posts: 2 });
  });
});

describe('older servers (rows 10, 11)', () => {
  it('2022-11-28: asks for the run with return_run_details', async () => {
    const setup = githubSetup({ server: '2022-11-28' });
    expect(await setup.prepare()).toMatchObject({ ok: true });
    expect(await setup.dispatch(0)).toMatchObject({ kind: 'acked', by: 'answer' });
    expect(setup.github.requests).toHaveLength(5);
    expect(setup.github.seen.map(({ headers }) => headers['x-github-api-version'])).toEqual(['2026-03-10', ...Array(4).fill('2022-11-28')]);
  });

  it('GHES 3.19: refuses it, once, then answers 204; runs are found by their key', async () => {
    const setup = githubSetup({ server: 'ghes-3.19' });
    await setup.prepare();
    const said = await setup.run(Promise.all([0, 1, 2].map((n) => setup.target.dispatch(order(n), never))));
    expect(said).toMatchObject([0, 1, 2].map((n) => ({ kind: 'acked', runId: runOf(setup.github.runs, n), by: 'key' })));
    expect(setup.github.runs).toHaveLength(3);
    // One POST learns it for all.
    expect(setup.github.requests.filter((request) => request.endsWith('/dispatches'))).toHaveLength(4);
  });

  it('GHES 3.19 without keys: one dispatch at a time, found by circumstance', async () => {
    const workflow = SIMPLE_WORKFLOW.replace(/^run-name.*\n/m, '');
    const setup = githubSetup({ server: 'ghes-3.19', workflow });
    expect(await setup.prepare()).toMatchObject({
      ok: true,
      warnings: [expect.stringContaining('does not show the input "harness_key" in its run-name')],
    });
    const said = await setup.run(Promise.all([0, 1, 2].map((n) => setup.target.dispatch(order(n), never))));
    expect(said.map((one) => (one.kind === 'acked' ? [one.by, one.runId] : one))).toEqual(
      setup.github.runs.map(({ id }) => ['circumstance', String(id)]),
    );
  });

  it('says that the run may exist when it does not appear', async () => {
    const setup = githubSetup({ meddle: onDispatch(() => answer(204)) });
    await setup.prepare();
    expect(await setup.dispatch(0)).toMatchInlineSnapshot(`
      {
        "kind": "unknown",
        "why": "GitHub accepted the dispatch without naming the run (204), and no run that must be it has appeared",
      }
    `);
  });

  const order = (n: number) => ({
    slot: `0-${n}`,
    key: keyOf(n),
    unit: { workflow: 'simple.yml', inputs: {} },
    scenario: 0,
    unitIndex: 0,
    beforeSend: async () => {},
  });
  const runOf = (runs: readonly { id: number; title: string }[], n: number) => String(runs.find(({ title }) => title.includes(keyOf(n)))?.id);
});

describe('the key', () => {
  it('is dropped on exactly the 422 about it, when the file could not be read', async () => {
    const workflow = SIMPLE_WORKFLOW.replace(/^ +harness_key.*\n/m, '').replace(/^run-name.*\n/m, '');
    const setup = githubSetup({
      workflow,
      meddle: (request) => (request.url.includes('/contents/') ? json(403, { message: 'Resource not accessible by integration' }) : undefined),
    });
    expect(await setup.prepare()).toMatchObject({ ok: true, units: [[{ keyed: false }]], warnings: [expect.stringContaining('may not be read')] });
    let announced = 0;
    const beforeSend = async () => {
      announced += 1;
    };
    expect(await setup.dispatch(0, { beforeSend })).toMatchObject({ kind: 'acked', by: 'answer' });
    expect(await setup.dispatch(1, { beforeSend })).toMatchObject({ kind: 'acked', by: 'answer' });
    // Once more before it is sent without the key: the session may have changed while it waited for its turn.
    expect(announced).toBe(3);
    expect(setup.github.requests.filter((line) => line.startsWith('POST'))).toHaveLength(3);
    expect(setup.warnings).toMatchInlineSnapshot(`
      [
        "simple.yml in acme/widgets takes no input "harness_key": a run whose dispatch gets no clear answer can be found by its circumstances only. Add the input, and "run-name: \${{ inputs.harness_key }}"",
      ]
    `);
  });

  it('is not sent to a workflow that does not declare it', async () => {
    const workflow = SIMPLE_WORKFLOW.replace(/^ +harness_key.*\n/m, '');
    const setup = githubSetup({ workflow });
    await setup.prepare();
    expect(await setup.dispatch(0)).toMatchObject({ kind: 'acked' });
    expect(JSON.parse(setup.github.seen.at(-1)?.body ?? '')).toEqual({ ref: 'main', inputs: {} });
  });
});

it('tells how far the server clock is ahead', async () => {
  const setup = githubSetup({ skewMs: 600_000 });
  await setup.prepare();
  const said = await setup.dispatch(0);
  if (said.kind !== 'acked' || said.clock === undefined) throw new Error('no clock');
  expect(Math.abs(said.clock.offsetMs - 600_000)).toBeLessThanOrEqual(said.clock.residualMs);
  expect(said.clock.residualMs).toBe(500);
});

it('sends the token to the API host only, as github.com expects it', async () => {
  const setup = githubSetup();
  await setup.prepare();
  await setup.dispatch(0);
  await setup.look([openRun('10000000001', 0, setup.clock.now())]);
  expect(new Set(setup.github.seen.map(({ url, headers }) => `${new URL(url).origin} ${headers.authorization}`))).toEqual(
    new Set(['https://api.github.com token test-token-of-nobody']),
  );
});
