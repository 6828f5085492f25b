import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { INNER, numberOf, openRegister, type RegisteredWorktree } from './pool-register.ts';
import { listPreserved, type PreservedWorktree, preservedPlaces } from './preserved.ts';
import { removeTree } from './remove-tree.ts';

/** All that lies in a place of worktrees. */
export interface PlaceSurvey {
  readonly place: string;
  readonly worktrees: readonly (RegisteredWorktree & { readonly path: string })[];
  readonly preserved: readonly PreservedWorktree[];
  /** Absolute paths of worktrees and repositories of them that the register does not know, such as those of a register that was lost. */
  readonly orphans: readonly string[];
}

/** @param repository the user's, by its common folder */
export function surveyPlace(place: string, repository: string): PlaceSurvey {
  if (!existsSync(join(place, INNER))) return { place, worktrees: [], preserved: [], orphans: [] };
  using register = openRegister(place, repository);
  const worktrees = register.all().map((each) => ({ ...each, path: join(place, each.name) }));
  const preserved = listPreserved(place);
  return {
    place,
    worktrees,
    preserved,
    orphans: findOrphans(place, new Set(worktrees.map(({ name }) => name)), new Set(preserved.map(({ name }) => name))),
  };
}

export interface CleanedPlace {
  /** Absolute paths. */
  readonly removed: readonly string[];
  readonly kept: readonly { readonly path: string; readonly why: string }[];
}

/**
 * Removes every worktree that no living session has, and what nobody knows any more. A place with nothing left is removed too.
 *
 * @param options.force also what a session on another machine or in another container may still have
 * @param options.preserved also the worktrees that were kept for people
 */
export async function cleanPlace(
  place: string,
  repository: string,
  options: { readonly force?: boolean; readonly preserved?: boolean } = {},
): Promise<CleanedPlace> {
  if (!existsSync(join(place, INNER))) return { removed: [], kept: [] };
  const removed: string[] = [];
  const kept: { path: string; why: string }[] = [];
  const drop = async (...paths: readonly string[]): Promise<void> => {
    for (const path of paths) await removeTree(path);
    removed.push(paths[0] as string);
  };
  using register = openRegister(place, repository);
  for (const path of surveyPlace(place, repository).orphans) await drop(path);
  for (const name of register.claimRest(`clean ${randomUUID()}`, options.force === true)) {
    await drop(join(place, name), ...innerFiles(place, name));
    register.forget(name);
  }
  for (const { name, owner, session, pid } of register.all()) {
    const whose = session?.replace(/ [0-9a-f-]{36}$/, '') ?? 'unknown';
    const path = join(place, name);
    if (owner === 'live') kept.push({ path, why: `session ${whose} has it and runs (process ${pid})` });
    else kept.push({ path, why: `session ${whose} of another machine or container has it; --force removes it all the same` });
  }
  for (const { name, path, why, test } of listPreserved(place)) {
    const places = preservedPlaces(place, name);
    if (options.preserved === true) await drop(places.tree, places.store, places.manifest);
    else kept.push({ path, why: `preserved: ${test}: ${why}; --preserved removes it too` });
  }
  if (kept.length === 0 && register.removeIfEmpty()) {
    rmSync(join(place, INNER), { recursive: true, force: true });
    for (const folder of [join(place, 'preserved'), place]) {
      try {
        rmdirSync(folder);
      } catch {
        // It was never made, or the user has something in it.
      }
    }
  }
  return { removed, kept };
}

const innerFiles = (place: string, name: string): readonly string[] =>
  ['.git', '.json', '.json.clock', '.json.new'].map((end) => join(place, INNER, `${name}${end}`));

function findOrphans(place: string, names: ReadonlySet<string>, preserved: ReadonlySet<string>): readonly string[] {
  const inner = join(place, INNER);
  const isOurs = (path: string): boolean => {
    try {
      return readFileSync(join(path, '.git'), 'utf8').startsWith(`gitdir: ${inner}`);
    } catch {
      return false;
    }
  };
  const inFolder = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []);
  const worktrees = inFolder(place).filter((path) => /^wt-\d+$/.test(last(path)) && !names.has(last(path)) && isOurs(path));
  const stores = inFolder(inner).filter(
    (path) => /^wt-\d+\.(git|json|json\.clock|json\.new)$/.test(last(path)) && !names.has(last(path).replace(/\..*/, '')),
  );
  const kept = inFolder(join(place, 'preserved')).filter((path) => !preserved.has(last(path)) && isOurs(path));
  const keptStores = inFolder(join(inner, 'preserved')).filter(
    (path) => path.endsWith('.git') && !preserved.has(last(path).slice(0, -'.git'.length)),
  );
  return [...worktrees.sort((a, b) => numberOf(a) - numberOf(b)), ...stores, ...kept, ...keptStores];
}

const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
