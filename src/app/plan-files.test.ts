import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { planFiles } from './plan-files.ts';

const root = mkdtempSync(join(tmpdir(), 'plan-files-'));
const workspace = join(root, 'workspace');
mkdirSync(join(workspace, 'session'), { recursive: true });
writeFileSync(join(workspace, 'trace.csv'), 'a');
writeFileSync(join(workspace, 'session', 'runs.csv'), 'b');
writeFileSync(join(root, 'outside.csv'), 'c');
symlinkSync(join(root, 'outside.csv'), join(workspace, 'link.csv'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const seen = (path: string, confined = false) => {
  const read = planFiles(workspace, confined ? workspace : undefined)(path);
  return read.ok ? read.text : read.message;
};

test('a file, or the runs.csv of a folder', () => {
  expect([seen('trace.csv'), seen('session'), seen('../outside.csv')]).toEqual(['a', 'b', 'c']);
  expect(seen('nowhere.csv')).toBe(`there is no file "nowhere.csv" (looked for ${join(workspace, 'nowhere.csv')})`);
});

test('neither a path nor a link leads out of a workspace', () => {
  expect([seen('trace.csv', true), seen('session', true)]).toEqual(['a', 'b']);
  expect(seen('../outside.csv', true)).toBe('"../outside.csv" lies outside of the workspace');
  expect(seen('link.csv', true)).toBe('"link.csv" lies outside of the workspace');
});
