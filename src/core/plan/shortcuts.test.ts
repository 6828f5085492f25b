import { expect, test } from 'vitest';
import { describeScenario } from './describe-scenario.ts';
import { formatProblem } from './problem.ts';
import { asFlag, asInput, planFromShortcuts, type Shortcuts, type Spelling } from './shortcuts.ts';

function seen(given: Shortcuts, spell: Spelling = asFlag): string[] {
  const read = planFromShortcuts(given, spell);
  return read.ok ? [...read.plan.scenarios.map(describeScenario), ...read.notes] : read.problems.map((problem) => formatProblem(problem, ''));
}

test.each<[Shortcuts, ...string[]]>([
  [{ workflow: 'simple.yml' }, '10 runs of simple.yml, 5 at a time'],
  [{ workflow: 'simple.yml', runs: ' 3 ', concurrency: '1' }, '3 runs of simple.yml, one after the other'],
  [{ workflow: 'simple.yml', test: 'load', rate: '10/min', duration: '30m' }, '10 runs a minute for 30m: 300 runs of simple.yml, evenly spaced'],
  [
    { workflow: 'simple.yml', test: 'load', rate: '10/min', duration: '30' },
    '10 runs a minute for 30m: 300 runs of simple.yml, evenly spaced',
    '--duration 30 is read as 30m (minutes)',
  ],
  [{ workflow: '', test: '' }, '--workflow: has no workflow: name it, such as --workflow simple.yml'],
  [{ workflow: 'simple.yml', runs: 'ten' }, '--runs: expected a whole number, got "ten"'],
  [{ workflow: 'simple.yml', runs: '1.5' }, '--runs: expected a whole number, got "1.5"'],
  [{ workflow: 'simple.yml', runs: '0' }, '--runs: expected a whole number from 1 to 100000, got 0'],
  [{ workflow: 'simple.yml', rate: '1/min' }, '--rate: "rate" belongs to "test: load": remove it, or write --test load'],
  [
    { workflow: 'simple.yml', test: 'lod', rate: '1/min' },
    '--test: expected "performance", "load", "stress", "spike", "endurance", "scalability" or "suite", got the text "lod": did you mean "load"?',
  ],
  [
    { workflow: 'simple.yml', test: 'spike', rate: '5/min', peak: '60/min', peakDuration: '2', duration: '15m' },
    '5 runs a minute for 6m30s, 60 for 2m, 5 for 6m30s: 185 runs of simple.yml, evenly spaced',
    '--peak-duration 2 is read as 2m (minutes)',
  ],
  [
    { workflow: 'simple.yml', test: 'spike', rate: '5/min', duration: '15m' },
    '--peak: is missing: expected a rate such as "10/min", "0.5/s", "100/h", "1/day", "500/10s"',
    '--peak-duration: is missing: expected a duration such as "500ms", "30s", "5m", "1h30m", "2d"',
  ],
  [{ workflow: 'simple.yml', test: 'load', bursts: '10,20,10', every: '5m' }, 'bursts of 10, 20, 10, one every 5m: 40 runs of simple.yml'],
  [
    { workflow: 'simple.yml', test: 'stress', maxRate: '60/min', slo: 'queue_time: p(90)<60s' },
    'the most that is kept up with, looked for from 6 runs a minute to 60 runs a minute with runs of simple.yml',
  ],
  [
    { workflow: 'simple.yml', test: 'stress', initial: '5/min', increment: '5/min', until: '15/min', every: '2m' },
    '5 runs a minute, 5 more every 2m, until it is not kept up with: 3 levels, 60 runs of simple.yml at most',
  ],
  [
    { workflow: 'simple.yml', test: 'scalability', over: 'runs_on=pool-4,pool-8', maxRate: '30/min' },
    'the most that is kept up with, looked for from 3 runs a minute to 30 runs a minute with runs of simple.yml, for each of pool-4, pool-8',
  ],
  [
    { workflow: 'fan-out.yml', test: 'load', rate: '1000 jobs/min', duration: '10m', jobsPerRun: '250' },
    '4 runs a minute for 10m: 40 runs of fan-out.yml, evenly spaced, 250 jobs each',
  ],
  [
    { workflow: 'simple.yml', test: 'load', rate: '100/min', duration: '10m' },
    '--rate: asks for 100 runs a minute, and one token can send 60: one every 1 s (limits.mutation-spacing), so that its 1,000 dispatches take 999 s at least: lower the rate to 60/min, or set limits.mutation-spacing to 600ms, or let one dispatch start a matrix of jobs',
  ],
  [
    { workflow: 'simple.yml', test: 'load', rate: '1/min', duration: '10m', scale: '0.5' },
    '--scale: is for the simulated target: a real test that is shorter finds out less: shorten its spans, or try it on the simulated target',
  ],
  [
    { workflow: 'simple.yml', thresholds: 'queue_time: max<5' },
    '--thresholds: expected a duration as limit, such as "500ms", "30s", "5m", "1h30m", "2d", got "5": say the unit: 5s',
  ],
  [{ workflow: 'simple.yml', baseline: 'ftp:main' }, '--baseline: expected "file:PATH", "artifact:NAME" or "git:BRANCH", got the text "ftp:main"'],
  [
    { workflow: 'simple.yml', baseline: 'file:a.json', regressionThreshold: '10' },
    '--regression-threshold: expected a percentage from 0% to 100%, such as 10%, got "10": write 10%',
  ],
  [
    { workflow: 'simple.yml', ref: '0123456789012345678901234567890123456789' },
    '--ref: "0123456789012345678901234567890123456789" is a commit\'s SHA: GitHub starts workflows on branches and tags only: name the branch, or tag the commit',
  ],
  [{ workflow: 'simple.yml', test: 'load', rate: '50/s', duration: '1d' }, '--rate: 50/s for 1d is 4320000 runs: at most 100000 in a scenario'],
])('%j', (given, ...lines) => {
  expect(seen(given)).toEqual(lines);
});

test('an Action’s inputs are named as inputs, several problems at once', () => {
  const given = {
    test: 'load',
    runs: '3',
    workflow: 'simple',
    inputs: 'seconds: 5\nseconds: 6\nharness_key=x',
    thresholds: 'queue_time p\nfaild: rate<1',
    duration: '30',
    regressionThreshold: 'x',
    baseline: 'file:b',
  };
  expect(seen(given, asInput).join('\n')).toMatchInlineSnapshot(`
    "inputs: the input "seconds" stands here twice: keep one of them
    regression-threshold: expected a percentage from 0% to 100%, such as 10%, got "x"
    thresholds: expected a line "metric: expression", such as "queue_time: p(90)<60s", got "queue_time p"
    workflow: expected a workflow: its file name such as "simple.yml", or its numeric id, got the text "simple": did you mean "simple.yml"?
    inputs: "harness_key" is the harness's own input: remove it: the harness sets it for each run
    runs: "runs" belongs to "test: performance": remove it, or write "test: performance"
    thresholds: unknown metric "faild": did you mean "failed"? known: queue_time, execution_time, wait_time, wait_time_from_sent, total_time, orchestration_time, release_latency, dispatch_lateness, dispatch_latency, detection_lag, run_execution_time, failed, shed, lost
    rate: is missing: expected a rate such as "10/min", "0.5/s", "100/h", "1/day", "500/10s": or write a plan file"
  `);
});

test('what is typed arrives, as text', () => {
  const given = {
    workflow: 'simple.yml',
    repository: 'acme/widgets',
    ref: 'main',
    inputs: 'seconds: 030\n# a comment\n\nurl=https://x/?a=b\nquoted: "  two words "\nempty:',
    thresholds: 'queue_time: p(50)<60s\nqueue_time: max<10m\nfailed: rate<5%',
    baseline: 'file:baseline.json',
    regressionThreshold: '7.5%',
    seed: '7',
  };
  const read = planFromShortcuts(given, asInput);
  expect(read).toMatchObject({
    ok: true,
    plan: {
      name: 'simple.yml',
      seed: 7,
      target: { kind: 'github' },
      baseline: { from: { kind: 'file', path: 'baseline.json' }, regression: 0.075 },
      scenarios: [
        {
          name: 'performance',
          units: [
            {
              workflow: 'simple.yml',
              repository: 'acme/widgets',
              ref: 'main',
              inputs: { seconds: '030', url: 'https://x/?a=b', quoted: '  two words ', empty: '' },
            },
          ],
        },
      ],
    },
  });
  expect(read.ok && read.plan.scenarios[0].thresholds.map(({ expression }) => expression)).toEqual(['p(50)<60s', 'max<10m', 'rate<5%']);
});

test('the file’s defaults hold', () => {
  const read = planFromShortcuts({ workflow: 'a.yml', target: 'simulated', name: 'try', inputs: { a: 'b' } }, asFlag);
  expect(read).toMatchObject({ ok: true, plan: { name: 'try', target: { kind: 'simulated', fleet: { runners: 10 } }, limits: { pollMs: 2_000 } } });
});

test('a regression threshold without a baseline is kept for the face: it may have benchmarks', () => {
  expect(seen({ workflow: 'a.yml', regressionThreshold: '20%' })).toEqual(['10 runs of a.yml, 5 at a time']);
  expect(seen({ workflow: 'a.yml', regressionThreshold: 'much' })).toHaveLength(1);
});

test('a credential is refused and not repeated', () => {
  const token = `ghp_${'x'.repeat(36)}`;
  for (const given of [
    { workflow: token },
    { workflow: 'a.yml', inputs: `t: ${token}` },
    { workflow: 'a.yml', inputs: { t: token } },
    { test: token },
    { workflow: 'a.yml', runs: token },
    { workflow: 'a.yml', inputs: token },
  ]) {
    const lines = seen(given);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n')).not.toContain(token);
  }
});

test('the suite: a baseline, a load, a spike, and where it breaks', () => {
  const suite = (given: Shortcuts) => seen({ workflow: 'simple.yml', test: 'suite', ...given });
  expect(suite({})).toEqual([
    'runs of simple.yml for 30m, as many as come over 1 place',
    '10 runs a minute for 1h: 600 runs of simple.yml, evenly spaced',
    '5 runs a minute for 12m30s, 30 for 5m, 5 for 12m30s: 275 runs of simple.yml, evenly spaced',
    'the most that is kept up with, looked for from 6 runs a minute to 60 runs a minute with runs of simple.yml',
  ]);
  expect(suite({ scale: '0.01', target: 'simulated' }).slice(0, 3)).toEqual([
    'runs of simple.yml for 18s, as many as come over 1 place',
    '10 runs a minute for 36s: 6 runs of simple.yml, evenly spaced',
    '5 runs a minute for 7.5s, 30 for 3s, 5 for 7.5s: 2 runs of simple.yml, evenly spaced',
  ]);
  // A hundredth of an hour would end the search before it knows how long a run takes.
  const scaled = planFromShortcuts({ workflow: 'simple.yml', test: 'suite', scale: '0.01', target: 'simulated' }, asFlag);
  expect(scaled.ok && scaled.plan.scenarios.at(-1)?.arrivals).toMatchObject({ search: { maxDurationMs: 3_600_000 } });
  expect(suite({ runs: '3' })).toEqual([
    '--runs: "runs" is no part of the suite: it takes rate, arrivals, peak, peak-duration, initial, max-rate, max-runs, slo; for more write a plan file',
  ]);
  expect(suite({ peak: '4/min' })).toEqual(['--peak: the peak of 4/min is no higher than the rate of 5/min: raise it, or write --test load']);
});
