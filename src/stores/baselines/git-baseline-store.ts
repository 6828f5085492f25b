import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HistoryRecord } from '../../core/history/history.ts';
import { uniformAt } from '../../core/random.ts';
import { MINUTE_MS } from '../../core/time.ts';
import type { AppendedBaseline, BaselineStore, LoadedBaseline } from '../../ports/baseline-store.ts';
import type { Clock } from '../../ports/clock.ts';
import { fileNameOf, grownBaseline, MAX_BASELINE_BYTES, readBaseline } from './baseline-text.ts';
import { FOLDER, type GitBranch, GitError, gitBranch, type Tip } from './git-branch.ts';
import { createGit } from './run-git.ts';

export interface GitBaselineOptions {
  /** What git can push to: `https://github.com/acme/widgets.git`, a path, an SSH address. Without credentials in it. */
  readonly remote: string;
  /** Holds baselines and nothing else; made, without any parent, when the first record is appended. */
  readonly branch: string;
  /** For `https:` remotes; absent: whatever git finds by itself (an SSH agent, a credential helper). */
  readonly token?: string;
  readonly clock: Clock;
  /** Environment of this process, of which git gets what it needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the temporary repository is made. Default: the system's folder. */
  readonly tempRoot?: string;
  /** How long to try against other writers, in milliseconds. Default 5 minutes. */
  readonly patienceMs?: number;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 6_000;

/**
 * A baseline on a data branch. Every operation works in a temporary bare repository: the user's work tree, index, branches and hooks are not
 * touched. Appending fetches, commits on top and pushes with a lease; who was too slow begins again after a random wait.
 *
 * @throws TypeError when the branch's name or the remote can't be one
 */
export function createGitBaselineStore(options: GitBaselineOptions): BaselineStore {
  const { remote, branch, clock, patienceMs = 5 * MINUTE_MS } = options;
  check(remote, branch);
  const fileOf = (id: string): string => fileNameOf(id, (text) => createHash('sha256').update(text).digest('hex').slice(0, 8));
  return {
    name: `git:${branch}`,
    load: (id, signal) =>
      within(options, async (data): Promise<LoadedBaseline> => {
        const file = fileOf(id);
        const tip = await data.read(file, MAX_BASELINE_BYTES, signal);
        return loaded(tip, `${FOLDER}/${file} on ${branch}`, branch, id);
      }),
    append: (id, records, signal) =>
      within(options, async (data): Promise<AppendedBaseline> => {
        const file = fileOf(id);
        const place = `${FOLDER}/${file} on ${branch}`;
        const giveUpAt = clock.now() + patienceMs;
        const jitter = randomUUID();
        for (let tries = 1; ; tries++) {
          const tip = await data.read(file, MAX_BASELINE_BYTES, signal);
          const before = loaded(tip, place, branch, id);
          if (before.kind === 'refused') return before;
          const { text, count } = grownBaseline(id, before.kind === 'found' ? before.history : undefined, records);
          const base = tip.kind === 'at' ? tip.commit : undefined;
          const pushed = await data.push(base, file, text, messageOf(id, records), clock.now(), signal);
          if (pushed.kind === 'pushed') return { kind: 'appended', records: count, to: place };
          if (pushed.kind === 'refused') return refused(`can't push to ${branch}: ${pushed.reason}`, true);
          if (clock.now() >= giveUpAt || signal?.aborted === true) {
            return {
              kind: 'refused',
              reason: `others kept writing to ${branch}: given up after ${tries} tries`,
              fix: 'append the legs of a matrix in one job',
            };
          }
          const cap = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
          await clock.sleepUntil(clock.now() + cap * uniformAt(jitter, tries), signal);
        }
      }),
  };
}

/** With the branch in a temporary repository, which is deleted in any case. */
async function within<T>({ remote, branch, token, env, tempRoot }: GitBaselineOptions, work: (data: GitBranch) => Promise<T>): Promise<T | Refusal> {
  const gitDir = await mkdtemp(join(tempRoot ?? tmpdir(), 'runner-harness-git-'));
  try {
    const credentials = token === undefined || !URL.canParse(remote) ? undefined : { origin: new URL(remote).origin, token };
    const git = createGit({ gitDir, env, ...(credentials !== undefined && { credentials }) });
    const made = await git(['init', '--quiet', '--bare', '--template=', gitDir]);
    if (!made.ok) return refused(made.said, false);
    return await work(gitBranch(git, gitDir, remote, branch));
  } catch (error) {
    if (error instanceof GitError) return refused(error.message, false);
    throw error;
  } finally {
    await rm(gitDir, { recursive: true, force: true });
  }
}

type Refusal = Extract<LoadedBaseline, { kind: 'refused' }>;

function loaded(tip: Tip, place: string, branch: string, id: string): LoadedBaseline {
  if (tip.kind === 'absent') return { kind: 'none', why: `there is no branch ${branch}` };
  if (tip.kind === 'refused') return refused(tip.reason, false);
  if (tip.blob === undefined) return { kind: 'none', why: `there is no ${place}` };
  const read = readBaseline(tip.blob, { source: place, id });
  if (!read.ok) return { kind: 'refused', reason: read.reason, fix: `restore ${place} from an earlier commit, or delete it to record anew` };
  return { kind: 'found', history: read.history, from: place, ...(read.migratedFrom !== undefined && { migratedFrom: read.migratedFrom }) };
}

function refused(reason: string, writing: boolean): Refusal {
  if (/\b(401|403)\b|denied|permission|not authori[sz]ed|authentication|could not read Username/i.test(reason)) {
    const fix = writing
      ? 'add "permissions: { contents: write }" to the job (with what it already has); the token of a pull request from a fork can only read'
      : 'add "permissions: { contents: read }" to the job (with what it already has), or give a token that can read the repository';
    return { kind: 'refused', reason, fix };
  }
  return { kind: 'refused', reason };
}

function messageOf(id: string, records: readonly HistoryRecord[]): string {
  const commits = [...new Set(records.flatMap(({ source }) => source?.commit ?? []))].map((commit) => commit.slice(0, 12));
  return `Record ${records.length === 1 ? 'a result' : `${records.length} results`} of ${id}${commits.length === 0 ? '' : ` at ${commits.slice(0, 3).join(', ')}`}`;
}

function check(remote: string, branch: string): void {
  if (!/^(?!.*(\.\.|\/\/|@\{|\.lock(\/|$)))[A-Za-z0-9_][A-Za-z0-9._/-]*$/.test(branch) || /[./]$/.test(branch)) {
    throw new TypeError(`"${branch}" can't be a branch's name: use letters, digits, "-", "_", "." and "/"`);
  }
  if (remote === '' || remote.startsWith('-')) throw new TypeError(`"${remote}" can't be a remote repository`);
  if (URL.canParse(remote) && new URL(remote).password !== '') throw new TypeError('a remote holds no credentials: give the token apart');
}
