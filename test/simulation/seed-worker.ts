/** One thread of `npm run simulate`: gets a seed, answers with what it showed. */
import { parentPort } from 'node:worker_threads';
import { simulateSeed } from './simulate-seed.ts';
import type { SeedReport } from './tally.ts';

/** Of so many seeds one is run twice, to compare the bytes. */
const TWICE_EVERY = 20;

parentPort?.on('message', (seed: number) => {
  void simulateSeed(seed).then(async ({ struck, ...outcome }) => {
    const same = seed % TWICE_EVERY !== 0 || (await simulateSeed(seed)).fingerprint === outcome.fingerprint;
    const broken = same ? outcome.broken : [...outcome.broken, 'I7 the same seed gives other bytes'];
    parentPort?.postMessage({ ...outcome, broken, struck: Object.fromEntries(struck) } satisfies SeedReport);
  });
});
