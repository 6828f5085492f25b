import { describe, expect, it } from 'vitest';
import { apiReference, collectExports } from './api-reference.ts';
import { readDeclarations } from './declarations.ts';

const STATS = `import type { Sample } from './sample.ts';
/** Not exported. */
interface Hidden {
    a: string;
}
/**
 * The value below which a share lies.
 *
 * @param values sorted, never empty; see {@link Sample}
 * @returns the quantile
 * @throws when the share is outside of 0 to 1
 * @example quantile([1, 2], 0.5) // 1.5
 */
export declare function quantile(values: readonly number[], share: number): number;
export declare function quantile(values: readonly Sample[], share: number): number;
/** A thing; with a ; in it. */
export interface Thing {
    /** In ms. */
    readonly atMs: number;
    readonly kind: 'a;}' | {
        b: string;
    };
}
export type Pair = readonly [
    number,
    number
];
export declare class Wrong extends Error {
    readonly name = "Wrong";
}
export declare const LIMIT = 5;
export {};
`;

describe('readDeclarations', () => {
  it('finds what is exported, with its doc comment and its whole text', () => {
    const { own } = readDeclarations(STATS);
    expect([...own.keys()]).toEqual(['quantile', 'Thing', 'Pair', 'Wrong', 'LIMIT']);
    expect(own.get('quantile')?.text.split('\n')).toEqual([
      'function quantile(values: readonly number[], share: number): number;',
      'function quantile(values: readonly Sample[], share: number): number;',
    ]);
    expect(own.get('Thing')).toMatchObject({ doc: 'A thing; with a ; in it.', text: expect.stringMatching(/^interface Thing \{[\s\S]*\};\n\}$/) });
    expect(own.get('Pair')).toMatchObject({ doc: '', text: expect.stringMatching(/\];$/) });
  });
});

describe('collectExports', () => {
  const files: Record<string, string> = {
    'build/index.d.ts':
      "/** Not the doc of an export. */\nexport { quantile as q, type Thing } from './core/stats.ts';\nexport * from './core/more.ts';\n",
    'build/core/stats.d.ts': STATS,
    'build/core/more.d.ts': "export { LIMIT } from './stats.ts';\n",
  };
  const read = (path: string) => files[path] ?? '';

  it('follows what is passed on, under the name that users import', () => {
    expect(collectExports('build/index.d.ts', read).map(({ name, declaration }) => [name, declaration.name])).toEqual([
      ['q', 'quantile'],
      ['Thing', 'Thing'],
      ['LIMIT', 'LIMIT'],
    ]);
  });

  it('refuses a name that is exported nowhere', () => {
    files['build/core/more.d.ts'] = "export { gone } from './stats.ts';\n";
    expect(() => collectExports('build/index.d.ts', read)).toThrow('"gone" from ./stats.ts');
  });
});

describe('apiReference', () => {
  it('shows prose, signature, parameters, outcome and example', () => {
    const declaration = readDeclarations(STATS).own.get('quantile');
    const text = apiReference([{ name: 'quantile', declaration: declaration ?? { name: '', doc: '', text: '' } }]);
    expect(text).toBe(`## Functions

### quantile

The value below which a share lies.

\`\`\`ts
function quantile(values: readonly number[], share: number): number;
function quantile(values: readonly Sample[], share: number): number;
\`\`\`

- \`values\`: sorted, never empty; see \`Sample\`

Returns the quantile

Throws when the share is outside of 0 to 1

\`\`\`ts
quantile([1, 2], 0.5) // 1.5
\`\`\``);
  });
});
