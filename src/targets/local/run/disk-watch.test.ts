import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Judgement } from '../../../core/work/test-outcome.ts';
import { judgedByDisk, watchDisk } from './disk-watch.ts';

const never = new AbortController().signal;
const MB = 1_000_000;

describe('watchDisk', () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runner-harness-disk-'));
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    writeFileSync(join(folder, 'before'), Buffer.alloc(3 * MB));
    // Past the tick of the file system's stamps.
    await sleep(30);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('counts what was made or changed since, however it is stamped, and nothing else', async () => {
    const watch = watchDisk(2 * MB, [folder], never);
    writeFileSync(join(folder, 'a/b/one'), Buffer.alloc(MB));
    utimesSync(join(folder, 'a/b/one'), 1, 1);
    expect(await watch.end()).toBeUndefined();
    expect(watch.signal.aborted).toBe(false);
    const more = watchDisk(2 * MB, [folder], never);
    writeFileSync(join(folder, 'before'), Buffer.alloc(3 * MB));
    expect(await more.end()).toBeGreaterThanOrEqual(3 * MB);
    expect(more.signal.aborted).toBe(true);
  });

  it('stops what runs, and remembers what was in a folder that others have now', async () => {
    const watch = watchDisk(MB, [], never);
    watch.add(join(folder, 'a'));
    writeFileSync(join(folder, 'a/much'), Buffer.alloc(2 * MB));
    await new Promise<void>((resolve) => watch.signal.addEventListener('abort', resolve, { once: true }));
    await watch.remove(join(folder, 'a'));
    rmSync(join(folder, 'a'), { recursive: true });
    expect(await watch.end()).toBeGreaterThanOrEqual(2 * MB);
  });

  it('passes on who stops it from outside, which is no excess', async () => {
    const outer = new AbortController();
    const watch = watchDisk(MB, [folder], outer.signal);
    outer.abort();
    expect(watch.signal.aborted).toBe(true);
    expect(await watch.end()).toBeUndefined();
  });
});

it('calls failed what the watch had stopped, and says why', () => {
  const ran = { judgement: { status: 'cancelled', patterns: [], error: 'cancelled' }, output: 'x' } as const;
  expect(judgedByDisk(ran, undefined, MB)).toBe(ran);
  const error = 'it wrote 2 MB to the disk, and max-disk is 1 MB: killed with its children';
  expect(judgedByDisk(ran, 2 * MB, MB)).toEqual({ judgement: { status: 'failed', patterns: [], error }, output: 'x' });
  const passed: { judgement: Judgement } = { judgement: { status: 'passed', patterns: [] } };
  expect(judgedByDisk(passed, 2 * MB, MB).judgement).toMatchObject({ status: 'failed', error: expect.not.stringContaining('killed') });
});
