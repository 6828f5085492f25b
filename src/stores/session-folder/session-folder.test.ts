import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleInput } from '../../../test/support/sample-result.ts';
import { renderResultJson } from '../../reports/json.ts';
import { listSessions } from './list-sessions.ts';
import { sessionFolder } from './session-folder.ts';
import { writeReports } from './write-reports.ts';

let base: string;
let root: string;

beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'rh-folder-')));
  root = join(base, 'results');
});
afterEach(() => rm(base, { recursive: true, force: true }));

test('reports stand in the session’s folder, whole, and replace earlier ones', async () => {
  const folder = await sessionFolder(root, '5f0c2a91');
  expect(folder).toBe(join(root, '5f0c2a91'));
  await writeReports(folder, new Map([['summary.md', 'old, and longer than the new one']]));
  expect(
    await writeReports(
      folder,
      new Map<string, string | Uint8Array>([
        ['summary.md', 'neu: ü'],
        ['raw.gz', new Uint8Array([1, 2])],
      ]),
    ),
  ).toEqual([join(folder, 'summary.md'), join(folder, 'raw.gz')]);
  expect(await readFile(join(folder, 'summary.md'), 'utf8')).toBe('neu: ü');
  expect(await readdir(folder)).toEqual(['raw.gz', 'summary.md']);
  expect(await sessionFolder(root, '5f0c2a91')).toBe(folder);
});

test.each(['../evil', '..', '.', '', 'a/b', 'a\\b', '/etc', '.hidden', 'x\0y', 'a'.repeat(101), 'dot.'])(
  '%j is no session and no file',
  async (name) => {
    await expect(sessionFolder(root, name)).rejects.toThrow('is no name for a session');
    const folder = await sessionFolder(root, 'ok');
    await expect(writeReports(folder, new Map([[name, 'x']]))).rejects.toThrow('is no plain file name');
    expect(await readdir(folder)).toEqual([]);
  },
);

test('a symbolic link in the place of the session’s folder is refused, one in the place of a report is replaced', async () => {
  const outside = join(base, 'outside');
  await mkdir(outside);
  await writeFile(join(outside, 'precious'), 'keep');
  await mkdir(root);
  await symlink(outside, join(root, 'linked'));
  await expect(sessionFolder(root, 'linked')).rejects.toThrow('is a symbolic link; nothing is written through it');
  await expect(writeReports(join(root, 'linked'), new Map([['precious', 'x']]))).rejects.toThrow('is a symbolic link');
  const folder = await sessionFolder(root, 'real');
  await symlink(join(outside, 'precious'), join(folder, 'result.json'));
  await writeReports(folder, new Map([['result.json', '{}']]));
  expect(await readFile(join(outside, 'precious'), 'utf8')).toBe('keep');
  expect(await readFile(join(folder, 'result.json'), 'utf8')).toBe('{}');
});

test('a file in the place of the folder, or none, is named', async () => {
  await mkdir(root);
  await writeFile(join(root, 'file'), '');
  await expect(sessionFolder(root, 'file')).rejects.toThrow('is no folder');
  await expect(writeReports(join(root, 'absent'), new Map())).rejects.toThrow('absent does not exist');
});

test('a report that is too long, or can’t be written, does not keep the others from being written', async () => {
  const folder = await sessionFolder(root, 's');
  await mkdir(join(folder, 'jobs.csv'));
  const files = new Map([
    ['runs.csv', '12345'],
    ['jobs.csv', '1'],
    ['summary.md', '1'],
  ]);
  await expect(writeReports(folder, files, 4)).rejects.toThrow(
    /^2 of 3 reports could not be written to .*runs\.csv would have 5 bytes, more than the 4 .*jobs\.csv: /,
  );
  expect((await readdir(folder)).sort()).toEqual(['jobs.csv', 'summary.md']);
});

test('a report may come as lines, whatever their number and length, and is held to the same limit', async () => {
  const folder = await sessionFolder(root, 's');
  const lines = [...Array.from({ length: 20_000 }, (_, n) => `ü ${n}\n`), 'x'.repeat(200_000), '', 'end'];
  await writeReports(
    folder,
    new Map([
      ['lines.csv', lines.values()],
      ['none.csv', [].values()],
    ]),
  );
  expect(await readFile(join(folder, 'lines.csv'), 'utf8')).toBe(lines.join(''));
  expect(await readFile(join(folder, 'none.csv'), 'utf8')).toBe('');
  await expect(writeReports(folder, new Map([['long.csv', lines.values()]]), 100_000)).rejects.toThrow(
    /long\.csv would have \d+ bytes or more, more than the 100000 that a report may have/,
  );
  expect((await readdir(folder)).sort()).toEqual(['lines.csv', 'none.csv']);
});

test('sessions are listed, the newest first, with what they left', async () => {
  const { result } = sampleInput();
  const write = async (id: string, files: Record<string, string>): Promise<string> => {
    const folder = await sessionFolder(root, id);
    await writeReports(folder, new Map(Object.entries(files)));
    return folder;
  };
  const at = (startedAt: string): string => renderResultJson({ ...result, session: { ...result.session, startedAt } });
  await write('older', { 'result.json': at('2026-11-20T00:00:00Z'), 'session.db': 'x' });
  await write('newer', { 'result.json': at('2026-11-21T00:00:00Z') });
  const running = await write('running', { 'session.db': 'x' });
  await utimes(join(running, 'session.db'), new Date('2026-11-20T12:00:00Z'), new Date('2026-11-20T12:00:00Z'));
  const broken = await write('broken', { 'result.json': '{' });
  await utimes(join(broken, 'result.json'), new Date('2026-11-19T12:00:00Z'), new Date('2026-11-19T12:00:00Z'));
  await write('empty', { 'notes.txt': 'x' });
  await symlink(base, join(root, 'link'));
  const sessions = await listSessions(root);
  expect(sessions.map(({ id, state, hasJournal }) => [id, state, hasJournal])).toEqual([
    ['newer', 'reported', false],
    ['running', 'unfinished', true],
    ['older', 'reported', true],
    ['broken', 'unreadable', false],
  ]);
  expect(sessions[0]).toMatchObject({ outcome: 'breached', plan: 'weekly mega-test', startedAt: '2026-11-21T00:00:00Z' });
  expect(sessions[3]).toMatchObject({ why: expect.stringContaining('result.json is no JSON') });
});

test('a result of another version is named, an absent root is empty', async () => {
  expect(await listSessions(join(base, 'none'))).toEqual([]);
  const folder = await sessionFolder(root, 'alien');
  await writeReports(folder, new Map([['result.json', '{"schema":"other@9"}']]));
  expect(await listSessions(root)).toMatchObject([{ state: 'unreadable', why: expect.stringContaining('"other@9"') }]);
  expect((await stat(folder)).isDirectory()).toBe(true);
});
