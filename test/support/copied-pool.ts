import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { WorktreePool } from '../../src/targets/local/worktrees/pool.ts';

/** A pool without git, for tests that are not about git: each worktree is a copy of a folder. Kept ones are moved to `preserved/`. */
export function copiedPool(source: string, root: string): WorktreePool & { readonly inUse: () => number } {
  mkdirSync(root, { recursive: true });
  let made = readdirSync(root).length;
  let busy = 0;
  return {
    inUse: () => busy,
    async acquire({ holder }) {
      const name = `wt-${++made}`;
      const path = join(root, name);
      cpSync(source, path, { recursive: true });
      busy++;
      let why: string | undefined;
      return {
        path,
        name,
        branch: `worktree-${name}`,
        commit: '0'.repeat(40),
        preserve: (reason) => (why = reason),
        async [Symbol.asyncDispose]() {
          busy--;
          if (why === undefined) return rmSync(path, { recursive: true, force: true });
          mkdirSync(join(root, 'preserved'), { recursive: true });
          if (existsSync(path)) renameSync(path, join(root, 'preserved', holder));
        },
      };
    },
    list: () => [],
    async [Symbol.asyncDispose]() {},
  };
}
