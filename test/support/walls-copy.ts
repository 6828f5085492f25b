import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The layers that the compiler keeps pure. */
export const PURE_LAYERS = ['core', 'ports', 'engine', 'reports'] as const;
/** All layers, each a TypeScript project of its own. */
export const LAYERS = [...PURE_LAYERS, 'targets', 'stores', 'simulator', 'app', 'action', 'cli', 'library', 'server'] as const;

/** Says what a tool reported about each file, by the name it was given under; an empty text: nothing. */
export type Reports<Name extends string> = Readonly<Record<Name, string>>;

/** The real compiler and lint settings over nearly empty layers, in a temporary folder: what fails there, fails because of a wall. */
export interface WallsCopy extends Disposable {
  /** Puts files into a layer, compiles it and all below it, and takes the files out again. The names are ours, the texts TypeScript. */
  compile<Name extends string>(layer: string, files: Readonly<Record<Name, string>>): Promise<Reports<Name>>;
  /** The same with the linter. */
  lint<Name extends string>(layer: string, files: Readonly<Record<Name, string>>): Promise<Reports<Name>>;
}

/** Copies the settings; every layer gets one file, `ok.ts`, that exports `ok`. */
export function copyWalls(): WallsCopy {
  const folder = mkdtempSync(join(tmpdir(), 'runner-harness-walls-'));
  for (const file of ['tsconfig.base.json', 'package.json', 'biome.json', '.gitignore', 'lint'])
    cpSync(join(ROOT, file), join(folder, file), { recursive: true });
  for (const layer of LAYERS) {
    mkdirSync(join(folder, 'src', layer), { recursive: true });
    cpSync(join(ROOT, 'src', layer, 'tsconfig.json'), join(folder, 'src', layer, 'tsconfig.json'));
    writeFileSync(join(folder, 'src', layer, 'ok.ts'), 'export const ok = 1;\n');
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));

  const report = async <Name extends string>(
    layer: string,
    files: Readonly<Record<Name, string>>,
    tool: readonly string[],
  ): Promise<Reports<Name>> => {
    const names = Object.keys(files) as Name[];
    const paths = names.map((_, index) => join('src', layer, `file${index}.ts`));
    names.forEach((name, index) => {
      writeFileSync(join(folder, paths[index] ?? ''), files[name]);
    });
    try {
      const lines = (await run(tool, folder)).split('\n');
      const strangers = lines.filter((line) => /\berror\b/.test(line) && !paths.some((path) => line.includes(path)));
      if (strangers.length > 0) throw new Error(`The copy is broken beside the files under test:\n${strangers.join('\n')}`);
      return Object.fromEntries(
        names.map((name, index) => [name, lines.filter((line) => line.includes(paths[index] ?? '')).join('\n')]),
      ) as Reports<Name>;
    } finally {
      for (const path of paths) rmSync(join(folder, path));
    }
  };
  return {
    compile: (layer, files) => report(layer, files, ['typescript/bin/tsc', '-b', join('src', layer), '--pretty', 'false']),
    lint: (layer, files) =>
      report(layer, files, ['@biomejs/biome/bin/biome', 'lint', '--reporter=github', '--max-diagnostics=none', join('src', layer)]),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Packages that the files of a layer import, without its tests. */
export function packagesOf(layer: string): string[] {
  const names = new Set<string>();
  for (const file of globSync('**/*.ts', { cwd: join(ROOT, 'src', layer) })) {
    if (file.endsWith('.test.ts')) continue;
    const text = readFileSync(join(ROOT, 'src', layer, file), 'utf8');
    for (const [, source] of text.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^'.][^']*)'/gm)) if (source !== undefined) names.add(source);
  }
  return [...names].sort();
}

/** What a program of node_modules wrote, whether it succeeded or failed. */
function run([program = '', ...args]: readonly string[], cwd: string): Promise<string> {
  const { promise, resolve: done } = Promise.withResolvers<string>();
  execFile(process.execPath, [join(ROOT, 'node_modules', program), ...args], { cwd, maxBuffer: 1 << 24 }, (_error, stdout, stderr) =>
    done(`${stdout}${stderr}`),
  );
  return promise;
}
