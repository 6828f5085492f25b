import { describe, expect, it } from 'vitest';
import { virtualClock } from '../../../test/support/virtual-clock.ts';
import { answer, json, lost, type VirtualGitHubOptions, virtualGitHub } from '../../../test/support/virtual-github.ts';
import { type ApiRequest, type ClientOptions, createGitHubClient, type Exchange } from './client.ts';
import { repositoryInfo, runPage } from './shapes.ts';

const READ: ApiRequest<unknown> = {
  route: 'GET /repos/{owner}/{repo}',
  params: { owner: 'acme', repo: 'widgets' },
  shape: repositoryInfo,
  priority: 'details',
  tries: 8,
};

function setup(meddle?: VirtualGitHubOptions['meddle'], more: Partial<ClientOptions> & Partial<VirtualGitHubOptions> = {}) {
  const clock = virtualClock();
  const github = virtualGitHub({ clock, ...more, ...(meddle === undefined ? {} : { meddle }) });
  const client = createGitHubClient({
    fetch: github.fetch,
    clock,
    token: () => 'test-token-of-nobody',
    apiUrl: github.apiUrl,
    userAgent: 'runner-harness/test',
    seed: 1,
    limits: { mutationSpacingMs: 1_000, reserve: 0.2 },
    ...more,
  });
  const startedAt = clock.now();
  return {
    clock,
    github,
    client,
    ask: (request: ApiRequest<unknown> = READ) => clock.run(client.request(request)),
    elapsedMs: () => clock.now() - startedAt,
  };
}

describe('reads', () => {
  it('are repeated after what may pass, with full jitter, the same for the same seed', async () => {
    const failures = [
      () => answer(502),
      lost,
      () => answer(200, '<html>', { 'content-type': 'text/html' }),
      () => answer(200),
      () => json(200, { no: 'such' }),
    ];
    const trial = async (seed: number) => {
      const one = setup((_, next, n) => failures[n]?.() ?? next(), { seed });
      expect(await one.ask()).toMatchObject({ kind: 'answer', status: 200, body: { ok: true, value: { defaultBranch: 'main' } } });
      expect(one.github.requests).toHaveLength(6);
      return one.elapsedMs();
    };
    const took = await trial(1);
    expect(took).toBeGreaterThan(0);
    expect(took).toBeLessThanOrEqual(1_000 + 2_000 + 4_000 + 8_000 + 16_000);
    expect(await trial(1)).toBe(took);
    expect(await trial(2)).not.toBe(took);
  });

  it('are not repeated after a refusal', async () => {
    const one = setup(() => json(404, { message: 'Not Found' }));
    expect(await one.ask()).toMatchObject({ kind: 'answer', status: 404, message: 'Not Found' });
    expect(one.github.requests).toHaveLength(1);
  });

  it('stop repeating when the budget of retries is used up', async () => {
    const one = setup(() => answer(500));
    for (let n = 0; n < 10; n++) await one.ask();
    // 20 retries and one try each.
    expect(one.github.requests).toHaveLength(30);
  });

  it('wait out a limit without a request in between, whatever the controller’s clock says (rows 26–28)', async () => {
    for (const skewMs of [0, 600_000, -600_000]) {
      const resetAt = Date.UTC(2026, 0, 5, 8) + skewMs + 120_000;
      const limit = { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(resetAt / 1_000) };
      const date = new Date(resetAt - 120_000).toUTCString();
      const one = setup((_, next, n) => (n === 0 ? json(403, { message: 'API rate limit exceeded' }, { ...limit, date }) : next()), { skewMs });
      expect(await one.ask()).toMatchObject({ kind: 'answer', status: 200 });
      expect(one.github.requests).toHaveLength(2);
      expect(one.elapsedMs()).toBe(121_000);
    }
  });

  it('end the session when GitHub’s demand makes no sense (row 31)', async () => {
    const one = setup(() => json(429, { message: 'Too many requests' }, { 'retry-after': '999999' }));
    await expect(one.ask()).rejects.toMatchObject({
      name: 'TargetError',
      message: 'GitHub asked for a pause that no limit of its own explains (retry-after: 999999)',
    });
    expect(one.github.requests).toHaveLength(1);
  });

  it('leave the reserve of the token’s hour to others (row 33)', async () => {
    const one = setup(undefined, { budget: { limit: 100, remaining: 25, resetAt: Date.UTC(2026, 0, 5, 8, 30) } });
    for (let n = 0; n < 5; n++) await one.ask();
    expect(one.elapsedMs()).toBe(0);
    await one.ask();
    expect(one.elapsedMs()).toBe(30 * 60_000 + 1_000);
    expect(one.client.usage()).toMatchObject({ requests: 6, rateLimitWaits: 1 });
  });
});

describe('the API version', () => {
  it('falls back once and is remembered (row 11)', async () => {
    const one = setup(undefined, { server: 'ghes-3.19' });
    await one.ask();
    await one.ask();
    expect(one.client.apiVersion()).toBe('2022-11-28');
    expect(one.github.seen.map(({ headers }) => headers['x-github-api-version'])).toEqual(['2026-03-10', '2022-11-28', '2022-11-28']);
  });

  it('is left out for a server that knows none', async () => {
    const one = setup(({ headers }, next) =>
      headers['x-github-api-version'] === undefined ? next() : json(400, { message: 'Unsupported API version' }),
    );
    expect(await one.ask()).toMatchObject({ status: 200 });
    expect(one.client.apiVersion()).toBe('none');
  });
});

describe('the token', () => {
  it('is asked for again after a 401, and used when it is another one (row 24)', async () => {
    let token = 'old-token';
    const one = setup(
      ({ headers }, next) => {
        if (headers.authorization !== 'token old-token') return next();
        token = 'new-token';
        return json(401, { message: 'Bad credentials' });
      },
      { token: () => token },
    );
    expect(await one.ask({ ...READ, tries: 1 })).toMatchObject({ status: 200 });
    expect(one.github.seen.map(({ headers }) => headers.authorization)).toEqual(['token old-token', 'token new-token']);
  });

  it('that can’t be had is no request', async () => {
    let tries = 0;
    const one = setup(undefined, {
      token: () => {
        tries += 1;
        return tries < 3 ? Promise.reject(new Error('the App is not reachable')) : 'token-at-last';
      },
    });
    expect(await one.ask({ ...READ, tries: 1 })).toEqual({ kind: 'not_sent', why: 'no token: the App is not reachable', withdrawn: false });
    expect(await one.ask()).toMatchObject({ status: 200 });
    expect(one.client.usage()).toMatchObject({ requests: 1 });
  });

  it.each([
    ['', 'the token is empty'],
    ['abc\n', 'the token holds white space or characters that no token has'],
  ])('%j is refused before anything is sent', async (token, message) => {
    const one = setup(undefined, { token: () => token });
    await expect(one.ask()).rejects.toMatchObject({ name: 'TargetError', message, refused: true });
    expect(one.github.requests).toEqual([]);
  });

  it('does not follow a redirect to another host (row 16), and does within its own', async () => {
    const one = setup(() => answer(301, '', { location: 'https://evil.example/' }));
    expect(await one.ask()).toMatchObject({ redirect: { kind: 'refused', why: expect.stringContaining('evil.example') } });
    expect(one.github.requests).toHaveLength(1);
  });
});

describe('conditional requests', () => {
  const LIST: ApiRequest<unknown> = {
    route: 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
    params: { owner: 'acme', repo: 'widgets', workflow_id: 'simple.yml', page: 1 },
    shape: runPage,
    priority: 'listing',
    conditional: true,
  };

  it('are free when nothing changed, and give the earlier answer', async () => {
    const one = setup();
    const first = await one.ask(LIST);
    expect(await one.ask(LIST)).toEqual({ ...first, notModified: true, headers: expect.anything() });
    expect(one.client.usage()).toEqual({
      requests: 2,
      charged: 1,
      notModified: 1,
      rateLimitWaits: 0,
      byEndpoint: { 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': 2 },
    });
  });

  it('are kept apart by address and by token (row 36)', async () => {
    let token = 'a';
    const one = setup(undefined, { token: () => token });
    await one.ask(LIST);
    await one.ask({ ...LIST, params: { ...LIST.params, page: 2 } });
    token = 'b';
    await one.ask(LIST);
    expect(one.github.seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined, undefined]);
  });
});

it('shows every answer as it came, without credentials', async () => {
  const exchanges: Exchange[] = [];
  const secret = `ghp_${'a'.repeat(36)}`;
  const one = setup(() => json(200, { default_branch: 'main', full_name: `acme/widgets test-token-of-nobody ${secret}` }), {
    onExchange: (exchange) => exchanges.push(exchange),
  });
  await one.ask();
  expect(exchanges).toEqual([
    {
      at: one.clock.now(),
      endpoint: 'GET /repos/{owner}/{repo}',
      url: 'https://api.github.com/repos/acme/widgets',
      status: 200,
      body: '{"default_branch":"main","full_name":"acme/widgets [token] [token]"}',
    },
  ]);
});

it('lets an urgent request overtake, and reads go while mutations keep their distance', async () => {
  const one = setup((request) => json(request.method === 'GET' ? 200 : 202, { default_branch: 'm', full_name: 'f' }));
  const order: string[] = [];
  const ask = async (name: string, priority: ApiRequest<unknown>['priority'], method: string) => {
    await one.client.request({ ...READ, route: `${method} /repos/{owner}/{repo}`, priority, tries: 1 });
    order.push(`${name} at ${one.elapsedMs()}`);
  };
  await one.clock.run(
    Promise.all([
      ask('d1', 'dispatch', 'POST'),
      ask('d2', 'dispatch', 'POST'),
      ask('d3', 'dispatch', 'POST'),
      ask('list', 'listing', 'GET'),
      ask('cancel', 'cancel', 'POST'),
    ]),
  );
  expect(order).toEqual(['d1 at 0', 'd2 at 0', 'list at 0', 'cancel at 1000', 'd3 at 2000']);
});
