import fc from 'fast-check';
import { stringify as toToml } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { stringify as toYaml } from 'yaml';
import { parsePlan } from './parse-plan.ts';

const formats = ['yaml', 'json', 'toml'] as const;

/** Words of plans and of the languages they are written in: random text made of them goes deeper into the parser than random letters. */
const word = fc.constantFrom(
  ...[
    'version',
    'name',
    'target',
    'github',
    'simulated',
    'scenarios',
    'test',
    'performance',
    'load',
    'runs',
    'rate',
    'inputs',
    'thresholds',
    'queue_time',
  ],
  ...[
    ': ',
    '\n',
    '\n  ',
    ' = ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '"',
    "'",
    '"""',
    '- ',
    '&a ',
    '*a',
    '!x ',
    '? ',
    '|\n',
    '#',
    '---\n',
    '\t',
    '\r\n',
    '<<',
    '[[',
  ],
  ...[
    '1',
    '-1',
    '.inf',
    'nan',
    '1e999',
    '0x1F',
    '10/min',
    'p(90)<60s',
    'true',
    'null',
    '2026-01-01',
    '__proto__',
    'constructor',
    '\u0000',
    '\ufeff',
    '\ud800',
  ],
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(word, { maxLength: 60 }).map((words) => words.join('')),
);

describe('reading', () => {
  test('never throws, and says of anything refused where and why', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...formats), fc.array(text, { maxLength: 2 }), (plan, format, set) => {
        const read = parsePlan(plan, { format, set });
        if (read.ok) return;
        expect(read.problems.length).toBeGreaterThan(0);
        for (const problem of read.problems) {
          expect(problem.line).toBeGreaterThan(0);
          expect(problem.column).toBeGreaterThan(0);
          expect(problem.message).not.toBe('');
        }
      }),
      { numRuns: 1_500 },
    );
  });

  test('never throws on values of any shape', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (json) => {
        parsePlan(json, { format: 'json' });
        parsePlan(
          `{"version": 1, "name": ${json}, "target": {"github": ${json}}, "scenarios": {"a": ${json}}, "thresholds": ${json}, "limits": ${json}}`,
          {
            format: 'json',
          },
        );
      }),
      { numRuns: 300 },
    );
  });

  test('never throws on a scenario whose keys have values of any shape, right ones among them', () => {
    const values: Readonly<Record<string, readonly unknown[]>> = {
      test: ['performance', 'load', 'stress', 'spike', 'endurance', 'scalability'],
      executor: ['constant-vus', 'ramping-vus', 'per-vu-iterations', 'ramping-arrival-rate'],
      rate: ['10/min', '10 jobs/min', '500/10s', 3],
      peak: ['60/min', '5/min'],
      duration: ['5m', '35d', '1ms', '-5m'],
      'peak-duration': ['2m', '35d'],
      'time-unit': ['1m'],
      bursts: [[1, 2], [100_000]],
      every: ['1s'],
      stages: [[{ duration: '0s', target: 0 }], [{ duration: '5m', target: '10/min' }], [{ duration: '5m', target: 3 }]],
      stairs: [{ from: '1/min', step: '1/min', levels: 3, every: '5m' }],
      sine: [{ mean: '10/min', amplitude: '9/min', period: '1ms' }],
      trace: ['x.csv'],
      initial: ['1/day', '60/min'],
      'max-rate': ['60/min'],
      increment: ['1/day'],
      until: ['60/min'],
      over: [{ 'inputs.runs_on': ['a', 'b'] }],
      units: [[{ workflow: 'a.yml', weight: 2 }, {}]],
      'jobs-per-run': [1, 256],
      after: ['a', ['b', 'a']],
      start: [0, '5m'],
      late: ['drop', { policy: 'shift', bound: '5s' }],
      warmup: ['1m'],
      thresholds: [{ queue_time: { expr: 'p(90)<60s', window: '5m', for: 2 } }],
    };
    const keys = Object.fromEntries(
      Object.entries(values).map(([key, some]) => [
        key,
        fc.option(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...some) }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) }), {
          nil: undefined,
          freq: 2,
        }),
      ]),
    );
    fc.assert(
      fc.property(fc.record(keys), fc.record(keys), (a, b) => {
        const plan = { version: 1, name: 't', target: { github: { workflow: 'a.yml' } }, scenarios: { a, b } };
        const parsed = parsePlan(JSON.stringify(plan), { format: 'json', readFile: () => ({ ok: true, text: '1\n2' }) });
        if (parsed.ok) return;
        for (const { message, line } of parsed.problems) expect([message === '', line > 0]).toEqual([false, true]);
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const duration = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('s', 'm')).map(([n, unit]) => `${n}${unit}`);
const inputs = fc.dictionary(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,10}$/), fc.oneof(fc.string(), fc.integer(), fc.boolean()), {
  maxKeys: 6,
  noNullPrototype: true,
});
const unit = {
  workflow: fc.constantFrom('simple.yml', '.github/workflows/a b.yaml', '123'),
  ref: optional(fc.constantFrom('main', 'v1.2', 'feature/x')),
  inputs: optional(inputs),
};
const thresholds = optional(
  fc.record({ queue_time: fc.constantFrom('p(90)<60s', ['max<10m', 'med < 1.5h']), failed: fc.constantFrom('rate<5%', 'count==0') }),
);
const scenario = fc.oneof(
  fc.record({
    test: fc.constant('performance'),
    runs: fc.integer({ min: 1, max: 1_000 }),
    concurrency: fc.integer({ min: 1, max: 99 }),
    thresholds,
    ...unit,
  }),
  fc.record({
    test: fc.constant('spike'),
    rate: fc.constantFrom('5/min', '1/h'),
    peak: fc.constant('60/min'),
    'peak-duration': fc.constant('1s'),
    duration: fc.constantFrom('2s', '5m'),
    arrivals: optional(fc.constantFrom('even', 'poisson')),
    late: optional(fc.constantFrom('drop', { policy: 'catch-up', bound: '30s' })),
    ...unit,
  }),
  fc.record({
    test: fc.constant('load'),
    bursts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
    every: fc.constant('1m'),
    ...unit,
  }),
  fc.record({
    test: fc.constant('stress'),
    'max-rate': optional(fc.constant('30/min')),
    // Limits that hold run by run: no other can be looked for.
    slo: fc.constantFrom({ queue_time: 'p(90)<60s', failed: 'rate<5%' }, { wait_time: 'max<10m' }),
    start: optional(fc.constantFrom('0s', '5m')),
    ...unit,
  }),
  fc.record({ test: fc.constant('load'), rate: fc.constantFrom('10/min', '0.5/s', '1/day', '10/10s'), duration, thresholds, ...unit }),
);
const plan = fc.record({
  version: fc.constant(1),
  name: fc.stringMatching(/^[!-~](?:[ -~]{0,30}[!-~])?$/),
  seed: optional(fc.maxSafeNat()),
  target: fc.constantFrom(
    'github',
    'simulated',
    { github: { repository: 'acme/widgets', inputs: { a: 1 } } },
    { simulated: { runners: 3, 'failure-rate': '2%' } },
  ),
  scenarios: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_-]{0,12}$/), scenario, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  thresholds,
  baseline: optional(fc.constantFrom({ from: 'file:a.json' }, { from: 'file', path: 'b.json', regression: '5%' })),
  limits: optional(fc.constantFrom({ reserve: 0.5 }, { 'mutation-spacing': '340ms', poll: '30s' })),
});

test('a plan is the same plan in YAML, JSON and TOML', () => {
  fc.assert(
    fc.property(plan, (value) => {
      // Without `undefined`, which TOML can't write.
      const clean: object = JSON.parse(JSON.stringify(value));
      // "constructor" is a fine name to fast-check and none to us.
      fc.pre(!/"(constructor|prototype|__proto__|harness_key)":/.test(JSON.stringify(clean)));
      const [yaml, json, toml] = [
        parsePlan(toYaml(clean), { format: 'yaml' }),
        parsePlan(JSON.stringify(clean, undefined, 2), { format: 'json' }),
        parsePlan(toToml(clean), { format: 'toml' }),
      ];
      expect(yaml).toMatchObject({ ok: true });
      expect(json).toEqual(yaml);
      expect(toml).toEqual(yaml);
    }),
    { numRuns: 200 },
  );
});

/** Texts that are made to exhaust a parser. Each must be refused; the test's own time limit is the bound on time. */
describe('a bomb is refused', () => {
  const letters = 'bcdefghijklmnopqrstuvwxyz';
  test.each([
    ['brackets', 'yaml', '['.repeat(250_000)],
    ['brackets', 'json', '['.repeat(250_000)],
    ['closed brackets', 'json', '['.repeat(125_000) + ']'.repeat(125_000)],
    ['brackets', 'toml', `a=${'['.repeat(250_000)}`],
    ['inline tables', 'toml', `a=${'{a='.repeat(80_000)}`],
    ['a dotted key', 'toml', `a${'.a'.repeat(100_000)}=1`],
    ['dashes', 'yaml', '- '.repeat(125_000)],
    ['flow maps', 'yaml', '{a: '.repeat(60_000)],
    [
      'aliases of aliases',
      'yaml',
      `a: &a [${'x,'.repeat(9)}]\n${[...letters].map((c, i) => `${c}: &${c} [${`*${'a'.concat(letters)[i]},`.repeat(9)}]`).join('\n')}`,
    ],
    ['many aliases', 'yaml', `a: &a 1\nb: [${'*a,'.repeat(80_000)}]`],
    ['many keys', 'yaml', Array.from({ length: 25_000 }, (_, i) => `k${i}: 1`).join('\n')],
    ['many tables', 'toml', Array.from({ length: 22_000 }, (_, i) => `[a${i}]`).join('\n')],
    ['many anchors', 'yaml', '&a '.repeat(80_000)],
    ['a long number', 'yaml', `seed: ${'9'.repeat(250_000)}`],
    ['a long tag', 'yaml', `a: ${'!'.repeat(250_000)}`],
    ['quotes', 'yaml', '"'.repeat(250_000)],
    ['token prefixes', 'yaml', 'eyJaaaaaaaa.'.repeat(20_000)],
    ['more than 256 KiB', 'yaml', '#'.repeat(262_145)],
    ['more than 256 KiB in characters of three bytes', 'toml', `# ${'€'.repeat(87_382)}`],
  ] as const)('%s (%s)', (_, format, bomb) => {
    const read = parsePlan(bomb, { format });
    expect(read.ok).toBe(false);
    // And what is said of it is short.
    expect(JSON.stringify(read).length).toBeLessThan(50_000);
  });
});
