import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { didYouMean } from '../core/plan/suggest.ts';
import { readTemplates } from './templates.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** Options of `init`. */
export interface InitOptions {
  readonly dir: string;
  readonly templates: string;
  readonly force?: true;
}

const WORKFLOWS = '.github/workflows';
const PLAN = 'runner-harness.yml';

/** An example that comes with the program: beside `src/` in a clone, beside `build/` in the package. */
const example = (path: string): string => fileURLToPath(new URL(`../../examples/${path}`, import.meta.url));

/**
 * Writes the starter files and says what to do next.
 *
 * @throws UsageError for a folder that is none, or an unknown template
 */
export async function writeStarter(options: InitOptions, world: World): Promise<void> {
  const root = resolve(world.cwd, options.dir);
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new UsageError(`--dir ${options.dir}: there is no such folder`);
  const files = new Map([
    ...templatesNamed(options.templates).map(({ file, text }) => [`${WORKFLOWS}/${file}`, text] as const),
    [`${WORKFLOWS}/fleet-test.yml`, await readFile(example('controller/fleet-test.yml'), 'utf8')] as const,
    [PLAN, await readFile(example('first-plan/plan.yml'), 'utf8')] as const,
  ]);
  let kept = 0;
  for (const [path, text] of files) {
    const done = await put(join(root, path), text, options.force === true);
    if (done === 'kept') kept += 1;
    world.stdout.write(`  ${MARKS[done]} ${path}${done === 'kept' ? ' (yours differs: kept)' : done === 'same' ? ' (is there already)' : ''}\n`);
  }
  if (kept > 0) world.stdout.write('--force replaces files that differ.\n');
  if (!existsSync(join(root, '.git')))
    world.stdout.write(`! ${options.dir === '.' ? 'this folder' : options.dir} is no root of a git repository: GitHub looks for workflows there.\n`);
  world.stdout.write(nextSteps(options.dir === '.' ? PLAN : join(options.dir, PLAN)));
}

type Done = 'written' | 'replaced' | 'same' | 'kept';
const MARKS: Readonly<Record<Done, string>> = { written: '+', replaced: '~', same: '=', kept: '!' };

async function put(path: string, text: string, force: boolean): Promise<Done> {
  await mkdir(dirname(path), { recursive: true });
  try {
    // "wx" never overwrites, also what appears between a look and the writing.
    await writeFile(path, text, { flag: 'wx' });
    return 'written';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if ((await readFile(path, 'utf8')) === text) return 'same';
  if (!force) return 'kept';
  await writeFile(path, text);
  return 'replaced';
}

function templatesNamed(names: string): ReturnType<typeof readTemplates> {
  const templates = readTemplates();
  if (names.trim() === 'all') return templates;
  return names.split(',').map((each) => {
    const name = each.trim();
    const found = templates.find((template) => template.name === name || template.file === name);
    if (found !== undefined) return found;
    const known = templates.map((template) => template.name);
    const near = didYouMean(name, known);
    throw new UsageError(`there is no template "${name}"${near === undefined ? '' : `, ${near}`}`, {
      fix: `there are ${known.join(', ')}, or "all"`,
    });
  });
}

const nextSteps = (plan: string): string => `
Next:
  1. Say in ${plan} where the jobs shall run (runs_on).
  2. Commit, and push to the default branch: GitHub starts workflows that stand there.
  3. export GITHUB_TOKEN=$(gh auth token)
     npx runner-harness doctor ${plan}
     npx runner-harness run ${plan}
  Without an account: npx runner-harness run ${plan} --target simulated
  On GitHub: Actions → fleet test → Run workflow.
`;
