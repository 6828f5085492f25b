import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateDocs, libraryExports } from '../../scripts/docs/generate.ts';
import { runTool } from '../../scripts/tool.ts';

beforeAll(async () => {
  expect(await runTool('typescript/tsc', ['-b', 'src'])).toMatchObject({ code: 0 });
});

describe('the generated documents', () => {
  it('are committed as the generator writes them; if not: npm run docs', () => {
    for (const [path, text] of generateDocs()) expect(readFileSync(path, 'utf8'), path).toBe(text);
  });
});

describe('the library', () => {
  it('documents every export, and every function by an example', () => {
    const undocumented = libraryExports().filter(({ declaration }) => declaration.doc === '');
    const withoutExample = libraryExports().filter(
      ({ declaration }) => declaration.text.startsWith('function') && !declaration.doc.includes('@example'),
    );
    expect(undocumented.map(({ name }) => name)).toEqual([]);
    expect(withoutExample.map(({ name }) => name)).toEqual([]);
  });
});
