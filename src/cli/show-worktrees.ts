import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { terminalText } from '../reports/escape/log.ts';
import { adoptWorktree, removalOf } from '../targets/local/worktrees/adopt-worktree.ts';
import { createGit } from '../targets/local/worktrees/git.ts';
import { cleanPlace, type PlaceSurvey, surveyPlace } from '../targets/local/worktrees/manage-place.ts';
import { defaultPlace, readSourceRepository } from '../targets/local/worktrees/source-repository.ts';
import { WorktreeError } from '../targets/local/worktrees/worktree-error.ts';
import { EXIT } from './exit-code.ts';
import { hangingTable } from './hanging-table.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** Options of `worktrees`. */
export interface WorktreesOptions {
  readonly repository: string;
  readonly place?: string;
  readonly preserved?: true;
  readonly force?: true;
  readonly json?: true;
}

/**
 * Lists, cleans or adopts.
 *
 * @throws UsageError where repository, place or worktree won't do
 */
export async function showWorktrees(
  what: 'list' | 'clean' | 'adopt',
  options: WorktreesOptions & { readonly name?: string; readonly path?: string },
  world: World,
): Promise<number> {
  const { name, path } = options;
  if (what !== 'adopt' && name !== undefined)
    throw new UsageError(`worktrees ${what} takes no name, got ${name}`, { fix: `runner-harness worktrees ${what}` });
  if (what !== 'clean' && (options.preserved === true || options.force === true)) {
    throw new UsageError('--preserved and --force are for clean', { fix: 'runner-harness worktrees clean --preserved' });
  }
  try {
    const git = createGit(world.env);
    const source = await readSourceRepository(resolve(world.cwd, options.repository), git);
    const wanted = options.place === undefined ? defaultPlace(source) : resolve(world.cwd, options.place);
    const place = existsSync(wanted) ? realpathSync(wanted) : wanted;
    if (what === 'adopt') {
      if (name === undefined || path === undefined) {
        throw new UsageError('worktrees adopt needs a worktree and a path', {
          fix: 'runner-harness worktrees adopt NAME PATH; worktrees list shows the names',
        });
      }
      const adopted = await adoptWorktree(place, name, resolve(world.cwd, path), source, git);
      const lines = [
        `${adopted.path} is a worktree of your repository now, on the branch ${adopted.branch} at ${adopted.commit.slice(0, 12)}.`,
        `To get rid of it: ${removalOf(adopted, source)}`,
      ];
      world.stdout.write(`${lines.map((line) => terminalText(line)).join('\n')}\n`);
    } else if (what === 'clean') {
      const { removed, kept } = await cleanPlace(place, source.commonDir, options);
      for (const each of removed) world.stdout.write(`removed ${terminalText(each)}\n`);
      for (const each of kept) world.stdout.write(`kept ${terminalText(each.path)}: ${terminalText(each.why)}\n`);
      if (removed.length + kept.length === 0) world.stdout.write(`No worktrees in ${terminalText(place)}.\n`);
    } else {
      const survey = surveyPlace(place, source.commonDir);
      world.stdout.write(options.json === true ? `${JSON.stringify(survey)}\n` : surveyText(survey, world.stdout.columns()));
    }
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof WorktreeError)) throw error;
    throw new UsageError(error.message, { cause: error, ...(error.fix !== undefined && { fix: error.fix }) });
  }
}

function surveyText({ place, worktrees, preserved, orphans }: PlaceSurvey, columns: number): string {
  if (worktrees.length + preserved.length + orphans.length === 0) return `No worktrees in ${terminalText(place)}.\n`;
  const lines = [`In ${terminalText(place)}:`];
  const rows = worktrees.map(({ name, status, owner, holder, pid, why }) => {
    const test = holder === undefined ? '' : ` ${terminalText(holder)}`;
    if (owner === 'live') return [name, status, status === 'busy' ? `in use:${test} (process ${pid})` : `kept by a running session (process ${pid})`];
    if (owner === 'elsewhere') return [name, status, 'a session on another machine or in another container has it'];
    if (owner === 'dead')
      return [name, 'left', `its session died (process ${pid})${test === '' ? '' : ` during${test}`}; the next session or clean takes it`];
    return [name, status, why === undefined ? 'ready for the next session' : terminalText(why)];
  });
  lines.push(...hangingTable(rows, columns));
  if (preserved.length > 0) {
    lines.push('', 'Preserved:');
    for (const { name, at, test, why, commit, session, command, path } of preserved) {
      const when = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
      lines.push(`  ${terminalText(name)}`);
      const about = [
        ['test', `${terminalText(test)}, session ${terminalText(session)}, ${when} UTC`],
        ['why', terminalText(why)],
        ['commit', terminalText(commit)],
      ];
      lines.push(...hangingTable(about, columns, 4));
      // Not wrapped: it is there to be copied.
      lines.push(`    look    ${existsSync(path) ? terminalText(command) : 'its files were removed'}`);
    }
  }
  if (orphans.length > 0) lines.push('', 'Nobody knows any more (clean removes them):', ...orphans.map((path) => `  ${terminalText(path)}`));
  return `${lines.join('\n')}\n`;
}
