import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryRecord } from '../../src/core/history/history.ts';
import type { BaselineStore } from '../../src/ports/baseline-store.ts';

/** One store, empty, and what the suite needs around it. */
export interface StoreUnderTest {
  readonly store: BaselineStore;
  /** Another writer to the same place. */
  another(): BaselineStore;
  /** Puts this text where the store keeps the gate `perf`, behind its back. */
  overwrite(text: string): Promise<void>;
  /** Can several append at the same time and all of them stay? */
  readonly concurrent: boolean;
  close(): Promise<void>;
}

export function record(id: string, minute = 1): HistoryRecord {
  const metric = { metric: 'time', unit: 'ms', direction: 'smaller' as const, value: minute, n: 2, samples: [minute, minute] };
  const measuredAt = new Date(Date.UTC(2026, 10, 21) + minute * 60_000).toISOString();
  return { id, measuredAt, source: { commit: 'c0ffee', branch: 'main' }, benchmarks: [{ name: 'parse "x" | ü', metrics: [metric] }] };
}

/** What the gate relies on, wherever its baseline is kept. */
export function baselineStoreContract(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`BaselineStore contract: ${name}`, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.close());

    it('has none at first, and says where it looked', async () => {
      expect(await under.store.load('perf')).toMatchObject({ kind: 'none', why: expect.stringMatching(/\w/) });
    });

    it('gives back what was appended, to every reader', async () => {
      expect(await under.store.append('perf', [record('r1', 1)])).toMatchObject({ kind: 'appended', records: 1 });
      expect(await under.store.append('perf', [record('r2', 2)])).toMatchObject({ kind: 'appended', records: 2 });
      const loaded = await under.another().load('perf');
      expect(loaded).toMatchObject({ kind: 'found', from: expect.stringMatching(/\w/) });
      expect(loaded.kind === 'found' && loaded.history.records).toEqual([record('r1', 1), record('r2', 2)]);
    });

    it('takes the same record twice as one, and many at once', async () => {
      await under.store.append('perf', [record('r1')]);
      await under.store.append('perf', [record('r1')]);
      const legs = Array.from({ length: 50 }, (_, leg) => record(`r2-leg-${leg}`, 2));
      expect(await under.store.append('perf', legs)).toMatchObject({ kind: 'appended', records: 51 });
    });

    it('loses nothing when eight write at once', async () => {
      if (!under.concurrent) return;
      const writers = Array.from({ length: 8 }, (_, i) => under.another().append('perf', [record(`leg-${i}`, i)]));
      expect((await Promise.all(writers)).map(({ kind }) => kind)).toEqual(Array(8).fill('appended'));
      const loaded = await under.store.load('perf');
      expect(loaded.kind === 'found' && loaded.history.records.map(({ id }) => id)).toEqual(Array.from({ length: 8 }, (_, i) => `leg-${i}`));
    });

    it('migrates an earlier result.json, and appends to it', async () => {
      const times = { unit: 's', of: 'job', n: 30, censored: 0, percentiles: { 50: 1.5 }, estimator: 'R7' };
      const session = { id: 's-1', startedAt: '2026-11-01T00:00:00Z', endedAt: '2026-11-01T01:00:00Z' };
      await under.overwrite(
        JSON.stringify({ schema: 'runner-harness/result@1', session, scenarios: [{ name: 'calm', metrics: { queue_time: times } }] }),
      );
      expect(await under.store.load('perf')).toMatchObject({ kind: 'found', migratedFrom: 'runner-harness/result@1' });
      expect(await under.store.append('perf', [record('r1')])).toMatchObject({ kind: 'appended', records: 2 });
      const loaded = await under.store.load('perf');
      expect(loaded).not.toHaveProperty('migratedFrom');
      expect(loaded.kind === 'found' && loaded.history.records.map(({ id }) => id)).toEqual(['s-1', 'r1']);
    });

    it.each([
      ['nothing', ''],
      ['a page of an error', '<!DOCTYPE html><html><title>Sign in</title></html>'],
      ['half a history', '{"schema":"runner-harness/history@1","id":"perf","records":[{"id":"a"'],
      ['a later version', '{"schema":"runner-harness/history@2","id":"perf","records":[]}'],
      ['another gate', '{"schema":"runner-harness/history@1","id":"other","records":[]}'],
      ['a value that is none', JSON.stringify({ schema: 'runner-harness/history@1', id: 'perf', records: [{ id: 'a' }] })],
    ])('refuses %s with its reason, and does not overwrite it', async (_, text) => {
      await under.overwrite(text);
      const refused = { kind: 'refused', reason: expect.stringMatching(/\w{3}/) };
      expect(await under.store.load('perf')).toMatchObject(refused);
      expect(await under.store.append('perf', [record('r1')])).toMatchObject(refused);
      expect(await under.store.load('perf')).toMatchObject(refused);
    });
  });
}
