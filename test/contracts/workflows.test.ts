import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWorkflows, stepsOf, triggersOf } from '../support/workflow-files.ts';

const own = readWorkflows('.github');
const published = readWorkflows('examples', 'workflows-under-test');
const all = [...own, ...published];

describe.each(all)('$path', (file) => {
  const { content } = file;

  it('gives its token nothing by default, or only what it may read', () => {
    expect(content.permissions, 'top-level permissions').toBeDefined();
    const granted = typeof content.permissions === 'object' ? Object.values(content.permissions) : [content.permissions];
    expect(granted.filter((level) => level !== 'read' && level !== 'none')).toEqual([]);
  });

  it('ends every job by itself', () => {
    for (const [name, job] of Object.entries(content.jobs))
      if (job.uses === undefined) expect(job['timeout-minutes'], `timeout-minutes of job ${name}`).toBeDefined();
  });

  it('pins what it uses to a commit and says which version that is', () => {
    const uses = file.text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses).toHaveLength(
      stepsOf(file).filter(({ step }) => step.uses !== undefined).length + Object.values(content.jobs).filter((job) => job.uses !== undefined).length,
    );
    for (const line of uses) {
      const reference = line.replace(/^\s*(- )?uses:\s*/, '');
      // ./ is this very commit. In what users copy, our own name stands with the tag, and a comment that tells them to pin it.
      if (reference.startsWith('./')) continue;
      if (published.includes(file) && reference.startsWith('org/runner-harness@v1')) expect(line, 'pin note').toMatch(/#.*pin/);
      else expect(reference).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it('leaves no token behind in the checked-out repository', () => {
    for (const { where, step } of stepsOf(file))
      if (step.uses?.startsWith('actions/checkout@')) expect(step.with?.['persist-credentials'], where).toBe(false);
  });

  it('puts no expression into a shell script, where its value would be code', () => {
    for (const { where, step } of stepsOf(file)) expect(step.run ?? '', where).not.toContain('${{');
  });

  it('never runs with rights that a stranger can trigger', () => {
    for (const event of ['pull_request_target', 'issue_comment']) expect(triggersOf(file)).not.toContain(event);
  });
});

describe('the gate of ci.yml', () => {
  const ci = own.find((file) => file.path.endsWith('/ci.yml'));

  it('needs every other job and looks at them also after a failure', () => {
    const { 'ci-ok': gate, ...others } = ci?.content.jobs ?? {};
    expect(gate?.needs).toEqual(Object.keys(others));
    expect(gate?.if).toBe('always()');
  });
});

it('runs every week what takes too long for every push', () => {
  const proofs = own.find((file) => file.path.endsWith('/proofs.yml'));
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = [...(proofs?.text ?? '').matchAll(/script: '?([\w:]+)/g)].map(([, name = '']) => name);
  expect(triggersOf(proofs ?? expect.fail('there is no proofs.yml'))).toContain('schedule');
  expect(named).toEqual(expect.arrayContaining(['bench', 'bakeoff', 'soak', 'simulate', 'soak:importers']));
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

it('looks at the workflows of this repository', () => {
  expect(own.map((file) => file.path)).toEqual(
    expect.arrayContaining(['.github/workflows/check-dist.yml', '.github/workflows/ci.yml', '.github/workflows/e2e.yml']),
  );
});
