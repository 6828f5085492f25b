import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../tool.ts';
import { benchmarkFormats } from './benchmark-formats.ts';

it('docs/benchmark-formats.md is what the importers say (else: npm run docs)', () => {
  expect(readFileSync(join(ROOT, 'docs/benchmark-formats.md'), 'utf8')).toBe(benchmarkFormats());
});
