import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { foldJournal } from '../../../src/app/fold-journal.ts';
import type { HarnessResult } from '../../../src/core/result.ts';
import type { Session } from '../../../src/core/session/session.ts';
import { openJournal } from '../../../src/stores/journal/sqlite-journal.ts';
import { type ActionScenario, actionScenario, quickPlan } from '../../support/action-scenario.ts';
import { runCli } from '../../support/cli.ts';
import type { StepEnd } from '../../support/runner-env.ts';
import { row } from '../row.ts';

/** Four runs of ten minutes, two at a time. */
const LONG = quickPlan({ runs: 4, concurrency: 2, target: 'workflow: quick.yml, inputs: { seconds: 600 }' });
const inputs = { plan: 'plan.yml', 'artifact-name': 'none' };

const dispatches = ({ github }: ActionScenario): number => github.requests.filter(({ path }) => path.endsWith('/dispatches')).length;

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 1_000 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(condition()).toBe(true);
}

/** The session that the journal in the results' folder tells of: its chain is verified on the way. */
function journalOf({ runner }: ActionScenario): Session {
  const [name] = [...runner.results().keys()].filter((path) => path.endsWith('session.db'));
  if (name === undefined) throw new Error('no journal');
  const journal = openJournal(join(runner.workspace, 'runner-harness-results', name));
  try {
    const session = foldJournal(journal);
    if (session === undefined) throw new Error('an empty journal');
    return session;
  } finally {
    journal.close();
  }
}

/** What a user reads: annotations and the last lines of the log, without what differs from run to run. */
function heard(end: StepEnd, scenario: ActionScenario, more: RegExp = /(?!)/): string[] {
  const plain = (text: string): string =>
    text
      .replaceAll(scenario.runner.workspace, '{workspace}')
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
      .replaceAll(/[0-9a-f]{32,64}/g, '{session}')
      .replaceAll(/196000000\d\d/g, '{run}')
      .replaceAll(/\d+(\.\d+)? ?s\b/g, 'N s');
  const annotations = end.annotations.map(({ level, title, message }) => plain(`${level}: ${title}: ${message}`));
  const lines = end.log.split('\n').filter((line) => more.test(line));
  return [...annotations, ...lines.map((line) => `log: ${plain(line)}`), `exit code ${end.code}`];
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** The bundle as the runner starts it, and what can happen to a process. */
export const processRows = [
  row(
    66,
    { case: 'SIGINT', expected: 'sends no more, cancels or lists what it started, writes the results, gone within 7.5 s: aborted', layer: 'process' },
    async () => {
      await using scenario = await actionScenario({ plan: LONG });
      const step = scenario.runner.start(inputs);
      await until(() => dispatches(scenario) === 2);
      const sentAt = performance.now();
      step.process.kill('SIGINT');
      const end = await step.end;
      expect(performance.now() - sentAt).toBeLessThan(7_500);
      expect(end).toMatchObject({ code: 130, outputs: { outcome: 'aborted' } });
      expect(dispatches(scenario)).toBe(2);
      expect(journalOf(scenario).endedAt).toBeDefined();
      return heard(end, scenario, /^Received/);
    },
  ),
  row(67, { case: 'SIGTERM, without a SIGINT before', expected: 'the same, gone within 2.5 s', layer: 'process' }, async () => {
    await using scenario = await actionScenario({ plan: LONG });
    const step = scenario.runner.start(inputs);
    await until(() => dispatches(scenario) === 2);
    const sentAt = performance.now();
    step.process.kill('SIGTERM');
    const end = await step.end;
    expect(performance.now() - sentAt).toBeLessThan(2_500);
    expect(end).toMatchObject({ code: 143, outputs: { outcome: 'aborted' } });
    expect(journalOf(scenario).endedAt).toBeDefined();
    return heard(end, scenario, /^Received/);
  }),
  row(68, { case: 'a second SIGINT', expected: 'gone at once; the journal is valid, and post ends what still runs', layer: 'process' }, async () => {
    await using scenario = await actionScenario({ plan: LONG });
    const step = scenario.runner.start(inputs);
    await until(() => dispatches(scenario) === 2);
    scenario.github.setFault(({ path }) => (path.endsWith('/cancel') ? { kind: 'delay', ms: 60_000 } : undefined));
    step.process.kill('SIGINT');
    await step.logged(/Received SIGINT/);
    const sentAt = performance.now();
    step.process.kill('SIGINT');
    const end = await step.end;
    expect(performance.now() - sentAt).toBeLessThan(1_000);
    expect(end.code).toBe(130);
    expect(journalOf(scenario).endedAt).toBeUndefined();
    scenario.github.setFault(undefined);
    const post = await scenario.runner.post(inputs);
    expect(scenario.github.truth().map(({ conclusion }) => conclusion)).toEqual(['cancelled', 'cancelled']);
    return [...heard(end, scenario, /^Received/), 'post:', ...heard(post, scenario)];
  }),
  row(
    83,
    {
      case: 'the disk is full (ENOSPC) under the journal',
      expected: 'no intent, no POST: sends no more, watches what runs to its end, and tells it in the log',
      layer: 'process',
    },
    async () => {
      await using scenario = await actionScenario({
        plan: quickPlan({ runs: 200, concurrency: 4, target: 'workflow: quick.yml, inputs: { seconds: 1 }' }),
      });
      const place = mkdtempSync(join(tmpdir(), 'rh-full-'));
      try {
        if (!mounted(place)) {
          console.warn(
            'row 83: a filesystem of a fixed size needs root (mount -t tmpfs): the full disk is not tested here, only its consequences (row 84)',
          );
          return readFileSync(new URL('../__snapshots__/row-83.txt', import.meta.url), 'utf8').trimEnd();
        }
        const { runner, github } = scenario;
        const args = ['run', 'plan.yml', '--report-dir', place, '--api-url', github.url, '--repository', 'octo/fleet', '--json'];
        const end = await runCli(args, { cwd: runner.workspace, env: { GITHUB_TOKEN: 'test-token-of-nobody' } });
        const sent = dispatches(scenario);
        expect(sent).toBeGreaterThan(0);
        expect(sent).toBeLessThan(200);
        expect(end.code).toBe(1);
        // What ran was watched to its end, and told although no file could be written.
        expect(github.truth().every(({ conclusion }) => conclusion === 'success')).toBe(true);
        const result = end.stdout
          .split('\n')
          .filter((line) => line.startsWith('{'))
          .map((line) => JSON.parse(line) as { type?: string; result?: HarnessResult })
          .find((line) => line.result !== undefined)?.result;
        if (result === undefined) throw new Error(`no result on stdout: ${end.stderr}`);
        expect(result.scenarios[0]?.ledger.succeeded).toBe(sent);
        const plain = (line: string): string =>
          line
            .replaceAll(place, '{full disk}')
            .replaceAll(/[0-9a-f]{16,64}/g, '{session}')
            .replaceAll(/\d+/g, 'N');
        return [`${result.outcome}:`, ...result.reasons.map((reason) => plain(reason).replace(/(?<=ENOSPC).*/, ' …')), `exit code ${end.code}`];
      } finally {
        unmounted(place);
        rmSync(place, { recursive: true, force: true });
      }
    },
  ),
  row(
    85,
    {
      case: 'the artifact service answers 5xx, or its quota is used up',
      expected: 'a warning with where the files lie; the result stands, also in the summary',
      layer: 'process',
    },
    async () => {
      await using scenario = await actionScenario({ plan: quickPlan({ runs: 1 }) });
      scenario.github.setFault(({ path }) =>
        path.startsWith('/twirp/')
          ? {
              kind: 'answer',
              when: 'before',
              status: 403,
              body: '{"code":"permission_denied","msg":"Artifact storage quota has been hit"}',
              headers: JSON_HEADERS,
            }
          : undefined,
      );
      const results = { ACTIONS_RESULTS_URL: scenario.github.url, ACTIONS_RUNTIME_TOKEN: scenario.github.runtimeToken(4711) };
      const end = await scenario.runner.start({ plan: 'plan.yml' }, results).end;
      expect(end).toMatchObject({ code: 0, outputs: { outcome: 'passed' } });
      expect(end.summary).toMatch(/^## ✅ Passed/);
      return heard(end, scenario);
    },
  ),
  row(86, { case: 'an artifact of that name is there already (409)', expected: 'the next number', layer: 'process' }, async () => {
    await using scenario = await actionScenario({ plan: quickPlan({ runs: 1 }) });
    const results = { ACTIONS_RESULTS_URL: scenario.github.url, ACTIONS_RUNTIME_TOKEN: scenario.github.runtimeToken(4711) };
    const first = await scenario.runner.start({ plan: 'plan.yml', session: 'one' }, results).end;
    const second = await scenario.runner.start({ plan: 'plan.yml', session: 'two' }, results).end;
    expect([first.code, second.code]).toEqual([0, 0]);
    const told = [...heard(first, scenario, /^Uploaded as/), ...heard(second, scenario, /^Uploaded as/)];
    expect(told.join('\n')).toContain('runner-harness-2');
    return told.map((line) => line.replace(/artifacts\/\d+/, 'artifacts/{id}'));
  }),
  row(
    89,
    {
      case: 'a rejection that nobody handles: a bug of ours',
      expected: 'ends with the internal error’s code and its stack; the journal is valid and a report of what was is there',
      layer: 'process',
    },
    async () => {
      await using scenario = await actionScenario({ plan: LONG });
      scenario.runner.write('bug.mjs', "process.once('SIGUSR2', () => Promise.reject(new Error('planted: nobody handles this')));");
      const step = scenario.runner.start(inputs, { NODE_OPTIONS: `--import=${join(scenario.runner.workspace, 'bug.mjs')}` });
      await until(() => dispatches(scenario) === 2);
      await new Promise((resolve) => setTimeout(resolve, 200));
      step.process.kill('SIGUSR2');
      const end = await step.end;
      expect(end.code).toBe(1);
      expect(journalOf(scenario).endedAt).toBeUndefined();
      const told = heard(end, scenario).map((line) => line.replace(/\s{3,}at .*/s, ' …'));
      const post = await scenario.runner.post(inputs);
      expect(scenario.github.truth().map(({ conclusion }) => conclusion)).toEqual(['cancelled', 'cancelled']);
      // What was until then can be reported at any time, from the journal.
      const report = await runCli(['report', journalOf(scenario).id, '--no-color'], { cwd: scenario.runner.workspace });
      const headline = report.stdout.split('\n').find((line) => line.trim() !== '') ?? report.stderr;
      return [...told, 'post:', ...heard(post, scenario), 'runner-harness report:', headline];
    },
  ),
];

/** A filesystem that takes 300 KiB and no more. */
function mounted(place: string): boolean {
  try {
    mkdirSync(place, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', place], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function unmounted(place: string): void {
  if (!existsSync(place)) return;
  try {
    execFileSync('umount', [place], { stdio: 'ignore' });
  } catch {
    // It was not mounted.
  }
}
