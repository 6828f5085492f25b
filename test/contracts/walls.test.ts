import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyWalls, LAYERS, PURE_LAYERS, packagesOf, type Reports } from '../support/walls-copy.ts';

type Layer = (typeof LAYERS)[number];

const walls = copyWalls();
afterAll(() => walls[Symbol.dispose]());

/** DESIGN: who may import whom; no other pair may compile. */
const MAY_IMPORT: Readonly<Record<Layer, readonly Layer[]>> = {
  core: [],
  ports: ['core'],
  reports: ['core'],
  engine: ['core', 'ports'],
  targets: ['core', 'ports'],
  stores: ['core', 'ports'],
  simulator: ['core', 'ports'],
  app: ['core', 'ports', 'engine', 'reports', 'targets', 'stores'],
  action: ['core', 'ports', 'engine', 'reports', 'targets', 'stores', 'app'],
  cli: ['core', 'ports', 'engine', 'reports', 'targets', 'stores', 'simulator', 'app', 'server'],
  library: ['core', 'ports', 'engine', 'reports', 'targets', 'stores', 'simulator', 'app'],
  server: ['core', 'ports', 'engine', 'reports', 'targets', 'stores', 'app'],
};

const importing = (other: string) => `import { ok } from '../${other}/ok.ts';\nexport const imported = ok;\n`;

describe('the build', () => {
  it('compiles every layer', () => {
    const folders = globSync('src/*', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((folder) => folder.name).sort()).toEqual([...LAYERS].sort());
    const built = projectsBelow('.');
    for (const layer of LAYERS) expect(built).toContain(join('src', layer));
  });
});

/** Every project that `tsc -b` reaches from a folder's tsconfig.json. */
function projectsBelow(folder: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(folder)) return found;
  found.add(folder);
  const project = JSON.parse(readFileSync(join(folder, 'tsconfig.json'), 'utf8')) as { references?: { path: string }[] };
  for (const { path } of project.references ?? []) projectsBelow(join(folder, path), found);
  return found;
}

describe.each(LAYERS)('%s', (layer) => {
  const others = LAYERS.filter((other) => other !== layer);
  const forbidden = others.filter((other) => !MAY_IMPORT[layer].includes(other));
  const sources = Object.fromEntries(others.map((other) => [other, importing(other)])) as Record<Layer, string>;
  let compiled: Reports<Layer>;
  let linted: Reports<Layer>;
  beforeAll(async () => {
    compiled = await walls.compile(layer, sources);
    linted = await walls.lint(layer, sources);
  });

  it('may import what the design allows', () => {
    for (const other of MAY_IMPORT[layer]) expect([compiled[other], linted[other]]).toEqual(['', '']);
  });

  it.each(forbidden)('importing %s is a compiler error', (other) => {
    // TS6059: outside of rootDir; TS6307: not in this project and not in a referenced one.
    expect(compiled[other]).toMatch(/error TS(6059|6307)/);
  });

  it.each(forbidden)('importing %s: the linter says the rule', (other) => {
    expect(linted[other]).toContain('noRestrictedImports');
  });
});

describe.each(PURE_LAYERS)('%s is pure', (layer) => {
  const PLATFORM = {
    'node:fs': ["import { readFileSync } from 'node:fs';\nexport const breach = readFileSync;\n", 'TS2591'],
    process: ['export const breach = process.env;\n', 'TS2591'],
    Buffer: ["export const breach = Buffer.from('a');\n", 'TS2591'],
    setTimeout: ['export const breach = setTimeout(() => undefined, 1);\n', 'TS2304'],
    fetch: ["export const breach = fetch('https://example.org');\n", 'TS2304'],
    console: ["console.log('a');\nexport const breach = 1;\n", 'TS2584'],
    performance: ['export const breach = performance.now();\n', 'TS2304'],
    crypto: ['export const breach = crypto.randomUUID();\n', 'TS2304'],
  } as const;
  const IMPURE = ['Date.now()', 'Date.now', 'new Date()', 'Date()', 'Math.random()', 'new Date(0).getHours()', "'a'.localeCompare('b')"] as const;
  type What = keyof typeof PLATFORM | 'packages';
  type Expression = (typeof IMPURE)[number] | 'fine';
  let compiled: Reports<What>;
  let linted: Reports<Expression>;

  beforeAll(async () => {
    const imports = packagesOf(layer).map((name, index) => `import type * as package${index} from '${name}';\nexport type { package${index} };\n`);
    const breaches = Object.fromEntries(Object.entries(PLATFORM).map(([what, [text]]) => [what, text])) as Record<keyof typeof PLATFORM, string>;
    const expressions = Object.fromEntries(IMPURE.map((text) => [text, `export const breach = ${text};\n`])) as Record<
      (typeof IMPURE)[number],
      string
    >;
    compiled = await walls.compile(layer, { ...breaches, packages: `${imports.join('')}export const breach = [process, setTimeout];\n` });
    linted = await walls.lint(layer, { ...expressions, fine: 'export const fine = new Date(0).toISOString();\n' });
  });

  it.each(Object.entries(PLATFORM))('%s is a compiler error', (what, [, code]) => {
    expect(compiled[what as What]).toContain(code);
  });

  it('the types of its packages bring no platform with them', () => {
    expect(compiled.packages).toContain("Cannot find name 'process'");
    expect(compiled.packages).toContain("Cannot find name 'setTimeout'");
    expect(compiled.packages).not.toContain('Cannot find module');
  });

  it.each(IMPURE)('%s is a lint error', (expression) => {
    expect(linted[expression]).toContain('This layer is pure');
  });

  it('an instant given as a number is fine', () => {
    expect(linted.fine).toBe('');
  });
});
