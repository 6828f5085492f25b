import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { huntBug, plant } from './replant.ts';

const table = readFileSync(join(import.meta.dirname, '../../docs/planted-bugs.md'), 'utf8');

/** The seed that docs/planted-bugs.md says found it. */
function recordedSeed(name: string): number {
  const row = table.split('\n').find((line) => line.startsWith(`| ${name} |`));
  const seed = /\| (\d+) \|$/.exec(row ?? '')?.[1];
  if (seed === undefined) throw new Error(`docs/planted-bugs.md has no row for "${name}": run npm run simulate -- --planted`);
  return Number(seed);
}

describe('the tester is tested', () => {
  it('knows at least 20 bugs, each by its own name, each in a text that exists', () => {
    expect(PLANTED_BUGS.length).toBeGreaterThanOrEqual(20);
    expect(new Set(PLANTED_BUGS.map(({ name }) => name)).size).toBe(PLANTED_BUGS.length);
    for (const bug of PLANTED_BUGS) expect(plant(bug)).not.toBe('');
  });

  it('fails when the text of a bug has gone', () => {
    expect(() => plant({ name: 'x', file: 'src/index.ts', find: 'no such text', replace: '', breaks: '' }, 'other text')).toThrow('stands 0 times');
  });

  describe('finds each within the seed that is recorded for it', () => {
    it.each(PLANTED_BUGS.map((bug) => [bug.name, bug] as const))('%s', async (name, bug) => {
      const seed = recordedSeed(name);
      expect(seed).toBeLessThanOrEqual(1_000);
      const { broken } = await huntBug(bug, seed, seed);
      expect(broken).toMatch(/^I[1-9] /);
    });
  });
});
