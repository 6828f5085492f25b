import { describe, expect, test } from 'vitest';
import type { PlanFormat } from './document.ts';
import { parsePlan } from './parse-plan.ts';
import { planFormat } from './plan-format.ts';
import { formatProblem } from './problem.ts';

/** What a user sees: one line a problem, or the plan's notes. */
function seen(text: string, format: PlanFormat = 'yaml', set: string[] = []): string[] {
  const read = parsePlan(text, { format, set });
  return read.ok ? ['fine', ...read.notes] : read.problems.map((problem) => formatProblem(problem, 'plan'));
}

const head = 'version: 1\nname: test\ntarget: { github: { workflow: simple.yml } }\n';
/** A sound plan around one scenario. */
const scenario = (body: string) => `${head}scenarios:\n  one: ${body}\n`;
const withKeys = (body: string) => `${scenario('{ test: performance }')}${body}\n`;

describe('a sound plan', () => {
  const text = `version: 1
name: weekly mega-test
seed: 42
target:
  github: { repository: acme/widgets, workflow: simple.yml, ref: main, inputs: { seconds: 30, verbose: true, note: "x y" } }
scenarios:
  calm: { test: performance, runs: 30, concurrency: 5, inputs: { seconds: 5 } }
  steady: { test: load, rate: 10/min, duration: 30m, workflow: medium.yml, ref: v1, thresholds: { wait_time: "max<10m" } }
thresholds:
  queue_time: [ p(90)<60s, max<10m ]
  failed: rate<5%
baseline: { from: file:baseline.json, regression: 12.5% }
limits: { mutation-spacing: 340ms, reserve: 0.3, poll: 2s, run-timeout: 2h, detail: sampled, detail-share: 100% }
`;

  test('comes out complete, in milliseconds, with the defaults of its target', () => {
    const read = parsePlan(text, { format: 'yaml', source: 'plan.yml' });
    expect(read).toMatchObject({ ok: true, notes: [] });
    if (!read.ok) return;
    expect(read.plan).toMatchObject({
      version: 1,
      name: 'weekly mega-test',
      seed: 42,
      target: { kind: 'github', repository: 'acme/widgets' },
      baseline: { from: { kind: 'file', path: 'baseline.json' }, regression: 0.125 },
      limits: { mutationSpacingMs: 340, reserve: 0.3, pollMs: 2_000, runTimeoutMs: 7_200_000, detail: 'sampled', detailShare: 1 },
    });
    const [calm, steady] = read.plan.scenarios;
    expect(calm).toMatchObject({ name: 'calm', test: 'performance', arrivals: { model: 'closed', runs: 30, concurrency: 5 } });
    expect(calm.units).toEqual([
      { workflow: 'simple.yml', repository: 'acme/widgets', ref: 'main', inputs: { seconds: '5', verbose: 'true', note: 'x y' } },
    ]);
    expect(calm.thresholds.map((rule) => `${rule.metric} ${rule.expression}`)).toEqual([
      'queue_time p(90)<60s',
      'queue_time max<10m',
      'failed rate<5%',
    ]);
    expect(steady).toMatchObject({
      arrivals: { model: 'open', shape: 'constant', rate: { count: 10, perMs: 60_000 }, durationMs: 1_800_000 },
      units: [{ workflow: 'medium.yml', ref: 'v1' }],
    });
    expect(steady?.thresholds.at(-1)).toMatchObject({ metric: 'wait_time', aggregation: { kind: 'max' }, limit: 600 });
  });

  test('has defaults for all that it need not say', () => {
    const read = parsePlan(`${head.replace('github', 'simulated')}scenarios: { one: { test: performance } }`, { format: 'yaml' });
    expect(read).toEqual({
      ok: true,
      notes: [],
      plan: {
        version: 1,
        name: 'test',
        target: { kind: 'simulated', fleet: { runners: 10, startupMs: 5_000, executionCv: 0.1, failureRate: 0 } },
        scenarios: [
          {
            name: 'one',
            test: 'performance',
            arrivals: { model: 'closed', runs: 10, concurrency: 5 },
            units: [{ workflow: 'simple.yml', inputs: {} }],
            thresholds: [],
          },
        ],
        limits: { mutationSpacingMs: 1_000, reserve: 0.2, pollMs: 2_000, runTimeoutMs: 21_600_000 },
      },
    });
  });

  test.each(['github', 'simulated'])('may name its target in one word: %s', (target) => {
    expect(seen(`version: 1\nname: t\ntarget: ${target}\nscenarios: { a: { test: performance, workflow: simple.yml } }`)).toEqual(['fine']);
  });

  test('is the same with a byte order mark, with Windows line ends, with tabs between values', () => {
    const plain = parsePlan(text, { format: 'yaml' });
    expect(parsePlan(`\ufeff${text}`, { format: 'yaml' })).toEqual(plain);
    expect(parsePlan(text.replaceAll('\n', '\r\n'), { format: 'yaml' })).toEqual(plain);
    expect(parsePlan(text.replaceAll(': ', ':\t'), { format: 'yaml' })).toEqual(plain);
    const json = JSON.stringify(
      { version: 1, name: 't', target: 'github', scenarios: { a: { test: 'performance', workflow: 'a.yml' } } },
      undefined,
      '\t',
    );
    expect(seen(`\ufeff${json.replaceAll('\n', '\r\n')}`, 'json')).toEqual(['fine']);
    expect(
      seen('version\t=\t1\r\nname = "t"\r\n\ttarget = "github"\r\n[scenarios]\r\na = { test = "performance", workflow = "a.yml" }', 'toml'),
    ).toEqual(['fine']);
  });

  test('may reuse a value by an alias', () => {
    const read = parsePlan(`${head}scenarios:\n  a: { test: performance, inputs: &i { x: 1 } }\n  b: { test: performance, inputs: *i }\n`, {
      format: 'yaml',
    });
    expect(read.ok && read.plan.scenarios[1]?.units[0].inputs).toEqual({ x: '1' });
  });

  test('is told when a limit can’t be decided, or does not apply', () => {
    const plan = `${head}scenarios:
  one: { test: performance, runs: 20, thresholds: { queue_time: [p(90)<60s, p(50)<10s, max<1m] } }
  two: { test: load, rate: 1/s, duration: 10m }
thresholds: { wait_time: p(95)<5m }
`;
    expect(seen(plan)).toMatchInlineSnapshot(`
      [
        "fine",
        "scenario one: the plan's limit on wait_time does not apply to it, because a performance test's runs have no intended time",
        "scenario one: queue_time p(90)<60s can be inconclusive: it passes from 29 values on, and there are 20 runs",
      ]
    `);
  });
});

describe('what a user sees of a bad plan', () => {
  test('everything at once, in the order of the text', () => {
    const text = `version: "1"
nme: weekly
target:
  github: { workflow: simple, repository: https://github.com/acme/widgets.git, ref: 0123456789abcdef0123456789abcdef01234567 }
scenarios:
  Calm One: { test: performanc, runs: "30", inputs: { harness_key: x, "a b": 1, list: [1] } }
  steady: { test: load, rate: 10, duration: 30, runs: 4, slo: 4 }
  x:
    test: performance
    runs: .inf
    concurency: 3
thresholds:
  queue_tme: [p(90)<60s, max<10m]
  failed: [rate<5, p(90)<2]
budget: 3
`;
    expect(seen(text).join('\n')).toMatchInlineSnapshot(`
      "plan:1:1: name: is missing: expected a name of 1 to 100 characters on one line
      plan:1:10: version: expected the number 1, got the text "1": remove the quotes
      plan:2:1: nme: unknown key "nme": did you mean "name"?
      plan:4:23: target.github.workflow: expected a workflow: its file name such as "simple.yml", or its numeric id, got the text "simple": did you mean "simple.yml"?
      plan:4:43: target.github.repository: expected a repository as owner/name, got the text "https://github.com/acme/widgets.git": write acme/widgets
      plan:4:85: target.github.ref: "0123456789abcdef0123456789abcdef01234567" is a commit's SHA: GitHub starts workflows on branches and tags only: name the branch, or tag the commit
      plan:6:3: scenarios.Calm One: "Calm One" can't be the name of a scenario: lower-case letters, digits, - and _, beginning with a letter, at most 40: write "calm-one"
      plan:6:21: scenarios.Calm One.test: expected "performance", "load", "stress", "spike", "endurance", "scalability" or "suite", got the text "performanc": did you mean "performance"?
      plan:6:55: scenarios.Calm One.inputs.harness_key: "harness_key" is the harness's own input: remove it: the harness sets it for each run
      plan:6:71: scenarios.Calm One.inputs.a b: "a b" can't be the name of an input: letters, digits, - and _, beginning with a letter or _
      plan:6:87: scenarios.Calm One.inputs.list: expected a text, a number, true or false, got a list of 1: GitHub takes texts: write JSON as a text, in quotes
      plan:7:31: scenarios.steady.rate: expected a rate such as "10/min", "0.5/s", "100/h", "1/day", "500/10s", got the number 10 without a unit: write "10/min"
      plan:7:45: scenarios.steady.duration: expected a duration such as "500ms", "30s", "5m", "1h30m", "2d", got the number 30 without a unit: write "30s" or "30m"
      plan:7:49: scenarios.steady.runs: "runs" belongs to "test: performance": remove it, or write "test: performance"
      plan:7:58: scenarios.steady.slo: "slo" belongs to "test: stress": remove it, or write "test: stress"
      plan:10:11: scenarios.x.runs: .inf is no finite number: write a number
      plan:11:5: scenarios.x.concurency: unknown key "concurency": did you mean "concurrency"?
      plan:13:3: thresholds.queue_tme: unknown metric "queue_tme": did you mean "queue_time"? known: queue_time, execution_time, wait_time, wait_time_from_sent, total_time, orchestration_time, release_latency, dispatch_lateness, dispatch_latency, detection_lag, run_execution_time, failed, shed, lost
      plan:14:12: thresholds.failed.0: expected a fraction from 0 to 1 or a percentage as limit, such as 0.05 or 5%, got "5": write 5%
      plan:14:20: thresholds.failed.1: "p(90)" does not suit failed, which is a rate: failed takes rate, count
      plan:15:9: budget: expected a group of keys, such as "{ api-requests: 800/h, cost: $20 }", got 3"
    `);
  });

  test.each<[what: string, text: string, ...lines: string[]]>([
    ['empty', '', 'plan:1:1: the plan is empty: expected a plan: a group of keys such as version, name, target and scenarios'],
    ['a comment only', '# later\n', 'plan:1:1: the plan is empty: expected a plan: a group of keys such as version, name, target and scenarios'],
    ['a text', 'hello', 'plan:1:1: expected a plan: a group of keys such as version, name, target and scenarios, got the text "hello"'],
    ['a list', '- version: 1', 'plan:1:1: expected a plan: a group of keys such as version, name, target and scenarios, got a list of 1'],
    [
      'nothing for a key',
      withKeys('limits:'),
      'plan:6:8: limits: has no value: expected a group of keys, such as "{ mutation-spacing: 1s, reserve: 20% }": write {} for all defaults, or remove the key',
    ],
    [
      'nothing for a number',
      scenario('{ test: performance, runs: }'),
      'plan:5:35: scenarios.one.runs: has no value: expected a whole number from 1 to 100000: give one or remove the key',
    ],
    ['no scenario', `${head}scenarios: {}\n`, 'plan:4:12: scenarios: has no scenario: write one, such as "calm: { test: performance, runs: 10 }"'],
    ['no scenarios at all', head, 'plan:1:1: scenarios: is missing: expected scenarios by name, such as "calm: { test: performance, runs: 10 }"'],
    [
      'a scenario without test',
      scenario('{ runs: 10 }'),
      'plan:5:3: scenarios.one.test: is missing: expected "performance", "load", "stress", "spike", "endurance", "scalability" or "suite"',
    ],
    [
      'a test that there is not',
      scenario('{ test: chaos, max-rate: 60/min, workflow: 5 }'),
      'plan:5:16: scenarios.one.test: expected "performance", "load", "stress", "spike", "endurance", "scalability" or "suite", got the text "chaos"',
      'plan:5:51: scenarios.one.workflow: expected a workflow: its file name such as "simple.yml", or its numeric id, got 5: write it as a text: "5"',
    ],
    [
      'an empty scenario',
      scenario(''),
      'plan:5:8: scenarios.one: has no value: expected a group of keys, such as "{ test: performance, runs: 10 }": give one or remove the key',
    ],
    ['no run', scenario('{ test: performance, runs: 0 }'), 'plan:5:35: scenarios.one.runs: expected a whole number from 1 to 100000, got 0'],
    [
      'a fraction of a run',
      scenario('{ test: performance, runs: 1.5 }'),
      'plan:5:35: scenarios.one.runs: expected a whole number from 1 to 100000, got 1.5',
    ],
    [
      'a number in quotes',
      scenario('{ test: performance, runs: "10" }'),
      'plan:5:35: scenarios.one.runs: expected a whole number from 1 to 100000, got the text "10": remove the quotes',
    ],
    [
      'a negative number',
      scenario('{ test: performance, concurrency: -1 }'),
      'plan:5:42: scenarios.one.concurrency: expected a whole number from 1 to 10000, got -1',
    ],
    ['not a number', scenario('{ test: performance, runs: .nan }'), 'plan:5:35: scenarios.one.runs: .nan is no finite number: write a number'],
    [
      'too large a number',
      scenario('{ test: performance, runs: 1e999 }'),
      'plan:5:35: scenarios.one.runs: 1e999 is no finite number: write a number',
    ],
    [
      'far too large a number',
      withKeys('seed: 99999999999999999999'),
      'plan:6:7: seed: expected a whole number from 0 to 9007199254740991, got 100000000000000000000',
    ],
    [
      'a bare duration',
      scenario('{ test: load, rate: 1/min, duration: 30 }'),
      'plan:5:45: scenarios.one.duration: expected a duration such as "500ms", "30s", "5m", "1h30m", "2d", got the number 30 without a unit: write "30s" or "30m"',
    ],
    [
      'a negative duration',
      scenario('{ test: load, rate: 1/min, duration: -5m }'),
      'plan:5:45: scenarios.one.duration: expected a duration such as "500ms", "30s", "5m", "1h30m", "2d", more than 0 and at most 35d, got the text "-5m"',
    ],
    [
      'no duration',
      scenario('{ test: load, rate: 1/min, duration: 0s }'),
      'plan:5:45: scenarios.one.duration: expected a duration such as "500ms", "30s", "5m", "1h30m", "2d", more than 0 and at most 35d, got the text "0s"',
    ],
    [
      'NaN as duration',
      scenario('{ test: load, rate: 1/min, duration: NaN }'),
      'plan:5:45: scenarios.one.duration: expected a duration such as "500ms", "30s", "5m", "1h30m", "2d", more than 0 and at most 35d, got the text "NaN"',
    ],
    [
      'no rate',
      scenario('{ test: load, duration: 5m }'),
      'plan:5:3: scenarios.one.rate: is missing: expected a rate such as "10/min", "0.5/s", "100/h", "1/day", "500/10s": or bursts, stages, stairs, sine or trace',
    ],
    [
      'too slow a rate',
      scenario('{ test: load, rate: 0.5/day, duration: 5m }'),
      'plan:5:28: scenarios.one.rate: expected a rate from 1/day to 500/10s, got the text "0.5/day"',
    ],
    [
      'too fast a rate',
      scenario('{ test: load, rate: 51/s, duration: 5m }'),
      'plan:5:28: scenarios.one.rate: expected a rate from 1/day to 500/10s, got the text "51/s"',
    ],
    [
      'a rate of jobs',
      scenario('{ test: load, rate: 10 jobs/min, duration: 5m }'),
      'plan:5:28: scenarios.one.rate: is a rate of jobs, and nothing says how many jobs a run has: add jobs-per-run, or say it in runs',
    ],
    [
      'too many runs',
      scenario('{ test: load, rate: 50/s, duration: 1d }'),
      'plan:5:3: scenarios.one: 50/s for 1d is 4320000 runs: at most 100000 in a scenario',
    ],
    [
      'a key of the other test',
      scenario('{ test: performance, rate: 1/min }'),
      'plan:5:29: scenarios.one.rate: "rate" belongs to "test: load": remove it, or write "test: load"',
    ],
    [
      'a share above one',
      withKeys('limits: { reserve: 20 }'),
      'plan:6:20: limits.reserve: expected a percentage from 0% to 90%, or a fraction from 0 to 0.9, got 20: write "20%"',
    ],
    [
      'a spacing too small',
      withKeys('limits: { mutation-spacing: 100ms }'),
      'plan:6:29: limits.mutation-spacing: expected a duration from 340ms to 10s, got the text "100ms"',
    ],
    [
      'a misspelt limit',
      withKeys('limits: { mutation_spacing: 1s, pol: 2s }'),
      'plan:6:11: limits.mutation_spacing: unknown key "mutation_spacing": did you mean "mutation-spacing"?',
      'plan:6:33: limits.pol: unknown key "pol": did you mean "poll"?',
    ],
    [
      'an unknown way to read jobs',
      withKeys('limits: { detail: some }'),
      'plan:6:19: limits.detail: expected "exact", "batched", "sampled" or "none", got the text "some"',
    ],
    [
      'a share without sampling',
      withKeys('limits: { detail: batched, detail-share: 25% }'),
      'plan:6:28: limits.detail-share: is for "detail: sampled" only: remove it, or add "detail: sampled"',
    ],
    [
      'a limit on what is not read',
      withKeys('limits: { detail: batched }\nthresholds: { queue_time: max<5m, execution_time: max<5m }'),
      'plan:7:15: thresholds.queue_time: queue_time is not measured with "detail: batched": check runs do not say when a job was created: use "detail: sampled"',
    ],
    [
      'a metric that needs an open model',
      withKeys('thresholds: { wait_time: max<5m }'),
      'plan:6:15: thresholds.wait_time: wait_time is not measured in a performance test, where no run has an intended time: use queue_time, or "test: load"',
    ],
    [
      'thresholds as a list',
      withKeys('thresholds: [ queue_time ]'),
      'plan:6:13: thresholds: expected thresholds as metrics with limits, such as "queue_time: p(90)<60s", got a list of 1',
    ],
    ['no expression', withKeys('thresholds: { queue_time: [] }'), 'plan:6:27: thresholds.queue_time: expected 1 to 20 limits, got an empty list'],
    [
      'an expression that is a number',
      withKeys('thresholds: { queue_time: 60 }'),
      'plan:6:27: thresholds.queue_time: expected a limit such as "p(90)<60s", got 60',
    ],
    [
      'a baseline without a name',
      withKeys('baseline: { from: artifact, source: main }'),
      'plan:6:1: baseline: has no name: write "from: artifact:NAME"',
    ],
    [
      'a baseline whose every part is wrong',
      withKeys(
        'baseline: { from: git, path: a.json, source: "a b", regression: 200%, rules: [{ metric: x }, { marign: 5% }, { margin: 5, direction: up }] }',
      ),
      'plan:6:1: baseline: has no branch: write "from: git:BRANCH"',
      'plan:6:24: baseline.path: "path" belongs to "from: file": remove it',
      'plan:6:46: baseline.source: "a b" can\'t be a branch\'s name',
      'plan:6:65: baseline.regression: expected a percentage from 0% to 100%, or a fraction from 0 to 1, got the text "200%"',
      'plan:6:79: baseline.rules.0: says nothing: give it a margin, a direction or must-exist',
      'plan:6:96: baseline.rules.1.marign: unknown key "marign": did you mean "margin"?',
      'plan:6:120: baseline.rules.2.margin: expected a percentage from 0% to 100%, or a fraction from 0 to 1, got 5: write "5%"',
      'plan:6:134: baseline.rules.2.direction: expected "smaller" or "bigger", got the text "up"',
    ],
    ['a baseline without path', withKeys('baseline: { from: file }'), 'plan:6:1: baseline: has no path: write "from: file:PATH"'],
    [
      'a baseline with two paths',
      withKeys('baseline: { from: file:a.json, path: b.json }'),
      'plan:6:32: baseline.path: the path stands in "from" already: keep one of them',
    ],
    [
      'two targets',
      `version: 1\nname: t\ntarget: { github: {}, simulated: {} }\nscenarios: { a: { test: performance, workflow: a.yml } }`,
      'plan:3:1: target: names two targets, github and simulated: keep one of them',
    ],
    [
      'a target without the settings that it needs',
      `version: 1\nname: t\ntarget: http\nscenarios: { a: { test: performance, workflow: a.yml } }`,
      'plan:3:9: target: the target "http" needs the address of its server: write "target: { http: { url: http://127.0.0.1:8090 } }"',
    ],
    [
      'an empty target',
      `version: 1\nname: t\ntarget: {}\nscenarios: { a: { test: performance, workflow: a.yml } }`,
      'plan:3:9: target: is empty: expected "github", "simulated" or "local"',
    ],
    [
      'no workflow',
      `version: 1\nname: t\ntarget: github\nscenarios: { a: { test: performance } }`,
      'plan:4:14: scenarios.a: has no workflow: name one here or in the target, such as "workflow: simple.yml"',
    ],
    [
      'a number that would be sent otherwise',
      scenario('{ test: performance, inputs: { version: 1.10, n: 0x10 } }'),
      'plan:5:48: scenarios.one.inputs.version: 1.10 is a number here and would be sent as "1.1": write "1.10" in quotes',
      'plan:5:57: scenarios.one.inputs.n: 0x10 is a number here and would be sent as "16": write "0x10" in quotes',
    ],
    [
      'a key twice',
      `${head}name: again\nscenarios: { a: { test: performance }, a: { test: performance } }`,
      'plan:4:1: name: the key "name" stands here twice: keep one of them',
      'plan:5:40: scenarios.a: the key "a" stands here twice: keep one of them',
    ],
    ['a prototype', withKeys('__proto__: { x: 1 }'), 'plan:6:1: __proto__: the key "__proto__" is not allowed'],
    ['a tab as indentation', 'version: 1\nscenarios:\n\ta: 1\n', 'plan:3:1: a tab indents this line: YAML is indented with blanks'],
    ['a bracket left open', 'version: [1\nname: x\n', 'plan:2:1: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['an unknown tag', 'version: !int 1\n', 'plan:1:10: Unresolved tag: !int'],
    [
      'an unknown alias',
      'version: *x\n',
      'plan:1:1: name: is missing: expected a name of 1 to 100 characters on one line',
      'plan:1:1: target: is missing: expected "github", "simulated", "local", or one of them with settings',
      'plan:1:1: scenarios: is missing: expected scenarios by name, such as "calm: { test: performance, runs: 10 }"',
      'plan:1:10: version: the alias *x has no anchor that ends before it',
    ],
    [
      'an alias within itself',
      'a: &a [*a]\n',
      'plan:1:1: version: is missing: expected 1: write "version: 1"',
      'plan:1:1: name: is missing: expected a name of 1 to 100 characters on one line',
      'plan:1:1: target: is missing: expected "github", "simulated", "local", or one of them with settings',
      'plan:1:1: scenarios: is missing: expected scenarios by name, such as "calm: { test: performance, runs: 10 }"',
      'plan:1:1: a: unknown key "a": known here: version, name, seed, target, scenarios, thresholds, baseline, budget, limits',
      'plan:1:8: a.0: the alias *a has no anchor that ends before it',
    ],
    ['two documents', 'version: 1\n---\nversion: 1\n', 'plan:2:1: a second document begins here: a file holds one plan'],
    [
      'a key that is a list',
      '? [a]\n: 1\n',
      'plan:1:1: version: is missing: expected 1: write "version: 1"',
      'plan:1:1: name: is missing: expected a name of 1 to 100 characters on one line',
      'plan:1:1: target: is missing: expected "github", "simulated", "local", or one of them with settings',
      'plan:1:1: scenarios: is missing: expected scenarios by name, such as "calm: { test: performance, runs: 10 }"',
      'plan:1:3: a key is a plain text here',
    ],
    [
      'a merge key',
      scenario('{ test: performance, <<: { runs: 3 } }'),
      'plan:5:29: scenarios.one.<<: unknown key "<<": known here: test, runs, concurrency, executor, vus, iterations, duration, start-vus, stages, warmup, repository, workflow, ref, inputs, units, jobs-per-run, start, after, graceful-stop, command, thresholds',
    ],
  ])('%s', (_, text, ...lines) => {
    expect(seen(text)).toEqual(lines);
  });

  test('25 inputs, counted with those of the target', () => {
    const inputs = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `i${from + i}: x`).join(', ');
    const plan = (n: number) =>
      `version: 1\nname: t\ntarget: { github: { workflow: a.yml, inputs: { ${inputs(0, 20)} } } }\nscenarios: { a: { test: performance, inputs: { ${inputs(20, n)} } } }`;
    expect(seen(plan(24))).toEqual(['fine']);
    expect(seen(plan(25))).toMatchInlineSnapshot(`
      [
        "plan:4:38: scenarios.a.inputs: has 25 inputs, with those of the target: at most 24 (GitHub takes 25, one is the harness's own)",
      ]
    `);
  });

  test('JSON that is none, JSON with a wrong value', () => {
    expect(seen('{ "version": 1, }', 'json')).toMatchInlineSnapshot(`
      [
        "plan:1:17: the plan is not JSON: Expected double-quoted property name",
      ]
    `);
    expect(seen('version: 1', 'json').length).toBe(1);
    expect(seen('{ "version": 1,\n  "name": "a", "name": "b", "__proto__": 1, "seed": 1e999 }', 'json')).toMatchInlineSnapshot(`
      [
        "plan:1:1: target: is missing: expected "github", "simulated", "local", or one of them with settings",
        "plan:1:1: scenarios: is missing: expected scenarios by name, such as "calm: { test: performance, runs: 10 }"",
        "plan:2:16: name: the key "name" stands here twice: keep one of them",
        "plan:2:29: __proto__: the key "__proto__" is not allowed",
        "plan:2:53: seed: 1e999 is no finite number: write a number",
      ]
    `);
  });

  test('TOML that is none, TOML with wrong values', () => {
    expect(seen('version = \n', 'toml')).toMatchInlineSnapshot(`
      [
        "plan:1:11: invalid value",
      ]
    `);
    expect(
      seen(
        `version = 1
name = 2026-01-01
seed = inf
[target.github]
workflow = "simple.yml"
inputs = { a = 1.10, b = 1_000, c = 7 }
[scenarios.calm]
test = "performance"
runs = "10"
[scenarios.steady]
test = "load"
rate = "10/min"
duraton = "5m"
[thresholds]
queue_time = ["p(90)<60s", "p(90)<60"]
`,
        'toml',
      ).join('\n'),
    ).toMatchInlineSnapshot(`
      "plan:2:8: name: a plan has no dates, got 2026-01-01: a text stands in quotes
      plan:3:8: seed: Infinity is no finite number: write a number
      plan:6:16: target.github.inputs.a: 1.10 is a number here and would be sent as "1.1": write "1.10" in quotes
      plan:6:26: target.github.inputs.b: 1_000 is a number here and would be sent as "1000": write "1_000" in quotes
      plan:9:8: scenarios.calm.runs: expected a whole number from 1 to 100000, got the text "10": remove the quotes
      plan:10:12: scenarios.steady.duration: is missing: expected a duration such as "500ms", "30s", "5m", "1h30m", "2d"
      plan:13:1: scenarios.steady.duraton: unknown key "duraton": did you mean "duration"?
      plan:15:28: thresholds.queue_time.1: expected a duration as limit, such as "500ms", "30s", "5m", "1h30m", "2d", got "60": say the unit: 60s"
    `);
  });

  test('at most fifty problems, and how many more', () => {
    const many = Array.from({ length: 60 }, (_, i) => `k${i}: 1`).join('\n');
    const lines = seen(`${scenario('{ test: performance }')}${many}`);
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toBe('plan:1:1: and 10 more problems');
  });
});

describe('credentials', () => {
  const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${'c'.repeat(30)}`;
  test.each([...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'].map((prefix) => `${prefix}${'aB3'.repeat(12)}`), jwt, `ghs_12345_${jwt}`])(
    '%s is refused with its line, and never repeated',
    (token) => {
      for (const text of [
        `# ${token}\n${scenario('{ test: performance }')}`,
        scenario(`{ test: performance, inputs: { token: ${token} } }`),
        scenario(`{ test: performance, runs: ${token}, ref: "x ${token}", ${token}: 1 }`),
        withKeys(`${token}: 1`),
        scenario(`{ test: ${token} }`),
        withKeys(`thresholds: { ${token}: ${token}, failed: "${token}" }`),
        withKeys(`a: *${token}`),
        withKeys(`a: !${token} x`),
        `{"a": ${token}}`,
      ]) {
        for (const format of ['yaml', 'json', 'toml'] as const) {
          const read = parsePlan(text, { format, set: [`name=${token}`, `${token}`, `a.${token}=${token}`] });
          expect(read.ok).toBe(false);
          expect(JSON.stringify(read)).not.toContain(token);
          const line = text.slice(0, text.indexOf(token)).split('\n').length;
          expect(!read.ok && read.problems.some((problem) => problem.line === line && problem.message.includes('credential'))).toBe(true);
        }
      }
    },
  );

  test('words that only look like one are fine', () => {
    expect(seen(scenario('{ test: performance, inputs: { prefix: ghp_, doc: github_pat_ } }'))).toEqual(['fine']);
  });
});

test.each([
  ['a.yml', 'yaml'],
  ['b/c.YAML', 'yaml'],
  ['p.json', 'json'],
  ['x.y.toml', 'toml'],
  ['plan', undefined],
  ['a.yml/plan', undefined],
  ['p.txt', undefined],
])('%s is %s', (name, format) => {
  expect(planFormat(name)).toBe(format);
});
