import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeJob } from './job-placement.ts';
import type { WorkflowJob } from './records.ts';

const of = (id: string, change: Partial<WorkflowJob> = {}): WorkflowJob => ({ id, needs: [], matrix: false, ...change });

function placed(name: string, jobs: readonly WorkflowJob[]): string {
  const placement = placeJob({ name }, jobs);
  return placement.kind === 'placed' ? `${placement.job.id}${placement.inside ? ' (inside)' : ''}` : placement.why;
}

describe('placeJob', () => {
  it.each<[string, readonly WorkflowJob[], string]>([
    ['build', [of('build'), of('test')], 'build'],
    ['Build it', [of('build', { name: 'Build it' })], 'build'],
    ['build (ubuntu, 24)', [of('build', { matrix: true })], 'build'],
    ['build (ubuntu, 24)', [of('build'), of('other', { name: 'build (ubuntu, 24)' })], 'other'],
    ['deploy / push', [of('deploy')], 'deploy (inside)'],
    ['deploy (eu) / push (1)', [of('deploy', { matrix: true })], 'deploy (inside)'],
    ['a / b / c', [of('x', { name: 'a / b' })], 'x (inside)'],
    ['lint / types', [of('lint'), of('both', { name: 'lint / types' })], 'both'],
    ['test on ubuntu', [of('test', { name: `test on \${{ matrix.os }}`, matrix: true })], 'test'],
    ['shop: 3 of 9', [of('shard', { name: `\${{ inputs.what }}: \${{ matrix.i }} of \${{ matrix.n }}`, matrix: true })], 'shard'],
    ['hello (3)', [of('leg', { name: `\${{ inputs.x }}`, matrix: true }), of('plain', { name: 'hello', matrix: true })], 'plain'],
    ['run nightly (3)', [of('leg', { name: `run \${{ inputs.x }}`, matrix: true })], 'leg'],
    ['deploy / push', [of('deploy'), of('any', { name: `\${{ inputs.x }}` })], 'deploy (inside)'],
  ])('%s', (name, jobs, want) => {
    expect(placed(name, jobs)).toBe(want);
  });

  it('says why when nothing fits, or too much', () => {
    expect(placed('gone', [of('build')])).toBe('no job of the workflow file is named "gone"');
    expect(placed('x', [of('a', { name: `\${{ inputs.x }}` }), of('b', { name: `\${{ inputs.y }}` })])).toBe(
      '"x" fits several jobs of the workflow file: a, b',
    );
    expect(placed('build (x)', [of('build')])).toBe('no job of the workflow file is named "build (x)"');
  });

  it('never throws, whatever the names', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.boolean(), (name, shown, matrix) => {
        expect(['placed', 'unplaced']).toContain(placeJob({ name }, [of('a', { name: shown, matrix })]).kind);
      }),
    );
  });
});
