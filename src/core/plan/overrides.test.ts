import { expect, test } from 'vitest';
import { parsePlan } from './parse-plan.ts';
import { formatProblem } from './problem.ts';

const text = `version: 1
name: t
target: simulated
scenarios:
  calm: { test: performance, workflow: a.yml, runs: 5 }
  steady: { test: load, rate: 1/min, duration: 5m, workflow: a.yml }
`;
const parse = (...set: string[]) => parsePlan(text, { format: 'yaml', set });
const seen = (...set: string[]) => {
  const read = parse(...set);
  return read.ok ? ['fine'] : read.problems.map((problem) => formatProblem(problem, 'plan.yml'));
};

test('values are set where the path says, the last one wins, groups are made on the way', () => {
  const read = parse(
    'scenarios.calm.runs=20',
    'scenarios.calm.runs=30',
    'scenarios.steady.rate=10/min',
    'limits.reserve=30%',
    'thresholds.queue_time=[p(50)<60s, max<10m]',
    'target.simulated.runners=3',
    'scenarios.calm.inputs.seconds=5',
    'scenarios.calm.inputs.note="007"',
    'name=a=b',
  );
  expect(read).toMatchObject({
    ok: true,
    plan: {
      name: 'a=b',
      target: { kind: 'simulated', fleet: { runners: 3 } },
      limits: { reserve: 0.3 },
      scenarios: [
        {
          arrivals: { runs: 30 },
          units: [{ inputs: { seconds: '5', note: '007' } }],
          thresholds: [{ expression: 'p(50)<60s' }, { expression: 'max<10m' }],
        },
        { arrivals: { rate: { count: 10 } } },
      ],
    },
  });
});

test('a value that was wrong in the file may be mended', () => {
  const broken = text.replace('runs: 5', 'runs: five');
  expect(parsePlan(broken, { format: 'yaml' }).ok).toBe(false);
  expect(parsePlan(broken, { format: 'yaml', set: ['scenarios.calm.runs=5'] }).ok).toBe(true);
});

test.each<[string, ...string[]]>([
  ['runs', '--set runs: expected KEY=VALUE with the keys joined by dots: such as --set scenarios.calm.runs=20'],
  ['=1', '--set =1: expected KEY=VALUE with the keys joined by dots: such as --set scenarios.calm.runs=20'],
  ['scenarios..runs=1', '--set scenarios..runs=1: expected KEY=VALUE with the keys joined by dots: such as --set scenarios.calm.runs=20'],
  ['scenarios.clam.runs=1', '--set scenarios.clam.runs=1: the plan has no scenario "clam": did you mean "calm"?'],
  ['scenarios.x.runs=1', '--set scenarios.x.runs=1: the plan has no scenario "x": it has calm, steady'],
  ['scenarios.calm.rnus=1', '--set scenarios.calm.rnus=1: unknown key "rnus": did you mean "runs"?'],
  ['scenarios.calm.runs="1"', '--set scenarios.calm.runs="1": expected a whole number from 1 to 100000, got the text "1": remove the quotes'],
  ['scenarios.calm.runs=0', '--set scenarios.calm.runs=0: expected a whole number from 1 to 100000, got 0'],
  ['scenarios.calm.runs.x=0', '--set scenarios.calm.runs.x=0: scenarios.calm.runs is 5, no group of keys: set it as a whole'],
  [
    'scenarios.calm.runs=[',
    "--set scenarios.calm.runs=[: the value can't be read: Flow sequence must end with a ]: a text with special characters stands in quotes",
  ],
  ['scenarios.calm.inputs.v=1.10', '--set scenarios.calm.inputs.v=1.10: 1.10 is a number here and would be sent as "1.1": write "1.10" in quotes'],
  [
    'scenarios.calm.inputs={ a: 1, v: 1.10 }',
    '--set scenarios.calm.inputs={ a: 1, v: 1.10 }: 1.10 is a number here and would be sent as "1.1": write "1.10" in quotes',
  ],
  ['__proto__.x=1', '--set __proto__.x=1: the key "__proto__" is not allowed'],
  ['limit.reserve=0', '--set limit.reserve=0: unknown key "limit": did you mean "limits"?'],
])('--set %s', (set, ...lines) => {
  expect(seen(set)).toEqual(lines);
});
