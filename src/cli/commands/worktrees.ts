import { Argument, type Command } from 'commander';
import type { Register } from '../register.ts';
import type { WorktreesOptions } from '../show-worktrees.ts';
import type { World } from '../world.ts';

/** `worktrees`: what the local target's pool of worktrees has on disk. */
export function addWorktrees(program: Command, world: World, register: Register): void {
  program
    .command('worktrees')
    .summary('list, clean or adopt the worktrees in which local tests ran')
    .description(
      'Lists the worktrees of a repository in which local tests ran, those that were preserved after a failure among them; removes them; or makes one your own. Never touches your working tree.',
    )
    .addArgument(new Argument('[WHAT]', 'list, clean or adopt').choices(['list', 'clean', 'adopt']).default('list'))
    .argument('[NAME]', 'adopt: the worktree, as list names it')
    .argument('[PATH]', 'adopt: where it shall lie, as a worktree of your repository on the branch adopted/NAME')
    .option('--repository <DIR>', 'the repository', '.')
    .option('--place <DIR>', 'where the worktrees lie (default: beside the repository, ../NAME-worktrees)')
    .option('--preserved', 'clean: also those that were preserved')
    .option('--force', 'clean: also those of a session on another machine or in another container; never those of a running session of this one')
    .option('--json', 'list: as JSON on stdout')
    .addHelpText(
      'after',
      '\nExamples:\n  runner-harness worktrees list\n  runner-harness worktrees clean --preserved\n  runner-harness worktrees adopt 20261129-010203-login ../login-fix',
    )
    .action(
      register(async (what: 'list' | 'clean' | 'adopt', name: string | undefined, path: string | undefined, options: WorktreesOptions) => {
        const { showWorktrees } = await import('../show-worktrees.ts');
        return await showWorktrees(what, { ...options, ...(name !== undefined && { name }), ...(path !== undefined && { path }) }, world);
      }),
    );
}
