import { describe, expect, it } from 'vitest';
import { type SeedOutcome, simulateSeed } from './simulate-seed.ts';

/** Seeds that `npm test` runs, split over the files that vitest runs side by side. */
const SEEDS = 1_000;
const SHARDS = 4;
const AT_ONCE = 25;
/** Of so many seeds one is run twice, to compare the bytes. */
const TWICE_EVERY = 10;

/** The command that shows a seed again. */
export const replayCommand = (seed: number): string => `npm run simulate -- --seed ${seed} --verbose`;

/** Defines the tests of one shard, from 0. */
export function describeShard(shard: number): void {
  const first = 1 + (shard * SEEDS) / SHARDS;
  describe(`seeds ${first} to ${first + SEEDS / SHARDS - 1}`, () => {
    for (let from = first; from < first + SEEDS / SHARDS; from += AT_ONCE) {
      it(`${from} to ${from + AT_ONCE - 1}: every invariant holds`, async () => {
        const outcomes: SeedOutcome[] = [];
        for (let seed = from; seed < from + AT_ONCE; seed++) outcomes.push(await simulateSeed(seed));
        const broken = outcomes.flatMap((outcome) =>
          outcome.broken.length === 0 ? [] : [`${replayCommand(outcome.seed)}\n  ${outcome.broken.join('\n  ')}`],
        );
        expect(broken.join('\n'), 'replay with').toBe('');
        for (const { seed, kinds, crashes } of outcomes) {
          expect(kinds.length, `kinds of fault in seed ${seed}`).toBeGreaterThanOrEqual(5);
          expect(crashes, `crashes in seed ${seed}`).toBeGreaterThanOrEqual(1);
        }
        for (const { seed, fingerprint } of outcomes)
          if (seed % TWICE_EVERY === 0) expect((await simulateSeed(seed)).fingerprint, `bytes of seed ${seed}, run again`).toBe(fingerprint);
      });
    }
  });
}
