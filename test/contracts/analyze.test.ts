import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/core/analyze/analysis.ts';
import { analyzeRuns } from '../../src/core/analyze/analyze-runs.ts';
import type { WhatIf } from '../../src/core/cost/what-if.ts';
import { quantile } from '../../src/core/stats/quantile.ts';
import { sortSamples } from '../../src/core/stats/sorted-samples.ts';
import { createSimulator } from '../../src/simulator/create-simulator.ts';
import { createEmbeddedFetch, EMBEDDED_API_URL } from '../../src/simulator/embedded-fetch.ts';
import type { TrueRun } from '../../src/simulator/truth.ts';
import { type HistoryOptions, readHistory } from '../../src/targets/github-history/read-history.ts';
import { BUSY_FLEET, BUSY_WORKFLOWS, HISTORY_STARTS, HOUR_MS, handClock, makeHistory, SECOND_MS } from '../support/busy-github.ts';
import { runCli, workFolder } from '../support/cli.ts';

const RUNS = 2_200;

function busyGitHub(runs: number, everyMs: number) {
  const clock = handClock(HISTORY_STARTS);
  const { github, fetch } = createEmbeddedFetch({ clock, workflows: BUSY_WORKFLOWS, fleet: BUSY_FLEET, limits: 'off' });
  makeHistory(github, clock, runs, everyMs);
  clock.advance(2 * HOUR_MS);
  const ask = async (more: Partial<HistoryOptions> = {}) => {
    const before = github.requests.length;
    const reading = await readHistory({
      fetch,
      clock,
      token: () => 'token',
      apiUrl: EMBEDDED_API_URL,
      repository: 'octo/fleet',
      sinceMs: 20 * 24 * HOUR_MS,
      seed: 1,
      ...more,
    });
    return { analysis: analyzeRuns(reading), reading, sent: github.requests.slice(before) };
  };
  return { github, clock, ask };
}

/** Every job that really had a runner, once, from the simulator's own books: whole seconds, as its stamps are. */
function trueJobs(runs: readonly TrueRun[]): readonly { workflow: string; name: string; queue: number; execution?: number }[] {
  const second = (at: number): number => Math.floor(at / SECOND_MS);
  return runs.flatMap((run) =>
    run.jobs.flatMap(({ name, carriedOver, queuedAt, startedAt, completedAt, conclusion }) =>
      carriedOver || queuedAt === undefined || startedAt === undefined || completedAt === undefined
        ? []
        : [
            {
              name,
              workflow: run.workflow,
              queue: second(startedAt) - second(queuedAt),
              ...(conclusion === 'success' || conclusion === 'failure' ? { execution: second(completedAt) - second(startedAt) } : {}),
            },
          ],
    ),
  );
}

function percentiles(values: readonly number[]): Readonly<Record<string, number>> {
  const sorted = sortSamples(values);
  if (sorted === undefined) throw new Error('no value');
  return Object.fromEntries([50, 75, 90, 95, 99].map((p) => [p, quantile(sorted, p / 100)]));
}

describe('a history of 2,200 runs', () => {
  const { github, ask } = busyGitHub(RUNS, 100_000);
  const whole = ask();

  it('is read to its end, past the 1,000 results of a query, and with nothing but reads', async () => {
    const { analysis, sent } = await whole;
    expect(analysis).toMatchObject({ complete: true, runs: { listed: RUNS, read: RUNS }, notes: [] });
    expect(sent.map(({ method }) => method).filter((method) => method !== 'GET')).toEqual([]);
    expect(analysis.requests).toBe(sent.length);
    expect(analysis.arrivals.hours.reduce((sum, hour) => sum + hour.runs, 0)).toBe(RUNS);
    expect(analysis.arrivals.byHourOfDay.reduce((sum, runs) => sum + runs, 0)).toBe(RUNS);
  });

  it('has the percentiles of what really happened, by workflow and by job', async () => {
    const { analysis, reading } = await whole;
    // A run that was run again shows its earlier attempt too; the simulator's books have the latest one, so those runs are left out here.
    const single = github.truth().filter(({ attempt }) => attempt === 1);
    expect(single.length).toBeLessThan(RUNS);
    const ids = new Set(single.map(({ id }) => String(id)));
    const first = analyzeRuns({ ...reading, runs: reading.runs.filter(({ runId }) => ids.has(runId)) });
    const ofSingle = trueJobs(single);
    const executions = (jobs: typeof ofSingle) => jobs.flatMap(({ execution }) => execution ?? []);
    expect(first.jobs.ran).toBe(ofSingle.length);
    expect(first.execution_time.percentiles).toEqual(percentiles(executions(ofSingle)));
    for (const group of first.byWorkflow)
      expect(group.execution_time.percentiles).toEqual(percentiles(executions(ofSingle.filter(({ workflow }) => workflow === group.name))));
    for (const group of first.byJob) {
      const own = ofSingle.filter(({ workflow, name }) => `${workflow} / ${name}` === group.name);
      if (own.length === 0) continue;
      // Jobs that were cancelled while they waited are censored values beside these.
      if (group.queue_time.censored === 0) expect(group.queue_time.percentiles).toEqual(percentiles(own.map(({ queue }) => queue)));
      expect(group.execution_time.n).toBe(executions(own).length);
    }
    // With the re-runs: more executions, and those that were carried over are none.
    expect(analysis.jobs.ran).toBeGreaterThan(first.jobs.ran);
    expect(analysis.jobs.carriedOver).toBeGreaterThan(20);
    expect(analysis.queue_time.anomalous).toBe(0);
    expect(analysis.concurrency.most).toBe(6);
  });

  it('reads a random part where the requests do not suffice, says so, and never sends more', async () => {
    const { analysis, sent } = await ask({ maxRequests: 200 });
    expect(sent.length).toBeLessThanOrEqual(200);
    expect(analysis.runs.listed).toBe(RUNS);
    expect(analysis.runs.read).toBeGreaterThan(120);
    expect(analysis.notes.join()).toMatch(/^the jobs of \d+ of 2200 runs were read \(\d+ %\), drawn at random: --max-requests 200 allows no more/);
    const { cost } = (await whole).analysis;
    expect((analysis.scaled?.billedMinutes ?? 0) / cost.billedMinutes).toBeGreaterThan(0.85);
    expect((analysis.scaled?.billedMinutes ?? 0) / cost.billedMinutes).toBeLessThan(1.15);
    // So many workers at once never overdraw a budget of a few requests either.
    for (const maxRequests of [1, 2, 30]) expect((await ask({ maxRequests })).sent.length).toBeLessThanOrEqual(maxRequests);
    expect((await ask({ maxRequests: 5 })).analysis).toMatchObject({ complete: false, runs: { listed: 400 } });
  });
});

it('leaves a share of the hour to others, and reads a part instead of waiting', async () => {
  const clock = handClock(HISTORY_STARTS);
  const { github, fetch } = createEmbeddedFetch({ clock, workflows: BUSY_WORKFLOWS, fleet: BUSY_FLEET, limits: { primaryPerHour: 100 } });
  makeHistory(github, clock, 90, 60_000);
  clock.advance(2 * HOUR_MS);
  const before = github.requests.length;
  const options = { fetch, clock, token: () => 'mine', apiUrl: EMBEDDED_API_URL, repository: 'octo/fleet', sinceMs: 48 * HOUR_MS, seed: 1 };
  const reading = await readHistory(options);
  expect(github.requests.length - before).toBe(80);
  expect(reading.jobs.size).toBe(78);
  expect(reading.notes.join()).toContain("the token's hour allows no more");
});

describe('the command', () => {
  it('measures a repository over HTTP, and what strangers wrote is inert', async () => {
    const clock = handClock(HISTORY_STARTS);
    await using folder = {
      ...workFolder(Object.fromEntries(BUSY_WORKFLOWS.map(({ file, text }) => [file, text]))),
      [Symbol.asyncDispose]: async () => {},
    };
    const github = await createSimulator({ clock, workflowsDir: folder.path, fleet: BUSY_FLEET, limits: 'off' });
    try {
      const url = `${github.url}/repos/octo/fleet/actions/workflows`;
      for (let n = 0; n < 300; n++) {
        clock.advance(45_000);
        const workflow = n % 5 === 0 ? 'nightly.yml' : 'ci.yml';
        await fetch(`${url}/${workflow}/dispatches`, { method: 'POST', headers: { authorization: 'token p' }, body: '{"ref":"main"}' });
      }
      clock.advance(HOUR_MS);
      const sent = github.requests.length;
      const run = await runCli(['analyze', '--repo', 'octo/fleet', '--since', '2d', '--api-url', github.url, '--report-dir', 'out', '--seed', '1'], {
        env: { GITHUB_TOKEN: 'token' },
        cwd: folder.path,
      });
      expect(run.stderr).not.toContain('error');
      expect(run.code).toBe(0);
      expect(github.requests.slice(sent).every(({ method }) => method === 'GET')).toBe(true);
      const analysis = JSON.parse(readFileSync(join(folder.path, 'out', 'analysis.json'), 'utf8')) as Analysis;
      expect(analysis).toMatchObject({ schema: 'runner-harness/analysis@1', complete: true, runs: { listed: 300, read: 300 } });
      expect(run.stdout).toContain('300: ');
      const markdown = readFileSync(join(folder.path, 'out', 'analysis.md'), 'utf8');
      for (const text of [run.stdout, markdown]) {
        expect(text).not.toContain('\u001b[31m');
        expect(text).not.toMatch(/^\s*::error/m);
      }
      expect(markdown).not.toContain('<script>');
      expect(readFileSync(join(folder.path, 'out', 'arrivals.csv'), 'utf8').split('\r\n')).toHaveLength(302);
      // The same runs on the same runners: what was measured lies where it is predicted.
      const again = await runCli(['plan', '--from-history', 'out/analysis.json', '--runners', '6', '--startup', '7s', '--json'], {
        cwd: folder.path,
      });
      const { runs, whatIf } = JSON.parse(again.stdout) as { runs: number; whatIf: WhatIf };
      expect(runs).toBe(300);
      const [history] = whatIf.scenarios;
      const median = history?.times.execution_time?.p50;
      expect(analysis.execution_time.percentiles[50]).toBeGreaterThanOrEqual(median?.low ?? Number.NaN);
      expect(analysis.execution_time.percentiles[50]).toBeLessThanOrEqual(median?.high ?? Number.NaN);
      expect(Math.abs(whatIf.billedMinutes.median / analysis.cost.billedMinutes - 1)).toBeLessThan(0.08);
    } finally {
      await github.close();
    }
  });

  it('says what is wrong with its options, and who refused it', async () => {
    const env = { GITHUB_TOKEN: 'token' };
    expect(await runCli(['analyze', '--repo', 'octo'], { env })).toMatchObject({ code: 2, stderr: expect.stringContaining('expected OWNER/NAME') });
    expect(await runCli(['analyze', '--repo', 'o/n', '--since', 'ever'], { env })).toMatchObject({ code: 2 });
    const github = await createSimulator({ clock: handClock(HISTORY_STARTS), workflowsDir: 'workflows-under-test' });
    const elsewhere = await runCli(['analyze', '--repo', 'octo/other', '--api-url', github.url], { env });
    await github.close();
    expect(elsewhere).toMatchObject({ code: 2, stderr: expect.stringContaining('read octo/other') });
  });
});
