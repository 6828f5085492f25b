import { expect, it } from 'vitest';
import { checkInputs, readWorkflowFile, type WorkflowFile } from './workflow-file.ts';

const TEXT = `
name: Simple
run-name: simple \${{ inputs.harness_key }}
on:
  workflow_dispatch:
    inputs:
      seconds: { description: how long, type: number, default: 30 }
      runs_on: { required: true }
      mode: { type: choice, options: [fast, slow], default: fast }
      verbose: { type: boolean }
      harness_key: { required: true }
jobs:
  build: { runs-on: ubuntu-latest, steps: [] }
  test:
    name: test \${{ matrix.n }}
    needs: [build]
    strategy: { matrix: { n: [1, 2] } }
  done: { needs: test }
`;

function file(text: string): WorkflowFile {
  const reading = readWorkflowFile(text);
  if (!reading.ok) throw new Error(reading.why);
  return reading.file;
}

it('reads triggers, inputs, jobs and the key', () => {
  expect(file(TEXT)).toMatchObject({
    name: 'Simple',
    dispatchable: true,
    declaresKey: true,
    echoesKey: true,
    inputs: [
      { name: 'seconds', type: 'number', required: false, default: '30' },
      { name: 'runs_on', type: 'string', required: true },
      { name: 'mode', type: 'choice', options: ['fast', 'slow'] },
      { name: 'verbose', type: 'boolean' },
      { name: 'harness_key', required: true },
    ],
    jobs: [
      { id: 'build', needs: [], matrix: false },
      { id: 'test', needs: ['build'], matrix: true },
      { id: 'done', needs: ['test'], matrix: false },
    ],
  });
});

it.each([
  ['on: workflow_dispatch', true],
  ['on: [push, workflow_dispatch]', true],
  ['on: { workflow_dispatch: }', true],
  ['"on": { push: {} }', false],
  ['on: push', false],
  ['name: x', false],
])('%s: dispatchable %s', (text, dispatchable) => {
  expect(file(text).dispatchable).toBe(dispatchable);
});

const expression = (text: string) => `\${{ ${text} }}`;

it.each([
  [`run-name: a ${expression('inputs.harness_key')}`, true],
  [`run-name: ${expression('github.event.inputs.harness_key || github.run_id')}`, true],
  [`run-name: ${expression("format('{0}', inputs['harness_key'])")}`, true],
  ['run-name: inputs.harness_key', false],
  [`run-name: ${expression('inputs.harness_key_2')}`, false],
  [`run-name: ${expression('github.run_id')} inputs.harness_key`, false],
  [`name: ${expression('inputs.harness_key')}`, false],
])('%s: echoes the key: %s', (text, echoes) => {
  expect(file(`${text}\non: workflow_dispatch`).echoesKey).toBe(echoes);
});

it('finds what GitHub would refuse', () => {
  expect(checkInputs(file(TEXT), { secnods: '30', mode: 'medium', verbose: 'yes', seconds: 'ten', colour: 'red' })).toMatchInlineSnapshot(`
    [
      "input "secnods" is not declared: did you mean "seconds"?",
      "input "colour" is not declared: it takes seconds, runs_on, mode, verbose",
      "the required input "runs_on" is missing",
      "input "mode" takes fast, slow, got "medium"",
      "input "verbose" takes true or false, got "yes"",
      "input "seconds" takes a number, got "ten"",
    ]
  `);
  expect(checkInputs(file(TEXT), { runs_on: 'ubuntu-latest', seconds: '1.5', verbose: 'true', mode: 'slow' })).toEqual([]);
  expect(checkInputs(file('on: workflow_dispatch'), { a: 'b' })).toEqual(['input "a" is not declared: it takes none']);
});

it.each(['a: b: c', '- a', '', 'a: &x [*x, *x]\nb: *y'])('says why %j is no workflow', (text) => {
  expect(readWorkflowFile(text)).toMatchObject({ ok: false, why: expect.stringMatching(/\S/) });
});

it('survives an alias bomb', () => {
  const bomb = ['a0: &a0 [x, x]', ...Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}]`)].join('\n');
  expect(readWorkflowFile(bomb)).toMatchObject({ ok: false });
});
