import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRawLog, type RawExchange, readRawLog } from './raw-log.ts';

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'rh-raw-')), 'raw.ndjson.gz');
});
afterEach(() => rmSync(join(path, '..'), { recursive: true, force: true }));

const exchange = (n: number, body = `{"n":${n}}`): RawExchange => ({ at: n, endpoint: 'GET /x', url: `https://api.test/x/${n}`, status: 200, body });

test('gives back every answer, also those of an earlier process', async () => {
  for (const half of [0, 1]) {
    const log = openRawLog(path);
    for (let n = 0; n < 50; n++) log.write(exchange(half * 50 + n));
    log.close();
  }
  const back = await Array.fromAsync(readRawLog(path));
  expect(back).toEqual(Array.from({ length: 100 }, (_, n) => exchange(n)));
});

test('never grows beyond its cap', () => {
  const log = openRawLog(path, 20_000);
  for (let n = 0; n < 200; n++) log.write(exchange(n, Array.from({ length: 5_000 }, () => Math.random().toString(36)).join('')));
  log.close();
  expect(log.full).toBe(true);
  expect(statSync(path, { throwIfNoEntry: false })?.size ?? 0).toBeLessThanOrEqual(20_000);
});

test('a torn end costs what was torn, not what came before', async () => {
  const first = openRawLog(path);
  first.write(exchange(1));
  first.close();
  const second = openRawLog(path);
  for (let n = 2; n < 500; n++) second.write(exchange(n));
  second.close();
  writeFileSync(path, readFileSync(path).subarray(0, -20));
  const back = await Array.fromAsync(readRawLog(path));
  expect(back[0]).toEqual(exchange(1));
});
