import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFileTree } from './file-tree.ts';
import { scanThreads } from './scan-threads.ts';

test.each([1, 3])('%i threads name every path that differs, in order, and no other', async (threads) => {
  const root = mkdtempSync(join(tmpdir(), 'rh-scan-'));
  const scanner = scanThreads(threads);
  try {
    for (let n = 0; n < 2_100; n++) {
      const folder = join(root, `d${n % 7}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `f${n}`), String(n));
    }
    const tree = readFileTree(root);
    expect(tree.paths).toHaveLength(2_100 + 7 + 1);
    expect(await scanner.scan(tree)).toEqual([]);
    // Beyond the tick of the clock in which the files were written.
    await new Promise((resolve) => setTimeout(resolve, 20));
    appendFileSync(join(root, 'd0/f0'), 'x');
    chmodSync(join(root, 'd1/f1'), 0o600);
    unlinkSync(join(root, 'd6/f2099'));
    renameSync(join(root, 'd3/f3'), join(root, 'd4/f3'));
    const changed = ['', '/d0/f0', '/d1/f1', '/d3', '/d3/f3', '/d4', '/d6', '/d6/f2099'].map((path) => tree.paths.indexOf(root + path)).slice(1);
    const expected = changed.sort((a, b) => a - b);
    expect(await scanner.scan(tree)).toEqual(expected);
    // Two at once, and a list that takes the place of another.
    const other = readFileTree(join(root, 'd2'));
    expect(await Promise.all([scanner.scan(tree), scanner.scan(other), scanner.scan(tree)])).toEqual([expected, [], expected]);
    scanner.forget(tree);
    expect(await scanner.scan(tree)).toEqual(expected);
  } finally {
    await scanner.close();
    rmSync(root, { recursive: true, force: true });
  }
});
