// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflow files
import { describe, expect, it } from 'vitest';
import { evaluate, evaluateCondition, evaluateToText, WorkflowExpressionError } from './expressions.ts';
import { expandMatrix } from './matrix.ts';

const contexts = { inputs: { runs_on: '["self-hosted", "linux"]', count: 3, deep: true, key: "it's }} here" }, matrix: { os: 'linux' } };

describe('expressions', () => {
  it.each([
    ['${{ fromJSON(inputs.runs_on) }}', ['self-hosted', 'linux']],
    ['${{ inputs.count }}', 3],
    ['count ${{ inputs.count }} on ${{ matrix.os }}', 'count 3 on linux'],
    ["${{ format('{0}-{1}', 'a }} b', inputs.count) }}", 'a }} b-3'],
    ['${{ inputs.missing }}', null],
    ["${{ inputs.deep && 'yes' || 'no' }}", 'yes'],
    [
      ['${{ inputs.count }}', 'x'],
      [3, 'x'],
    ],
    [{ a: '${{ inputs.key }}' }, { a: "it's }} here" }],
    [7, 7],
  ])('%j becomes %j', (source, value) => expect(evaluate(source, contexts)).toEqual(value));

  it('makes text of everything in a name', () =>
    expect(evaluateToText('${{ inputs.count }}/${{ inputs.missing }}/${{ inputs.deep }}', contexts)).toBe('3//true'));

  it.each([
    ['always()', true],
    ['${{ failure() }}', false],
    ["inputs.count == 3 && matrix.os == 'linux'", true],
    ['inputs.missing', false],
  ])('if: %s is %s', (source, value) => expect(evaluateCondition(source, contexts)).toBe(value));

  it('says what it could not evaluate', () => {
    expect(() => evaluate('${{ inputs.count + 1 }}', contexts)).toThrow(WorkflowExpressionError);
    expect(() => evaluate('${{ fromJSON(inputs.key) }}', contexts)).toThrow("can't evaluate ${{ fromJSON(inputs.key) }}");
  });
});

// The example of GitHub's documentation, "Expanding or adding matrix configurations".
it('joins and adds combinations of a matrix as the documentation says', () => {
  const matrix = {
    fruit: ['apple', 'pear'],
    animal: ['cat', 'dog'],
    include: [
      { color: 'green' },
      { color: 'pink', animal: 'cat' },
      { fruit: 'apple', shape: 'circle' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ],
  };
  expect(expandMatrix(matrix)).toEqual([
    { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
    { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
    { fruit: 'pear', animal: 'cat', color: 'pink' },
    { fruit: 'pear', animal: 'dog', color: 'green' },
    { fruit: 'banana' },
    { fruit: 'banana', animal: 'cat' },
  ]);
});

it('leaves out what exclude names, and refuses a vector that is no list', () => {
  expect(expandMatrix({ a: [1, 2], b: ['x', 'y'], exclude: [{ a: 1 }, { a: 2, b: 'y' }] })).toEqual([{ a: 2, b: 'x' }]);
  expect(() => expandMatrix({ a: [] })).toThrow("Matrix vector 'a' does not contain any values");
  expect(() => expandMatrix('[1]')).toThrow('a matrix must be a mapping');
});
