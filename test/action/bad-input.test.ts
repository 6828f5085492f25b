import { expect, test } from 'vitest';
import { actionScenario, quickPlan } from '../support/action-scenario.ts';
import { TOKEN } from '../support/runner-env.ts';

interface Case {
  readonly inputs: Readonly<Record<string, string>>;
  /** Of plan.yml in the workspace. */
  readonly plan?: string;
  /** What the first annotation says. */
  readonly says: RegExp;
  readonly tokens?: Readonly<Record<string, { readonly access?: 'read' | 'write' }>>;
}

const file = { plan: 'plan.yml' };
const sha = '0123456789abcdef0123456789abcdef01234567';

const CASES: Readonly<Record<string, Case>> = {
  'nothing to do': { inputs: {}, says: /^plan: there is nothing to do/ },
  'a plan that is missing': { inputs: { plan: 'nope.yml' }, says: /^plan: there is no file "nope.yml" in the workspace.*actions\/checkout/ },
  'a plan outside of the workspace': { inputs: { plan: '/etc/hostname.yml' }, says: /^plan: there is no file|outside of the workspace/ },
  'a YAML error': { inputs: file, plan: 'version: 1\nname: "open\n', says: /^plan\.yml:\d+:\d+: / },
  'an unknown key': { inputs: file, plan: quickPlan().replace('runs:', 'runz:'), says: /^plan\.yml:5:\d+: .*runz.*did you mean "runs"/ },
  'a negative duration': { inputs: { workflow: 'quick.yml', test: 'load', rate: '10/min', duration: '-5m' }, says: /^duration: .*"-5m"/ },
  'an unknown workflow': { inputs: file, plan: quickPlan({ target: 'workflow: quikc.yml' }), says: /quikc\.yml.*quick\.yml/s },
  'an unknown repository': { inputs: { ...file, repository: 'octo/nope' }, plan: quickPlan(), says: /octo\/nope.*404/s },
  'a missing input of the workflow': { inputs: file, plan: quickPlan({ target: 'workflow: strict.yml' }), says: /strict\.yml.*region/s },
  'an undeclared input of the workflow': {
    inputs: file,
    plan: quickPlan({ target: 'workflow: quick.yml, inputs: { secnods: 1 }' }),
    says: /quick\.yml.*secnods/s,
  },
  'a SHA as ref': { inputs: { ...file, ref: sha }, plan: quickPlan(), says: /^ref: .*SHA.*branch/ },
  'an unknown ref': { inputs: { ...file, ref: 'nope' }, plan: quickPlan(), says: /nope/ },
  'no token': { inputs: { ...file, token: '' }, plan: quickPlan(), says: /^token: there is none/ },
  'a token that nobody knows': { inputs: file, plan: quickPlan(), tokens: { another: {} }, says: /refused the token \(401/ },
  'a token that may only read': { inputs: file, plan: quickPlan(), tokens: { [TOKEN]: { access: 'read' } }, says: /actions: write/ },
  'an API without https': { inputs: { ...file, 'api-url': 'http://192.0.2.1' }, plan: quickPlan(), says: /is not https/ },
  'a baseline of no kind': { inputs: { ...file, baseline: 'nope.json' }, plan: quickPlan(), says: /baseline.*file:/ },
};

test.concurrent.for(Object.entries(CASES))(
  '%s: exit code 2, its own message, and nothing is dispatched',
  async ([, { inputs, plan, says, tokens }]) => {
    await using scenario = await actionScenario({
      ...(plan === undefined ? {} : { plan }),
      ...(tokens === undefined ? {} : { github: { tokens } }),
    });
    const { github, runner } = scenario;
    const end = await runner.main({ 'artifact-name': 'none', ...inputs });
    expect(end.annotations[0]?.message, end.log).toMatch(says);
    expect(end.annotations.every(({ level }) => level === 'error')).toBe(true);
    expect(end.code).toBe(2);
    expect(github.truth()).toEqual([]);
    // What was refused leaves nothing behind that post would have to clean up.
    const post = await runner.post({ 'artifact-name': 'none', ...inputs });
    expect({ code: post.code, annotations: post.annotations }).toEqual({ code: 0, annotations: [] });
  },
);

test('every problem is told at once', async () => {
  await using scenario = await actionScenario();
  const end = await scenario.runner.main({
    workflow: 'quick.yml',
    runs: '-1',
    concurrency: 'many',
    'fail-on': 'everything',
    'dry-run': 'maybe',
    token: '',
  });
  expect(end.annotations.map(({ message }) => message.split(':')[0])).toEqual(['fail-on', 'dry-run', 'token', 'concurrency', 'runs']);
  expect(end.code).toBe(2);
});
