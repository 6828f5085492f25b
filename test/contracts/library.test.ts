import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scaledClock } from '../../src/cli/scaled-clock.ts';
import {
  createSimulator,
  dispatchBatch,
  PlanRefusedError,
  parsePlan,
  planSession,
  runPlan,
  type Simulator,
  systemClock,
  watchRuns,
  workflowsUnderTest,
} from '../../src/index.ts';
import { workFolder } from '../support/cli.ts';

const clock = scaledClock(systemClock(), 20);
const folder = workFolder();
const limits = { mutationSpacingMs: 340, pollMs: 2_000 };
let github: Simulator;
beforeAll(async () => {
  github = await createSimulator({ clock, workflowsDir: workflowsUnderTest, refs: ['release'] });
});
afterAll(async () => {
  await github.close();
  folder[Symbol.dispose]();
});
const connection = () => ({ apiUrl: github.url, token: 'any', repository: github.repository, clock, reportDir: folder.path });

describe('the library', () => {
  it('dispatches a batch of different workflows, refs and inputs, and answers in its order', async () => {
    const { items, result, exitCode } = await dispatchBatch(
      [
        { workflow: 'simple.yml', inputs: { seconds: 3 } },
        { workflow: 'parallel-jobs.yml', ref: 'release' },
        { workflow: '.github/workflows/simple.yml', inputs: { seconds: '1' } },
      ],
      { ...connection(), limits },
    );
    expect(items.map((run) => [run?.workflow, run?.box])).toEqual([
      ['simple.yml', 'succeeded'],
      ['parallel-jobs.yml', 'succeeded'],
      ['.github/workflows/simple.yml', 'succeeded'],
    ]);
    const truth = new Map(github.truth().map((run) => [String(run.id), run]));
    expect(items.map((run) => truth.get(run?.runId ?? '')?.ref)).toEqual(['main', 'release', 'main']);
    expect(items.map((run) => truth.get(run?.runId ?? '')?.inputs.seconds)).toEqual(['3', expect.anything(), '1']);
    expect({ outcome: result.outcome, exitCode }).toEqual({ outcome: 'passed', exitCode: 0 });
  });

  it('refuses a batch that can not be, before anything is sent', async () => {
    const before = github.truth().length;
    await expect(dispatchBatch([], connection())).rejects.toThrow('the list is empty');
    await expect(dispatchBatch([{ workflow: 'simple.yml' }, { workflow: 'smiple.yml' }], connection())).rejects.toThrow(PlanRefusedError);
    await expect(dispatchBatch([{ workflow: 'simple.yml', ref: 'a'.repeat(40) }], connection())).rejects.toThrow(/commit/);
    expect(github.truth()).toHaveLength(before);
  });

  it('runs a plan, tells every event, and leaves a folder', async () => {
    const read = parsePlan(
      'version: 1\nname: mine\ntarget: { github: { workflow: simple.yml, inputs: { seconds: 2 } } }\nlimits: { poll: 2s }\nscenarios: { a: { test: performance, runs: 3 } }\n',
      { format: 'yaml' },
    );
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const types: string[] = [];
    const { result, runs, folder: place } = await runPlan(read.plan, { ...connection(), onEvent: ({ event }) => types.push(event.type) });
    expect(result.scenarios[0]?.ledger).toMatchObject({ planned: 3, succeeded: 3 });
    expect(runs).toHaveLength(3);
    expect([types[0], types.at(-1)]).toEqual(['session_started', 'session_ended']);
    expect(JSON.parse(readFileSync(join(place, 'result.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(result)));
    // What the dry run foretold is what was sent, but for looks, which depend on when runs end.
    const { requests } = planSession(read.plan, { run: () => ({ runMs: 3_000, jobs: 1, runnerMs: 2_000 }) });
    expect(result.api.requests - requests.total).toBeLessThanOrEqual(4);
    expect(requests.preparation).toBe(
      result.api.requests - 6 - (result.api.byEndpoint['GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs'] ?? 0),
    );
  });

  it('stops a plan by a signal, and ends what it started', async () => {
    const stop = new AbortController();
    const { result, exitCode } = await dispatchBatch(
      Array.from({ length: 4 }, () => ({ workflow: 'simple.yml', inputs: { seconds: 600 } })),
      { ...connection(), limits, signal: stop.signal, onEvent: ({ event }) => event.type === 'acked' && stop.abort() },
    );
    expect(result.outcome).toBe('aborted');
    expect(exitCode).toBe(143);
    expect(result.scenarios[0]?.ledger.succeeded).toBe(0);
    expect(result.scenarios[0]?.leftRunning).toEqual([]);
  });

  it('watches runs that somebody else started', async () => {
    const headers = { authorization: 'token any', 'x-github-api-version': '2026-03-10' };
    const started = await Promise.all(
      [2, 6].map(async (seconds) => {
        const url = `${github.url}/repos/${github.repository}/actions/workflows/simple.yml/dispatches`;
        const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ ref: 'main', inputs: { seconds: String(seconds) } }) });
        return ((await answer.json()) as { workflow_run_id: number }).workflow_run_id;
      }),
    );
    const ended: [string, string | null, number][] = [];
    for await (const change of watchRuns(
      started.map((runId) => ({ runId, workflow: 'simple.yml' })),
      { ...connection(), pollMs: 1_000 },
    )) {
      if (change.kind === 'ended') ended.push([change.run.runId, change.run.conclusion, change.jobs.length]);
    }
    expect(ended.sort()).toEqual(started.map((runId) => [String(runId), 'success', 1]).sort());
  });

  it('holds the workflows that it speaks of', () => {
    expect(existsSync(join(workflowsUnderTest, 'fan-out.yml'))).toBe(true);
  });
});
