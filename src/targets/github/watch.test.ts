import { describe, expect, it } from 'vitest';
import { githubSetup, keyOf, never, openRun } from '../../../test/support/github-setup.ts';
import { knownDetails } from '../../../test/support/known-details.ts';
import { answer, json } from '../../../test/support/virtual-github.ts';
import type { FetchRequest } from '../../ports/fetch.ts';
import type { OpenRun, Sighting } from '../../ports/target.ts';

const isList = ({ url }: FetchRequest) => new URL(url).pathname.endsWith('/runs');
const brief = (sightings: readonly Sighting[]) =>
  sightings.map((one) =>
    one.kind === 'vanished'
      ? `${one.runId.slice(-2)} vanished`
      : `${one.observation.runId.slice(-2)} ${one.kind === 'stray' ? 'stray' : one.observation.status}`,
  );

async function started(setup: ReturnType<typeof githubSetup>, n: number): Promise<OpenRun[]> {
  await setup.prepare();
  const open: OpenRun[] = [];
  for (let slot = 0; slot < n; slot++) {
    const said = await setup.dispatch(slot);
    if (said.kind !== 'acked') throw new Error(said.why);
    open.push(openRun(said.runId, slot, setup.clock.now()));
  }
  setup.github.requests.length = 0;
  return open;
}
const later = (setup: ReturnType<typeof githubSetup>, ms: number) => setup.run(setup.clock.sleepUntil(setup.clock.now() + ms));

describe('observe', () => {
  it('watches a hundred runs with one request, and unchanged ones for free', async () => {
    const setup = githubSetup({ executionMs: 600_000 });
    const open = await started(setup, 60);
    await later(setup, 10_000);
    expect(await setup.look(open)).toHaveLength(60);
    expect(await setup.look(open)).toEqual([]);
    expect(setup.github.requests).toEqual(
      Array(2).fill(expect.stringContaining('/runs?event=workflow_dispatch&exclude_pull_requests=true&per_page=100&page=1')),
    );
    expect(setup.target.usage()).toMatchObject({ notModified: 1 });
  });

  it('ends the session when the token dies, and does not go on blind (row 24)', async () => {
    const setup = githubSetup({ meddle: (request) => (isList(request) ? json(401, { message: 'Bad credentials' }) : undefined) });
    const open = await started(setup, 1);
    await expect(setup.look(open)).rejects.toThrow(
      "GitHub refused the token (401 Bad credentials): can't list the runs of simple.yml in acme/widgets",
    );
  });

  it('reads only as deep as the oldest open run', async () => {
    const setup = githubSetup();
    const open = await started(setup, 150);
    await setup.look(open.slice(-3));
    expect(setup.github.requests).toHaveLength(1);
    await setup.look(open);
    expect(setup.github.requests).toHaveLength(3);
  });

  it('tells each state once, and never takes an end back (row 42)', async () => {
    let frozen: ReturnType<typeof json> | undefined;
    const setup = githubSetup({
      meddle: (request, next) => {
        if (!isList(request)) return undefined;
        const now = next();
        frozen ??= now;
        return stale ? frozen : now;
      },
    });
    let stale = false;
    const open = await started(setup, 1);
    expect(brief(await setup.look(open))).toEqual(['01 queued']);
    await later(setup, 5_000);
    expect(brief(await setup.look(open))).toEqual(['01 in_progress']);
    await later(setup, 60_000);
    expect(brief(await setup.look(open))).toEqual(['01 completed']);
    stale = true;
    expect(brief(await setup.look(open))).toEqual([]);
  });

  it('asks for a run by its id when it is missing from the list twice (lists lag)', async () => {
    const setup = githubSetup();
    const open = await started(setup, 1);
    const [run] = setup.github.runs;
    if (run !== undefined) run.listedAt = setup.clock.now() + 3_600_000;
    expect(await setup.look(open)).toEqual([]);
    expect(brief(await setup.look(open))).toEqual(['01 queued']);
    expect(setup.github.requests.map((line) => line.replace(/\?.*/, ''))).toEqual([
      'GET /repos/acme/widgets/actions/workflows/simple.yml/runs',
      'GET /repos/acme/widgets/actions/workflows/simple.yml/runs',
      'GET /repos/acme/widgets/actions/runs/10000000001',
    ]);
  });

  it('says vanished only after a minute of 404 (rows 19, 53)', async () => {
    const setup = githubSetup();
    const open = await started(setup, 1);
    const [run] = setup.github.runs;
    if (run !== undefined) run.deleted = true;
    const seen: string[][] = [];
    for (let look = 0; look < 8; look++) {
      seen.push(brief(await setup.look(open)));
      await later(setup, 15_000);
    }
    expect(seen).toEqual([[], [], [], [], [], [], ['01 vanished'], ['01 vanished']]);
  });

  it('asks the run itself for the conclusion that the list lacks, and waits for it, but not for ever (row 48)', async () => {
    let everywhere = false;
    const setup = githubSetup({
      meddle: (request, next) => {
        if (!isList(request) && !(everywhere && /\/runs\/\d+\?/.test(request.url))) return undefined;
        const body = new TextDecoder().decode(next().body).replaceAll('"conclusion":"success"', '"conclusion":null');
        return json(200, JSON.parse(body));
      },
    });
    const open = await started(setup, 2);
    await later(setup, 60_000);
    expect(brief(await setup.look(open.slice(0, 1)))).toContain('01 completed');
    everywhere = true;
    const seen = [];
    for (let look = 0; look < 3; look++) seen.push(brief(await setup.look(open.slice(1))));
    expect(seen).toEqual([[], [], ['02 completed']]);
  });

  it('goes on after a list that could not be read, and says so', async () => {
    let down = false;
    const setup = githubSetup({ meddle: (request) => (down && isList(request) ? answer(502) : undefined) });
    const open = await started(setup, 1);
    down = true;
    expect(await setup.look(open)).toEqual([]);
    expect(setup.warnings).toEqual(["can't list the runs of simple.yml in acme/widgets: GitHub answered 502"]);
    down = false;
    expect(brief(await setup.look(open))).toHaveLength(1);
  });

  it('keeps ids beyond 2^53 exact (row 59)', async () => {
    const big = '9223372036854775807';
    const setup = githubSetup({
      meddle: (_, next) => {
        const response = next();
        const text = new TextDecoder().decode(response.body).replaceAll('10000000001', big);
        return { ...response, body: new TextEncoder().encode(text) };
      },
    });
    await setup.prepare();
    const said = await setup.dispatch(0);
    expect(said).toMatchObject({ kind: 'acked', runId: big });
    expect(await setup.look([openRun(big, 0, setup.clock.now())])).toMatchObject([{ observation: { runId: big } }]);
  });
});

describe('details', () => {
  it('costs one request, and waits for jobs that lag behind their run', async () => {
    let reads = 0;
    const setup = githubSetup({
      meddle: (request, next) => {
        if (!request.url.includes('/jobs')) return undefined;
        reads += 1;
        const body = JSON.parse(new TextDecoder().decode(next().body)) as { jobs: { status: string }[] };
        if (reads === 2 && body.jobs[0] !== undefined) body.jobs[0].status = 'in_progress';
        return json(200, body);
      },
    });
    const [first, second] = await started(setup, 2);
    if (first === undefined || second === undefined) throw new Error('no runs');
    await later(setup, 60_000);
    await setup.look([first, second]);
    const details = await setup.run(setup.target.details(first, never));
    expect(reads).toBe(1);
    expect(details).toMatchObject({
      run: { status: 'completed' },
      jobs: [{ id: '100000000010', runner: { id: '7', name: 'runner-7' }, labels: ['ubuntu-latest'] }],
    });
    expect(await setup.run(setup.target.details(second, never))).toMatchObject({ jobs: [{ status: 'completed' }] });
    expect(reads).toBe(3);
  });

  it('reads every page, and all attempts of a run that was run again', async () => {
    const job = (n: number) => ({ id: n, name: `j${n}`, status: 'completed', conclusion: 'success', run_attempt: n % 2 ? 1 : 2 });
    const all = Array.from({ length: 256 }, (_, n) => job(n + 1));
    const setup = githubSetup({
      meddle: (request) => {
        const url = new URL(request.url);
        if (!url.pathname.endsWith('/jobs')) return undefined;
        const page = Number(url.searchParams.get('page'));
        return json(200, { total_count: 256, jobs: all.slice((page - 1) * 100, page * 100) });
      },
    });
    const open = await started(setup, 1);
    for (const run of setup.github.runs) run.attempt = 2;
    await later(setup, 60_000);
    await setup.look(open);
    const details = await setup.run(setup.target.details(open[0] as OpenRun, never));
    expect(knownDetails(details).jobs).toHaveLength(256);
    expect(new Set(knownDetails(details).jobs.map(({ attempt }) => attempt))).toEqual(new Set([1, 2]));
    expect(setup.github.requests.filter((line) => line.includes('filter=all'))).toHaveLength(3);
  });
});

describe('find', () => {
  const query = (setup: ReturnType<typeof githubSetup>, n: number) => ({ key: keyOf(n), sinceAt: setup.clock.now(), scenario: 0, unitIndex: 0 });

  it('reads the list to its end, twice, the second time for free', async () => {
    const setup = githubSetup({ executionMs: 3_600_000 });
    await started(setup, 3);
    expect(await setup.run(setup.target.find(query(setup, 9), never))).toEqual({ kind: 'absent' });
    expect(setup.github.requests.map(decodeURIComponent)).toEqual(Array(2).fill(expect.stringContaining('&created=>=2026-01-05T07:58:01Z')));
    expect(setup.target.usage().notModified).toBe(1);
  });

  it('finds every run of a dispatch that was delivered twice', async () => {
    const setup = githubSetup();
    await started(setup, 2);
    setup.github.runs.push({ ...(setup.github.runs[1] as (typeof setup.github.runs)[0]), id: 10_000_000_099 });
    expect(await setup.run(setup.target.find(query(setup, 1), never))).toMatchObject({
      kind: 'found',
      runs: [{ runId: '10000000099' }, { runId: '10000000002' }],
    });
  });

  it('cuts the window beyond 1,000 results (row 40)', async () => {
    const setup = githubSetup();
    const open = await started(setup, 1);
    const [first] = setup.github.runs;
    if (first === undefined) throw new Error('no run');
    for (let n = 1; n <= 2_500; n++) setup.github.runs.push({ ...first, id: first.id + n, title: 'foreign', createdAt: first.createdAt + n * 10 });
    const since = { ...query(setup, 0), sinceAt: first.createdAt };
    await later(setup, 60_000);
    expect(await setup.run(setup.target.find(since, never))).toMatchObject({ kind: 'found', runs: [{ runId: open[0]?.runId }] });
  });

  it('reads again while the list moves, and gives up when it never rests (row 41)', async () => {
    let reads = 0;
    const setup = githubSetup({
      meddle: (request, next) => {
        if (!isList(request)) return undefined;
        reads += 1;
        const body = JSON.parse(new TextDecoder().decode(next().body)) as { workflow_runs: unknown[] };
        // A run falls between two pages: it is there in every second reading only.
        if (reads % 2 === 1) body.workflow_runs.shift();
        return json(200, body);
      },
    });
    await started(setup, 3);
    // The run that comes and goes is no new one.
    for (const run of setup.github.runs) Object.assign(run, { id: 20_000_000_000 - run.id });
    expect(await setup.run(setup.target.find(query(setup, 0), never))).toEqual({
      kind: 'unclear',
      why: 'the list of runs kept changing while it was read',
    });
  });

  it('knows nothing when the list can’t be read', async () => {
    let down = false;
    const setup = githubSetup({ meddle: (request) => (down && isList(request) ? answer(502) : undefined) });
    await started(setup, 1);
    down = true;
    expect(await setup.run(setup.target.find(query(setup, 0), never))).toEqual({
      kind: 'unclear',
      why: "can't list the runs of simple.yml in acme/widgets: GitHub answered 502",
    });
  });

  it('without a key takes the only run that can be it, and none of two', async () => {
    const workflow = 'name: simple\non: workflow_dispatch\njobs: { work: { steps: [] } }';
    let lose = 0;
    const setup = githubSetup({
      workflow,
      meddle: (request, next) => {
        if (request.method !== 'POST' || lose-- <= 0) return undefined;
        next();
        return answer(502);
      },
    });
    await started(setup, 2);
    await later(setup, 60_000);
    const asked = query(setup, 2);
    lose = 2;
    expect(await setup.dispatch(2)).toMatchObject({ kind: 'unknown' });
    expect(await setup.run(setup.target.find(asked, never))).toMatchObject({ kind: 'found', runs: [{ runId: '10000000003' }] });
    await later(setup, 60_000);
    const again = query(setup, 3);
    expect(await setup.dispatch(3)).toMatchObject({ kind: 'unknown' });
    setup.github.runs.push({ ...(setup.github.runs[3] as (typeof setup.github.runs)[0]), id: 10_000_000_077 });
    expect(await setup.run(setup.target.find(again, never))).toEqual({
      kind: 'unclear',
      why: '2 runs may be it, and simple.yml does not show the key of its dispatch',
    });
  });
});

describe('cancel', () => {
  const place = { scenario: 0, unitIndex: 0 };

  it('tells what each answer means (row 12), and repeats what does no harm', async () => {
    const answers = [
      answer(502),
      answer(202),
      json(409, { message: 'Cannot cancel a workflow run that is completed.' }),
      json(404, { message: 'Not Found' }),
      json(403, { message: 'Resource not accessible by integration' }),
    ];
    const setup = githubSetup({ meddle: (request) => (request.url.endsWith('cancel') ? answers.shift() : undefined) });
    await started(setup, 1);
    const cancel = (runId: string, force = false) => setup.run(setup.target.cancel({ runId, ...place, force }, never));
    expect(await cancel('10000000001')).toEqual({ kind: 'accepted' });
    expect(await cancel('10000000001', true)).toEqual({ kind: 'already_ended' });
    expect(await cancel('10000000001')).toEqual({ kind: 'already_ended' });
    expect(await cancel('10000000001')).toMatchObject({ kind: 'failed', why: expect.stringContaining('the token may not cancel run 10000000001') });
    expect(setup.github.requests.map((line) => line.replace(/.*runs/, ''))).toEqual([
      '/10000000001/cancel',
      '/10000000001/cancel',
      '/10000000001/force-cancel',
      '/10000000001/cancel',
      '/10000000001/cancel',
    ]);
  });

  it('goes before everything else that waits', async () => {
    const setup = githubSetup();
    await started(setup, 3);
    const unit = { workflow: 'simple.yml', inputs: {} };
    const dispatches = [10, 11].map((n) =>
      setup.target.dispatch({ slot: `0-${n}`, key: keyOf(n), unit, ...place, beforeSend: async () => {} }, never),
    );
    const cancel = setup.target.cancel({ runId: '10000000001', ...place, force: false }, never);
    await setup.run(Promise.all([...dispatches, cancel]));
    expect(setup.github.requests.map((line) => line.replace(/.*\//, ''))).toEqual(['cancel', 'dispatches', 'dispatches']);
  });

  it.each([
    ['https://api.github.com', 'gh run cancel 5 -R acme/widgets'],
    ['https://ghe.example:8443/api/v3', 'GH_HOST=ghe.example:8443 gh run cancel 5 -R acme/widgets'],
    ['https://api.acme.ghe.com', 'GH_HOST=acme.ghe.com gh run cancel 5 -R acme/widgets'],
  ])('%s: %s', async (apiUrl, command) => {
    const path = new URL(apiUrl).pathname.replace(/\/$/, '');
    const setup = githubSetup(
      {
        meddle: (request, next) => {
          (request as { url: string }).url = request.url.replace(path, '');
          return next();
        },
      },
      { apiUrl },
    );
    await setup.prepare();
    expect(setup.target.cancelCommand({ runId: '5', ...place })).toBe(command);
  });
});
