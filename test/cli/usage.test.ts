import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/app/system-clock.ts';
import { createSimulator, type Simulator } from '../../src/simulator/create-simulator.ts';
import { quickPlan, runCli, workFolder } from '../support/cli.ts';

const folder = workFolder({
  'broken.yml': 'version: 1\nname: "x\ntarget: github\n  bad: [\n',
  'typo.yml': quickPlan('tresholds: { failed: [rate<0.1] }\n'),
  'loads.yml': quickPlan(
    `  fast: { test: load, rate: 120/min, duration: 10m }
  back: { test: load, stages: [{ duration: 10m, target: 30/min }, { duration: -5m, target: 0 }] }
  capped: { test: stress, initial: 30/min, max-rate: 20/min }
  goal: { test: stress, slo: { queue_tme: p(90)<60s } }
  a: { test: performance, after: b }
  b: { test: performance, after: a }
`,
  ),
  'replay.yml': quickPlan('  again: { test: load, trace: trace.csv }\n'),
  'trace.csv': 'created_at\n2026-11-21T03:33:25Z\n2026-11-21T03:34:25Z\n',
  'negative.yml': quickPlan('  steady: { test: load, rate: 10/min, duration: -5m }\n'),
  'good.yml': quickPlan(),
  'secret.yml': quickPlan().replace('seconds: 5', `seconds: 5, token: ghp_${'a'.repeat(36)}`),
});
afterAll(() => folder[Symbol.dispose]());
const cli = (...args: string[]) => runCli(args, { cwd: folder.path });

describe.concurrent('what is wrong is said, with exit code 2, and nothing is begun', () => {
  it.each<[what: string, args: string[], says: RegExp]>([
    ['missing plan', ['run', 'nope.yml'], /there is no plan nope\.yml[\s\S]*runner-harness init/],
    ['a folder as plan', ['run', '.'], /is a folder/],
    ['YAML error', ['run', 'broken.yml'], /^broken\.yml:\d+:\d+: .*\n {2}\d+ \| .*\n +\| *\^/m],
    ['unknown key', ['run', 'typo.yml'], /typo\.yml:8:1: tresholds: .*did you mean "thresholds"/],
    ['negative duration', ['run', 'negative.yml'], /negative\.yml:8:\d+: scenarios\.steady\.duration: .*-5m/],
    ['a token in the plan', ['run', 'secret.yml'], /credential/],
    ['nothing to run', ['run'], /neither a plan file nor a --test nor a --workflow/],
    ['no token', ['run', '--workflow', 'simple.yml', '--repository', 'acme/widgets'], /no token: neither GITHUB_TOKEN nor GH_TOKEN is set/],
    ['unknown command', ['rnu'], /Did you mean run\?/],
    ['a plan without its verb', ['good.yml'], /Did you mean runner-harness run good\.yml\?/],
    ['unknown option', ['run', '--worklfow', 'x'], /Did you mean --workflow\?/],
    ['unknown test', ['run', '--test', 'perfomance', '--target', 'simulated'], /--test: .*did you mean "performance"/],
    [
      'a spike without a peak',
      ['run', '--test', 'spike', '--rate', '5/min', '--duration', '15m'],
      /--peak: is missing[\s\S]*--peak-duration: is missing/,
    ],
    ['a real suite in short', ['run', '--test', 'suite', '--scale', '0.01'], /--scale: is for the simulated target/],
    ['a load option beside a plan', ['run', 'good.yml', '--peak-duration', '3m'], /--set scenarios\.NAME\.peak-duration=/],
    ['a file as a number', ['run', '--workflows', 'ci.yml', '--test', 'performance'], /--workflows is a number of runs[\s\S]*--workflow ci\.yml/],
    ['two names of one thing', ['run', '--test', 'load', '--wpm', '3', '--rate', '3/min'], /--rate and --wpm say the same/],
    ['options that the plan has', ['run', 'good.yml', '--runs', '3'], /--set scenarios\.NAME\.runs=/],
    ['unknown scenario', ['run', 'good.yml', '--scenarios', 'clam'], /no scenario "clam", did you mean "calm"/],
    ['--set of an unknown key', ['run', 'good.yml', '--set', 'scenarios.calm.rnus=3'], /did you mean "runs"/],
    ['unknown outcome', ['run', 'good.yml', '--fail-on', 'breachd'], /--fail-on: got "breachd"/],
    ['unknown report', ['run', 'good.yml', '--report', 'jsn'], /unknown report format "jsn", did you mean "json"/],
    ['too fast', ['run', 'good.yml', '--speed', '21'], /--speed 21: expected a number from 1 to 20/],
    ['a margin without a baseline', ['run', '--test', 'simple', '--regression-threshold', '5%'], /needs a --baseline/],
    ['a baseline that only the Action has', ['run', 'good.yml', '--baseline', 'artifact:x'], /artifact:x can be had in the Action only/],
    ['a rule that is none', ['gate', 'good.yml', '--baseline', 'file:x.json', '--rule', 'margin=5%,margin=6%'], /--rule .*each key once/],
    [
      'rules with all their problems',
      ['gate', 'good.yml', '--baseline', 'file:x.json', '--rule', 'metric=x', '--rule', 'margni=5%'],
      /--rule margni=5%: unknown key "margni": did you mean "margin"\?\n--rule metric=x: says nothing: give it a margin/,
    ],
    ['a bad limit', ['run', 'good.yml', '--thresholds', 'queue_tme: max<1s'], /did you mean "queue_time"/],
    ['unknown session', ['report', 'feedbeef'], /there is no session "feedbeef"/],
    ['unknown template', ['init', '--templates', 'simpel'], /did you mean "simple"/],
  ])('%s', async (_, args, says) => {
    const { code, stdout, stderr } = await cli(...args);
    expect(stderr).toMatch(says);
    expect(stdout).toBe('');
    expect(code).toBe(2);
    expect(existsSync(join(folder.path, 'runner-harness-results'))).toBe(false);
  });
});

describe('what GitHub would refuse is found before anything is sent', () => {
  let github: Simulator;
  const workflows = workFolder();
  beforeAll(async () => {
    mkdirSync(join(workflows.path, 'w'));
    const inputs = 'inputs: { harness_key: { type: string }, stage: { type: string, required: true } }';
    writeFileSync(
      join(workflows.path, 'w', 'deploy.yml'),
      `name: deploy\nrun-name: "deploy \${{ inputs.harness_key }}"\non: { workflow_dispatch: { ${inputs} } }\njobs: { a: { runs-on: x, steps: [{ run: sleep 1 }] } }\n`,
    );
    github = await createSimulator({
      clock: systemClock(),
      workflowsDir: join(workflows.path, 'w'),
      tokens: { good: {}, reader: { access: 'read' } },
    });
  });
  afterAll(async () => {
    await github.close();
    workflows[Symbol.dispose]();
  });
  const run = (token: string, ...args: string[]) =>
    runCli(['run', '--api-url', github.url, '--repository', github.repository, '--runs', '2', ...args], {
      cwd: folder.path,
      env: { GITHUB_TOKEN: token },
    });

  it.each<[what: string, token: string, args: string[], says: RegExp]>([
    ['unknown workflow', 'good', ['--workflow', 'deplyo.yml'], /no workflow deplyo\.yml in octo\/fleet \(404\)[\s\S]*did you mean "deploy\.yml"/],
    ['missing input', 'good', ['--workflow', 'deploy.yml'], /stage/],
    ['undeclared input', 'good', ['--workflow', 'deploy.yml', '--inputs', 'stage=a', '--inputs', 'stge=b'], /stge/],
    ['unknown branch', 'good', ['--workflow', 'deploy.yml', '--ref', 'mian'], /no branch or tag "mian"/],
    ['a SHA as ref', 'good', ['--workflow', 'deploy.yml', '--ref', 'a'.repeat(40)], /SHA|commit/],
    ['a token that is none', 'bad', ['--workflow', 'deploy.yml'], /refused the token \(401/],
    ['no permission', 'reader', ['--workflow', 'deploy.yml', '--inputs', 'stage=a'], /403[\s\S]*actions: write/],
  ])('%s', async (_, token, args, says) => {
    const { code, stderr } = await run(token, ...args);
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('unexpected error');
    expect(code).toBe(2);
    expect(github.requests.filter(({ method, status }) => method === 'POST' && status < 300)).toEqual([]);
    expect(github.truth()).toEqual([]);
  });
});

describe('loads that can never be what they say', () => {
  it.each(['plan', 'validate', 'run'])('%s refuses them all at once, with the arithmetic', async (command) => {
    const { code, stderr } = await cli(command, 'loads.yml');
    expect(code).toBe(2);
    for (const says of [
      /scenarios\.fast\.rate: asks for 120 runs a minute, and one token can send 60: one every 1 s .* 1,200 dispatches take 1,199 s/,
      /scenarios\.back\.stages\.1\.duration: stage 2 would start at 10m and end at 5m/,
      /scenarios\.capped\.max-rate: the search would begin at 30\/min, above its end at 20\/min/,
      /scenarios\.goal\.slo\.queue_tme: unknown metric "queue_tme": did you mean "queue_time"/,
      /scenarios\.a\.after: a waits for b, b waits for a: none of them would ever begin/,
    ]) {
      expect(stderr).toMatch(says);
    }
  });

  it('a trace is read from the folder in which the command runs', async () => {
    const { code, stdout } = await cli('plan', 'replay.yml', '--scenarios', 'again');
    expect([code, stdout]).toEqual([0, expect.stringContaining('trace.csv replayed over 1m: 2 runs')]);
  });
});
