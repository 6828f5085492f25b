import { describe, expect, it } from 'vitest';
import { inputTable, outputTable, parseActionFile } from './action-reference.ts';
import { replaceBetween } from './markdown.ts';
import { planReference } from './plan-reference.ts';

describe('the tables of action.yml', () => {
  const action = parseActionFile(`
inputs:
  plan: { description: A path }
  fail-on: { description: "Outcomes: a|b", default: 'a,b' }
outputs:
  outcome: { description: "First line\\nsecond line" }
`);

  it('show every input with its default, and stay tables', () => {
    expect(inputTable(action).split('\n').slice(2)).toEqual(['| `plan` | – | A path |', '| `fail-on` | `a,b` | Outcomes: a\\|b |']);
    expect(outputTable(action)).toContain('| First line second line |');
  });

  it('refuse a file that is none', () => {
    expect(() => parseActionFile('name: x')).toThrow('needs inputs and outputs');
  });
});

describe('planReference', () => {
  it('shows groups below what names them, with default, range and example', () => {
    const text = planReference({
      required: ['name'],
      properties: {
        name: { type: 'string', description: 'Name.', examples: ['weekly'] },
        limits: {
          type: 'object',
          description: 'How hard.',
          default: {},
          properties: { poll: { type: 'integer', minimum: 1, maximum: 9, default: 5, description: 'Pause.' } },
        },
        scenarios: {
          type: 'object',
          additionalProperties: { oneOf: [{ title: 'load', type: 'object', properties: { test: { const: 'load', description: 'Kind.' } } }] },
        },
      },
    });
    expect(text).toContain('| `name` | required | text, such as `weekly` | Name. |');
    expect(text).toContain('### `limits`\n\nHow hard.');
    expect(text).toContain('| `poll` | `5` | whole number from 1 to 9 | Pause. |');
    expect(text).toContain('### `scenarios.<name> (load)`');
    expect(text).toContain('| `test` | – | `load` | Kind. |');
  });
});

describe('replaceBetween', () => {
  it('replaces only what stands between the markers', () => {
    expect(replaceBetween('a\n<!-- x:start -->\nold\n<!-- x:end -->\nb', 'x', 'new')).toBe('a\n<!-- x:start -->\nnew\n<!-- x:end -->\nb');
  });

  it('refuses a text without them', () => {
    expect(() => replaceBetween('a', 'x', 'new')).toThrow('x:start');
  });
});
