import { readFileSync } from 'node:fs';

/** Version of this package, from its package.json: beside `src/` in a clone, beside `build/` in the package. */
export const version: string = readVersion();

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest && typeof manifest.version === 'string') return manifest.version;
  throw new Error('package.json of runner-harness has no version');
}
