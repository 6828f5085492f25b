import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adminOf, branchOf, type WorktreePlaces } from './build-worktree.ts';
import { INNER } from './pool-register.ts';

/** A worktree that a test left, as it left it. */
export interface PreservedWorktree {
  readonly name: string;
  /** Absolute path of its files. */
  readonly path: string;
  readonly session: string;
  /** The test that had it. */
  readonly test: string;
  /** When it was kept, epoch ms. */
  readonly at: number;
  readonly why: string;
  /** What had been checked out for the test. */
  readonly commit: string;
  readonly branch: string;
  /** Shows what the test changed. */
  readonly command: string;
}

/** Where a kept worktree lies. Its repository stays hidden, under the name that it had in the pool. */
export function preservedPlaces(place: string, name: string): { readonly tree: string; readonly store: string; readonly manifest: string } {
  const inner = join(place, INNER, 'preserved');
  return { tree: join(place, 'preserved', name), store: join(inner, `${name}.git`), manifest: join(inner, `${name}.json`) };
}

/**
 * Moves a worktree out of the pool. The manifest is written first: whatever happens then, the list knows of it.
 *
 * @param about who had it, when and why
 */
export function preserveWorktree(
  place: string,
  { name, tree, store }: WorktreePlaces,
  about: Pick<PreservedWorktree, 'session' | 'test' | 'at' | 'why' | 'commit'>,
): PreservedWorktree {
  const wanted = nameFor(about);
  let kept = wanted;
  for (let n = 2; existsSync(preservedPlaces(place, kept).manifest); n++) kept = `${wanted}-${n}`;
  const to = preservedPlaces(place, kept);
  const manifest: PreservedWorktree = { name: kept, path: to.tree, ...about, branch: branchOf(name), command: `git -C ${quoted(to.tree)} status` };
  mkdirSync(join(place, 'preserved'), { recursive: true });
  writeFileSync(to.manifest, `${JSON.stringify(manifest, null, 2)}\n`, { flag: 'wx' });
  renameSync(tree, to.tree);
  renameSync(store, to.store);
  // The two name each other by their paths.
  const admin = adminOf({ store: to.store, name });
  writeFileSync(join(to.tree, '.git'), `gitdir: ${admin}\n`);
  writeFileSync(join(admin, 'gitdir'), `${join(to.tree, '.git')}\n`);
  return manifest;
}

/** What was kept in a place, oldest first. Those whose files somebody removed are listed too. */
export function listPreserved(place: string): readonly PreservedWorktree[] {
  const inner = join(place, INNER, 'preserved');
  if (!existsSync(inner)) return [];
  return readdirSync(inner)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file): PreservedWorktree[] => {
      try {
        return [JSON.parse(readFileSync(join(inner, file), 'utf8')) as PreservedWorktree];
      } catch {
        // Its session was killed before it could write it, and so before anything was moved.
        return [];
      }
    })
    .sort((a, b) => a.at - b.at);
}

/** `20261129-010203-TEST`: nothing in it that a shell or a file system takes amiss. */
function nameFor({ at, test }: Pick<PreservedWorktree, 'at' | 'test'>): string {
  const stamp = new Date(at).toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const slug = test
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return slug === '' ? stamp : `${stamp}-${slug}`;
}

/** A path that a shell takes as one word. */
export function quoted(path: string): string {
  return /^[\w./@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
