import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { HarnessResult } from '../../src/core/result.ts';
import { quickPlan, runCli, workFolder } from '../support/cli.ts';

const folder = workFolder({
  'plan.yml': quickPlan(),
  'breach.yml': quickPlan('thresholds: { queue_time: [max<1s] }\n'),
  'unsure.yml': quickPlan('thresholds: { queue_time: [p(99)<10m] }\n'),
  'fail.yml': quickPlan().replace('runners: 4', 'runners: 4, failure-rate: 100%'),
  'slow.yml': quickPlan().replace('startup: 2s', 'startup: 60s'),
  'long.yml': quickPlan().replace('seconds: 5', 'seconds: 600'),
});
afterAll(() => folder[Symbol.dispose]());
const cli = (...args: string[]) => runCli(args, { cwd: folder.path });
const resultOf = (text: string): HarnessResult =>
  JSON.parse(readFileSync(join(folder.path, text, readdirSync(join(folder.path, text))[0] ?? '', 'result.json'), 'utf8'));

describe.concurrent('run', () => {
  it('passes: progress on stderr, the report on stdout, every file in the session folder', async () => {
    const { code, stdout, stderr } = await cli('run', 'plan.yml', '--report-dir', 'passes');
    expect(code).toBe(0);
    expect(stderr).toMatch(/Embedded GitHub at http:\/\/127\.0\.0\.1:\d+ .*20 times/);
    expect(stderr).toContain('calm: 4 of 4 runs done');
    expect(stdout).toMatch(/^\nPASSED {2}quick\n/);
    expect(stdout).toMatch(/Results: passes\/[0-9a-f]{16}\n$/);
    expect(resultOf('passes').scenarios[0]?.ledger).toMatchObject({ planned: 4, succeeded: 4 });
  });

  it('--json: events, then the result as the last line, and nothing else on stdout', async () => {
    const { code, stdout } = await cli('run', 'plan.yml', '--json', '--report-dir', 'json');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; seq?: number; result?: HarnessResult; exitCode?: number });
    expect(lines.slice(0, -1).map(({ type, seq }) => [type, seq])).toEqual(lines.slice(0, -1).map((_, i) => ['event', i + 1]));
    expect(lines.at(-1)).toMatchObject({ type: 'result', exitCode: 0, result: { schema: 'runner-harness/result@1', outcome: 'passed' } });
    expect(code).toBe(0);
  });

  it('writes the reports that --report names, and result.json always', async () => {
    await cli('run', 'plan.yml', '--report', 'summary', '--report-dir', 'some', '--session', 'named');
    const [session = ''] = readdirSync(join(folder.path, 'some'));
    expect(readdirSync(join(folder.path, 'some', session)).filter((name) => !name.startsWith('session.db'))).toEqual(['result.json', 'summary.md']);
  });

  it.each<[outcome: string, code: number, args: string[]]>([
    ['breached', 3, ['breach.yml']],
    ['failed', 6, ['fail.yml']],
    ['inconclusive', 0, ['unsure.yml']],
    ['inconclusive', 5, ['unsure.yml', '--fail-on', 'inconclusive']],
    ['breached', 0, ['breach.yml', '--fail-on', 'none']],
  ])('%s ends with %i: %j', async (outcome, code, args) => {
    const end = await cli('run', ...args, '--report-dir', `outcome-${args.join('')}`);
    expect(end.stdout).toContain(outcome.toUpperCase());
    expect(end.code).toBe(code);
    if (code === 0) expect(end.stderr).toContain(`the outcome is ${outcome}, which does not fail`);
  });

  it('regressed ends with 4, and says what in one sentence; gate says the same of the files', async () => {
    await cli('run', 'plan.yml', '--set', 'scenarios.calm.runs=8', '--report-dir', 'base');
    const baseline = `file:base/${readdirSync(join(folder.path, 'base'))[0]}/result.json`;
    const { code, stdout } = await cli('run', 'slow.yml', '--set', 'scenarios.calm.runs=8', '--report-dir', 'slow', '--baseline', baseline);
    expect(stdout).toMatch(/REGRESSED[\s\S]*queue_time: \d+(\.\d)? % slower \(60\.00 s against 2\.00 s\)/);
    expect(code).toBe(4);
    const gate = await cli('gate', `slow/${readdirSync(join(folder.path, 'slow'))[0]}/result.json`, '--baseline', baseline, '--report-dir', 'gate');
    expect(gate.stdout).toMatch(/queue_time: \d+(\.\d)? % slower \(60\.00 s against 2\.00 s\)/);
    expect(gate.code).toBe(4);
  });

  it('a scenario that was left out is not missed by the comparison, and the run is said to be a part; one that was lost is missed', async () => {
    writeFileSync(join(folder.path, 'two.yml'), `${quickPlan()}  spare: { test: performance, runs: 4, concurrency: 4 }\n`);
    await cli('run', 'two.yml', '--report-dir', 'whole');
    const whole = `file:whole/${readdirSync(join(folder.path, 'whole'))[0]}/result.json`;
    const part = await cli('run', 'two.yml', '--scenarios', 'calm', '--report-dir', 'part', '--baseline', whole);
    expect(part.stdout).toMatch(/not compared, because left out of this run: spare/);
    expect([part.code, resultOf('part').session.leftOut, resultOf('part').gate?.rows.map(({ benchmark }) => benchmark)]).toEqual([
      0,
      ['spare'],
      expect.not.arrayContaining(['spare']),
    ]);
    const gate = (dir: string) => cli('gate', `${dir}/${readdirSync(join(folder.path, dir))[0]}/result.json`, '--baseline', whole);
    expect(await gate('part')).toMatchObject({ code: 0, stdout: expect.stringMatching(/not compared, because left out of this run:\s+spare/) });
    const record = (dir: string) =>
      cli('gate', `${dir}/${readdirSync(join(folder.path, dir))[0]}/result.json`, '--baseline', 'file:kept.json', '--update-baseline');
    expect((await record('whole')).stdout).toContain('recorded as the first baseline');
    expect((await record('part')).stdout.replace(/\s+/g, ' ')).toContain('not recorded: without the scenarios that were left out (spare)');
    await cli('run', 'plan.yml', '--report-dir', 'lost');
    expect(await gate('lost')).toMatchObject({ code: 6, stdout: expect.stringMatching(/spare[\s\S]*missing, the baseline has it/) });
  });

  it('Ctrl-C cancels what it started, writes the results, and ends with 130', async () => {
    const { code, stdout, stderr } = await runCli(['run', 'long.yml', '--report-dir', 'stopped', '--json'], {
      cwd: folder.path,
      interruptAt: /calm: 4 runs/,
    });
    expect(stderr).toContain('Interrupted: nothing more is dispatched');
    expect(code).toBe(130);
    const result = resultOf('stopped');
    expect(result.outcome).toBe('aborted');
    const { ledger, leftRunning } = result.scenarios[0] ?? {};
    expect((ledger?.cancelled ?? 0) + (ledger?.excluded ?? 0)).toBe(ledger?.planned);
    expect(leftRunning).toEqual([]);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ type: 'result', exitCode: 130 });
  });

  it('keeps answers, reports again and reprocesses to the same numbers', async () => {
    await cli('run', 'plan.yml', '--keep-raw', '--report-dir', 'raw', '--session', 'nightly');
    const [session = ''] = readdirSync(join(folder.path, 'raw'));
    expect(existsSync(join(folder.path, 'raw', session, 'raw.ndjson.gz'))).toBe(true);
    const again = await cli('report', 'nightly', '--report-dir', 'raw', '--format', 'json');
    expect(JSON.parse(again.stdout)).toEqual(resultOf('raw'));
    const anew = await cli('reprocess', 'latest', '--report-dir', 'raw');
    expect(anew.stdout).toContain('Every number is the same as in result.json.');
    expect(anew.code).toBe(0);
    expect((await cli('list', 'sessions', '--report-dir', 'raw')).stdout).toMatch(new RegExp(`^${session} .* passed +quick$`, 'm'));
  });

  it('shows names from outside as what they are: text', async () => {
    const place = join(folder.path, 'hostile');
    mkdirSync(join(place, '.github/workflows'), { recursive: true });
    writeFileSync(
      join(place, '.github/workflows/hostile.yml'),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's expressions, not ours
      'name: hostile\nrun-name: "${{ inputs.title }} ${{ inputs.harness_key }}"\non: { workflow_dispatch: { inputs: { harness_key: { type: string }, title: { type: string } } } }\njobs: { a: { runs-on: x, steps: [{ run: sleep 1 }] } }\n',
    );
    writeFileSync(
      join(place, 'plan.yml'),
      `version: 1\nname: "::error::x"\ntarget: { simulated: { workflow: hostile.yml } }\nlimits: { poll: 5s }\nscenarios:\n  a: { test: performance, runs: 2, inputs: { title: "\\e]0;owned\\a::error::y | <b>" } }\n`,
    );
    const { code, stdout, stderr } = await runCli(['run', 'plan.yml'], { cwd: place });
    expect(stderr).not.toMatch(/^error:/m);
    expect(code).toBe(0);
    for (const text of [stdout, stderr]) {
      expect(text).not.toMatch(/[^\P{Cc}\n]/u);
      expect(text).not.toMatch(/^\s*::/m);
    }
    expect(stdout).toContain('<b>');
  });
});

describe.concurrent('what sends nothing', () => {
  it('plan: the schedule, the arithmetic, and with --payloads every dispatch', async () => {
    const { code, stdout } = await cli(
      'plan',
      '--test',
      'load',
      '--workflow',
      'ci.yml',
      '--wpm',
      '10',
      '--duration',
      '2',
      '--payloads',
      '--run-time',
      '1m',
    );
    expect(stdout).toContain('10 runs a minute for 2m: 20 runs of ci.yml, evenly spaced');
    expect(stdout).toContain('--duration 2 is read as 2m (minutes)');
    expect(stdout.match(/POST \/repos\/\{repository\}\/actions\/workflows\/ci\.yml\/dispatches/g)).toHaveLength(20);
    expect(stdout).toMatch(/busiest hour +\d+ of the 800 that a token of 1000 leaves/);
    expect(code).toBe(0);
  });

  it('plan: what a fleet that is described would make of it', async () => {
    const fleet = ['--runners', '4', '--startup', '5s', '--execution', '70s', '--labels', 'ubuntu-latest'];
    const load = ['--test', 'load', '--workflow', 'ci.yml', '--rate', '6/min', '--duration', '5m', '--thresholds', 'queue_time: p(90)<60s'];
    const { code, stdout } = await cli('plan', ...load, ...fleet);
    expect(stdout).toContain('4 runners, ready after 5s, and jobs that take 1m10s');
    expect(stdout).toMatch(/runners +4 busy at once, \d+ jobs waiting at once/);
    expect(stdout).toMatch(/queue_time: p\(90\)<60s holds in 0 of 39 simulated sessions/);
    expect(stdout).toMatch(/60 as billed/);
    expect(stdout).toContain("$0.36 by GitHub's price list of 2026-11");
    expect(code).toBe(0);
    const json = await cli('plan', ...load, ...fleet, '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      fleet: expect.stringContaining('4 runners'),
      cost: { usd: 0.36 },
      whatIf: { sessions: 39, coverage: 0.9, costUsd: { median: 0.36 } },
    });
    for (const wrong of [
      ['--runners', 'many'],
      ['--execution', 'long'],
      ['--execution-cv', '0.5'],
      ['--from-history', 'gone.json'],
    ])
      expect(await cli('plan', '--workflow', 'ci.yml', ...wrong)).toMatchObject({ code: 2, stderr: expect.stringContaining(wrong[0] ?? '') });
  });

  it('validate: every problem of every file', async () => {
    writeFileSync(join(folder.path, 'bad.yml'), quickPlan('tresholds: {}\n').replace('runs: 4', 'runs: many'));
    const { code, stdout, stderr } = await cli('validate', 'plan.yml', 'bad.yml', 'gone.yml');
    expect(stdout).toContain('plan.yml: "quick" is valid: 1 scenario');
    expect(stderr).toMatch(/bad\.yml:7:\d+: scenarios\.calm\.runs[\s\S]*bad\.yml:8:1: tresholds[\s\S]*no plan gone\.yml[\s\S]*3 problems/);
    expect(code).toBe(2);
  });

  it('doctor: a line each, and exit code 2 when something must be mended', async () => {
    const good = await cli('doctor', 'plan.yml');
    expect(good.stdout).toMatch(/✓ simple\.yml in octo\/fleet: found[\s\S]*Ready/);
    expect(good.code).toBe(0);
    const bad = await cli('doctor', '--workflow', 'simple.yml', '--repository', 'acme/widgets');
    expect(bad.stdout).toMatch(/✗ no token[\s\S]*must be mended/);
    expect(bad.code).toBe(2);
  });

  it('init: writes what a first test needs, overwrites nothing, and the plan is valid', async () => {
    const place = join(folder.path, 'init');
    mkdirSync(place);
    const first = await runCli(['init'], { cwd: place });
    expect(first.stdout).toContain('+ .github/workflows/simple.yml');
    writeFileSync(join(place, 'runner-harness.yml'), 'mine\n');
    expect((await runCli(['init'], { cwd: place })).stdout).toContain('! runner-harness.yml (yours differs: kept)');
    expect(readFileSync(join(place, 'runner-harness.yml'), 'utf8')).toBe('mine\n');
    await runCli(['init', '--force'], { cwd: place });
    expect((await runCli(['validate', 'runner-harness.yml'], { cwd: place })).code).toBe(0);
  });

  it('list tests and --list-tests', async () => {
    const { stdout } = await cli('list', 'tests');
    expect(stdout).toMatch(/performance .*\n[\s\S]*load[\s\S]*simple/);
    expect((await cli('--list-tests')).stdout).toBe(stdout);
    expect((await cli('run', '--list-tests')).stdout).toBe(stdout);
  });

  it('simulator: says where it is, and serves until it is interrupted', async () => {
    const { code, stdout } = await runCli(['simulator', '--speed', '5'], { cwd: folder.path, interruptAt: /Ctrl-C ends it/ });
    expect(stdout).toMatch(/Embedded GitHub \(github\) at http:\/\/127\.0\.0\.1:\d+, its time runs 5 times/);
    expect(code).toBe(0);
  });
});
