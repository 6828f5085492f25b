import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InstalledPackage, installPackage } from '../support/installed-package.ts';

const execute = promisify(execFile);
const tool = (path: string) => join(process.cwd(), 'node_modules', path);

let installed: InstalledPackage;
beforeAll(async () => {
  installed = await installPackage();
  writeFileSync(join(installed.folder, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n');
});
afterAll(() => installed?.[Symbol.dispose]());

describe('the package', () => {
  it('holds what users need and nothing else', () => {
    const allowed =
      /^(bin\/runner-harness\.js|build\/[\w/-]+\.(js|d\.ts)|schema\/[\w.-]+\.json|(workflows-under-test|examples)\/[\w/-]+\.yml|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
    expect(installed.files.filter((path) => !allowed.test(path))).toEqual([]);
    expect(installed.files.filter((path) => /\.test\.|\/action\//.test(path))).toEqual([]);
    expect(installed.files).toEqual(expect.arrayContaining(['build/index.js', 'build/index.d.ts', 'build/cli/main.js', 'LICENSE', 'README.md']));
  });

  it('is clean to publint', async () => {
    const { messages } = await publint({ pkgDir: join(installed.folder, 'node_modules/runner-harness'), pack: false, strict: true });
    expect(messages).toEqual([]);
  });

  it('runs as a program', async () => {
    const { stdout } = await execute(process.execPath, ['node_modules/runner-harness/bin/runner-harness.js', '--help'], { cwd: installed.folder });
    expect(stdout).toMatch(/^Usage: runner-harness/);
  });
});

describe("the README's example of the library", () => {
  it('has at most 20 lines, compiles under strict and runs five dispatches', async () => {
    const example = 'five-dispatches.ts';
    cpSync(join('examples/library', example), join(installed.folder, example));
    expect(readFileSync(join(installed.folder, example), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(20);
    const flags = ['--strict', '--noEmit', '--target', 'es2024', '--module', 'nodenext', '--types', 'node', '--typeRoots', tool('@types')];
    const { stdout: said } = await execute(process.execPath, [tool('typescript/bin/tsc'), ...flags, example], { cwd: installed.folder }).catch(
      (error: { stdout: string }) => ({ stdout: error.stdout }),
    );
    expect(said).toBe('');
    const { stdout } = await execute(process.execPath, [example], { cwd: installed.folder });
    expect(stdout.match(/^succeeded \d s http:\/\/127\.0\.0\.1:\d+\/octo\/fleet\/actions\/runs\/\d+$/gm)).toHaveLength(5);
    expect(stdout).toMatch(/^passed \{/m);
  });
});
