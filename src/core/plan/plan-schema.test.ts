import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parsePlan } from './parse-plan.ts';
import { planSchema } from './plan-schema.ts';

const committed: unknown = JSON.parse(readFileSync(new URL('../../../schema/plan.schema.json', import.meta.url), 'utf8'));

test('schema/plan.schema.json is what the code makes (npm run docs)', () => {
  expect(committed).toEqual(JSON.parse(JSON.stringify(planSchema())));
});

const accepts = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(planSchema());

const base = { version: 1, name: 't', target: { github: { workflow: 'a.yml' } } };
const one = (scenario: object) => ({ ...base, scenarios: { one: scenario } });
const withKeys = (keys: object) => ({ ...one({ test: 'performance' }), ...keys });
const readFile = () => ({ ok: true as const, text: '{ "tests": [{ "command": "true" }] }' });
const parses = (plan: unknown) => parsePlan(JSON.stringify(plan), { format: 'json', readFile }).ok;
const local = (scenario: object) => ({ ...one(scenario), target: 'local' });

describe('the schema and the parser accept', () => {
  test.each<[string, unknown]>([
    ['the least', one({ test: 'performance' })],
    ['a load test', one({ test: 'load', rate: '10/min', duration: '1h30m' })],
    ['a rate with words', one({ test: 'load', rate: '10 runs/min', duration: '30m' })],
    ['a rate in spans', one({ test: 'load', rate: '10/10s', duration: '30s' })],
    ['a target in one word', { ...withKeys({ target: 'simulated' }), scenarios: { a: { test: 'performance', workflow: '123' } } }],
    [
      'a simulated fleet',
      withKeys({ target: { simulated: { workflow: 'a.yml', runners: 2, startup: '1s', 'execution-cv': 0, 'failure-rate': '2.5%' } } }),
    ],
    ['a suite', local({ suite: 'tests.json', 'pass-rate': '80%', repeat: 3 })],
    ['a suite with its test', local({ test: 'suite', suite: 'tests.json' })],
    ['a command', local({ test: 'performance', command: 'npm test', runs: 3 })],
    ['a command without a shell', local({ test: 'load', rate: '1/s', duration: '5s', command: ['npm', 'test'] })],
    ['a command with more', local({ test: 'performance', command: { command: 'npm test', timeout: '5m', expected_patterns: ['ok'] } })],
    [
      'a local target',
      withKeys({ target: { local: { workflow: 'a.yml', workers: 'auto', clean: 'untracked', env: ['JAVA_HOME'], order: 'fifo' } } }),
    ],
    ['inputs', one({ test: 'performance', inputs: { a: 1, b: true, c_d: 'x', 'e-f': '' } })],
    ['limits', withKeys({ limits: { 'mutation-spacing': '340ms', reserve: '20%', poll: '10s', 'run-timeout': '2d' } })],
    ['a share as fraction', withKeys({ limits: { reserve: 0.2 } })],
    ['a baseline', withKeys({ baseline: { from: 'file:x.json', regression: 0.1 } })],
    ['a baseline in two keys', withKeys({ baseline: { from: 'file', path: 'x.json' } })],
    [
      'thresholds',
      withKeys({ thresholds: { queue_time: ['p(99.9) <= 1m30s', 'med<5s', 'count>=50'], failed: 'rate<5%', lost: ['count==0', 'rate<0.05'] } }),
    ],
    ['bursts', one({ test: 'load', bursts: [10, 20, 10], every: '5m', late: { policy: 'drop', bound: '30s' } })],
    [
      'stages',
      one({
        test: 'load',
        executor: 'ramping-arrival-rate',
        'start-rate': '1/min',
        stages: [
          { duration: '5m', target: '10/min' },
          { duration: '0s', target: 0 },
        ],
      }),
    ],
    [
      'stages in k6’s numbers',
      one({ test: 'load', executor: 'ramping-arrival-rate', 'time-unit': '1m', stages: [{ duration: '5m', target: '10/min' }] }),
    ],
    ['stairs', one({ test: 'load', stairs: { from: '1/min', step: '1/min', levels: 3, every: '5m', ramp: '30s' }, arrivals: 'poisson' })],
    ['a sine', one({ test: 'load', sine: { mean: '10/min', amplitude: '5/min', period: '1h', phase: '15m' }, duration: '2h' })],
    ['places', one({ test: 'performance', executor: 'ramping-vus', stages: [{ duration: '5m', target: 10 }] })],
    ['a spike', one({ test: 'spike', rate: '5/min', peak: '60/min', 'peak-duration': '2m', duration: '15m', warmup: '1m' })],
    ['an endurance test', one({ test: 'endurance', rate: '1/min', duration: '4h', start: 0 })],
    ['a search', one({ test: 'stress', 'max-rate': '60/min', slo: { queue_time: 'p(90)<60s' }, 'max-runs': 500, duration: '2h' })],
    ['a ramp', one({ test: 'stress', initial: '5/min', increment: '5/min', until: '30/min', every: '5m' })],
    ['pools', one({ test: 'scalability', over: { 'inputs.runs_on': ['pool-4', 'pool-8'] }, sizes: [4, 8] })],
    [
      'mixed work',
      one({
        test: 'performance',
        units: [
          { workflow: 'a.yml', weight: 3 },
          { workflow: 'b.yml', inputs: { a: 1 } },
        ],
      }),
    ],
    ['a matrix', one({ test: 'load', rate: '100 jobs/min', duration: '30m', 'jobs-per-run': 50 })],
    ['a budget', withKeys({ budget: { 'api-requests': '800/h', 'runner-minutes': 3_000, cost: '$20', 'wall-time': '8h' } })],
    [
      'thresholds in time',
      withKeys({ thresholds: { queue_time: [{ expr: 'p(90)<60s', window: '5m', for: 3, abort: true, delay: '2m', 'min-n': 30 }, 'max<1h'] } }),
    ],
    [
      'scenarios after others',
      {
        ...base,
        scenarios: {
          a: { test: 'performance' },
          b: { test: 'performance', start: '0s' },
          c: { test: 'performance', after: ['a', 'b'], start: '5m', 'graceful-stop': '1m' },
        },
      },
    ],
  ])('%s', (_, plan) => {
    expect(parses(plan)).toBe(true);
    expect(accepts(plan), JSON.stringify(accepts.errors)).toBe(true);
  });
});

describe('the schema and the parser refuse', () => {
  test.each<[string, unknown]>([
    ['nothing', {}],
    ['another version', withKeys({ version: 2 })],
    ['a version as text', withKeys({ version: '1' })],
    ['no name', withKeys({ name: '' })],
    ['an unknown key', withKeys({ phases: {} })],
    ['an empty budget', withKeys({ budget: {} })],
    ['a suite without tests', local({ test: 'suite' })],
    ['a local target with no workers', withKeys({ target: { local: { workflow: 'a.yml', workers: 0 } } })],
    ['an unknown target', withKeys({ target: 'lokal' })],
    ['two targets', withKeys({ target: { github: { workflow: 'a.yml' }, simulated: {} } })],
    ['an empty target', withKeys({ target: {} })],
    ['no scenario', { ...base, scenarios: {} }],
    ['a scenario with a bad name', { ...base, scenarios: { 'A b': { test: 'performance' } } }],
    ['an unknown test', one({ test: 'strss' })],
    ['a key of the other test', one({ test: 'performance', rate: '1/min' })],
    ['no run', one({ test: 'performance', runs: 0 })],
    ['a number in quotes', one({ test: 'performance', runs: '10' })],
    ['a bare duration', one({ test: 'load', rate: '1/min', duration: 30 })],
    ['a duration without unit', one({ test: 'load', rate: '1/min', duration: '30' })],
    ['a load test without rate', one({ test: 'load', duration: '30m' })],
    ['a rate of apples', one({ test: 'load', rate: '10 apples/min', duration: '5m' })],
    ['a SHA', one({ test: 'performance', ref: '0123456789abcdef0123456789abcdef01234567' })],
    ['a workflow without ending', one({ test: 'performance', workflow: 'simple' })],
    ['a repository as URL', one({ test: 'performance', repository: 'https://github.com/a/b' })],
    ['the harness’s input', one({ test: 'performance', inputs: { harness_key: 'x' } })],
    ['a list as input', one({ test: 'performance', inputs: { a: [] } })],
    ['25 inputs', one({ test: 'performance', inputs: Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`i${i}`, i])) })],
    ['an unknown metric', withKeys({ thresholds: { queue: 'max<1s' } })],
    ['a rate of a time', withKeys({ thresholds: { queue_time: 'rate<5%' } })],
    ['a percentile of a rate', withKeys({ thresholds: { failed: 'p(90)<0.1' } })],
    ['a limit without unit', withKeys({ thresholds: { queue_time: ['max<60'] } })],
    ['no limit', withKeys({ thresholds: { queue_time: [] } })],
    ['a share above its bound', withKeys({ limits: { reserve: 1 } })],
    ['a burst of nothing', one({ test: 'load', bursts: [0], every: '5m' })],
    ['an unknown late policy', one({ test: 'load', rate: '1/min', duration: '5m', late: 'never' })],
    ['a pool by itself', one({ test: 'scalability', over: { 'inputs.runs_on': ['pool-4'] } })],
    ['pools over what is no input', one({ test: 'scalability', over: { runs_on: ['a', 'b'] } })],
    ['an SLO on an unknown metric', one({ test: 'stress', 'max-rate': '10/min', slo: { queue: 'max<1s' } })],
    ['a weight of nothing', one({ test: 'performance', units: [{ workflow: 'a.yml', weight: 0 }] })],
    ['257 jobs a run', one({ test: 'performance', 'jobs-per-run': 257 })],
    ['a budget in euros', withKeys({ budget: { cost: '€20' } })],
    ['a long limit without its limit', withKeys({ thresholds: { queue_time: { window: '5m' } } })],
    ['a baseline of no known kind', withKeys({ baseline: { from: 'ftp' } })],
  ])('%s', (_, plan) => {
    expect(parses(plan)).toBe(false);
    expect(accepts(plan)).toBe(false);
  });
});

test('every key says in a sentence what it is', () => {
  const silent: string[] = [];
  const visit = (schema: unknown, path: string) => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties') {
        for (const [name, each] of Object.entries(value as Record<string, { description?: string }>)) {
          if (!each.description?.endsWith('.')) silent.push(`${path}.${name}`);
          visit(each, `${path}.${name}`);
        }
      } else visit(value, path);
    }
  };
  visit(planSchema(), 'plan');
  expect(silent).toEqual([]);
});
