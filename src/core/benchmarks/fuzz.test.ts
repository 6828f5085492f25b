import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FIXTURES, filesIn } from '../../../test/support/benchmark-files.ts';
import { wrongWith } from '../../../test/support/check-benchmark-read.ts';
import { drawFrom, mutate } from '../../../test/support/mutate.ts';
import { IMPORTERS } from './importers.ts';
import { readBenchmarks } from './read-benchmarks.ts';

const TEXTS = filesIn(FIXTURES).map((path) => readFileSync(new URL(path, FIXTURES), 'utf8'));

describe('5000 broken files', () => {
  // scripts/soak-importers.ts does the same 200,000 times.
  it('are read or refused with a reason, and nothing impossible is read', () => {
    for (let seed = 0; seed < 5_000; seed++) {
      const draw = drawFrom(seed);
      const text = mutate(TEXTS, draw);
      const format = draw() < 0.3 ? IMPORTERS[Math.floor(draw() * IMPORTERS.length)]?.format : undefined;
      const answer = readBenchmarks(text, { source: 'file', ...(format !== undefined && { format }) });
      expect(wrongWith(answer), `seed ${seed}`).toBeUndefined();
    }
  });
});
