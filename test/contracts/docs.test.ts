import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateDocs, libraryExports } from '../../scripts/docs/generate.ts';
import { runTool } from '../../scripts/tool.ts';

describe('what is generated', () => {
  beforeAll(async () => {
    expect(await runTool('typescript/tsc', ['-b', 'src'])).toMatchObject({ code: 0 });
  });

  it('is committed as the generator writes it; if not: npm run docs', () => {
    for (const [path, text] of generateDocs()) expect(readFileSync(path, 'utf8'), path).toBe(text);
  });

  it('documents every export of the library, and every function by an example', () => {
    const undocumented = libraryExports().filter(({ declaration }) => declaration.doc === '');
    const withoutExample = libraryExports().filter(
      ({ declaration }) => declaration.text.startsWith('function') && !declaration.doc.includes('@example'),
    );
    expect(undocumented.map(({ name }) => name)).toEqual([]);
    expect(withoutExample.map(({ name }) => name)).toEqual([]);
  });
});

describe.each(globSync('{*.md,docs/*.md}'))('%s', (path) => {
  it('links to files and headings that there are', () => {
    const text = readFileSync(path, 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [file = '', heading] = target.split('#');
      const linked = file === '' ? path : join(dirname(path), file);
      expect(existsSync(linked), `${path} links to ${target}`).toBe(true);
      if (heading !== undefined) expect(headingsOf(linked), `${path} links to ${target}`).toContain(heading);
    }
  });

  it('names npm scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    for (const [, name] of readFileSync(path, 'utf8').matchAll(/npm run ([\w:-]+)/g)) expect(Object.keys(scripts), path).toContain(name);
  });
});

/** The anchors that GitHub makes of a document's headings. */
function headingsOf(path: string): string[] {
  const headings = [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text);
  return headings.map((text) =>
    text
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('the command line in README.md', () => {
  it('has the commands of --help, and no other', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/main.ts', '--help']);
    const commands = [...(/^Commands:\n((?: .*\n)+)/m.exec(stdout)?.[1]?.matchAll(/^ {2}(\w+)/gm) ?? [])].map(([, name]) => name);
    const section = /## Command line[\s\S]*?(?=\n## )/.exec(readFileSync('README.md', 'utf8'))?.[0] ?? '';
    const documented = [...section.matchAll(/^\| `([a-z]+)[^`]*`/gm)].map(([, name]) => name);
    expect(documented.sort()).toEqual(commands.filter((name) => name !== 'help').sort());
  });
});
