import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const execute = promisify(execFile);

/** The package as npm publishes it, in `node_modules` of an otherwise empty project. */
export interface InstalledPackage extends Disposable {
  /** The empty project. */
  readonly folder: string;
  /** The tarball. */
  readonly tarball: string;
  /** Paths in the package, sorted. */
  readonly files: readonly string[];
}

/**
 * Packs a copy of the repository with `npm pack` (with its prepack script) and unpacks the tarball into an empty project. The declared dependencies, and only
 * those, are linked beside it: a package that is used without being declared is not found. No network.
 */
export async function installPackage(): Promise<InstalledPackage> {
  const root = mkdtempSync(join(tmpdir(), 'runner-harness-package-'));
  const copy = join(root, 'repository');
  const folder = join(root, 'project');
  try {
    const unneeded = ['node_modules', 'build', 'dist', 'coverage', '.git', 'runner-harness-results', 'test'].map((name) => join(ROOT, name));
    cpSync(ROOT, copy, { recursive: true, filter: (path) => !unneeded.includes(path) });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    const { stdout } = await execute('npm', ['pack', '--json', '--pack-destination', root], { cwd: copy });
    const report = JSON.parse(stdout.slice(stdout.indexOf('\n[') + 1)) as [{ filename: string; files: { path: string }[] }];
    const tarball = join(root, report[0].filename);

    const modules = join(folder, 'node_modules');
    const unpacked = join(modules, 'runner-harness');
    mkdirSync(unpacked, { recursive: true });
    await execute('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
    const { dependencies } = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
    for (const name of Object.keys(dependencies)) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    }
    return {
      folder,
      tarball,
      files: report[0].files.map((file) => file.path).sort(),
      [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
    };
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    throw error;
  }
}
