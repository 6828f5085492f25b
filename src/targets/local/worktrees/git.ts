import { spawn } from 'node:child_process';
import { redactSecrets } from '../../../core/plan/secrets.ts';
import { WorktreeError } from './worktree-error.ts';

export interface GitCall {
  /** Absolute: where it runs. */
  readonly cwd: string;
  readonly input?: string;
  /** More settings, for this call. */
  readonly config?: readonly (readonly [string, string])[];
}

/** @throws WorktreeError `broken` with what git said, where it fails */
export type Git = (args: readonly string[], call: GitCall) => Promise<string>;

/** What git may see of the environment: no `GIT_DIR` or `GIT_INDEX_FILE` of a caller, no token. */
const HANDED_ON = /^(PATH|HOME|USER|LOGNAME|TMPDIR|TEMP|TMP|SYSTEMROOT|USERPROFILE|APPDATA)$/;

/** No hook, no helper, nothing in the background, nothing of the user's taste. */
const CONFIG = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.excludesFile', '/dev/null'],
  ['core.attributesFile', '/dev/null'],
  ['core.longpaths', 'true'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['checkout.workers', '0'],
  ['advice.detachedHead', 'false'],
  ['protocol.allow', 'never'],
  // The user named this repository, so it may belong to somebody else, as in a container.
  ['safe.directory', '*'],
] as const;

/** Runs git: arguments as a list and no shell, no question, no pager, nothing of the system's or the user's configuration, messages in English. */
export function createGit(env: Readonly<Record<string, string | undefined>>): Git {
  const base = Object.fromEntries(Object.entries(env).filter(([key, value]) => HANDED_ON.test(key) && value !== undefined));
  return (args, { cwd, input, config = [] }) => {
    const all = [...CONFIG, ...config];
    const settings = Object.fromEntries(
      all.flatMap(([key, value], i) => [[`GIT_CONFIG_KEY_${i}`, key] as const, [`GIT_CONFIG_VALUE_${i}`, value] as const]),
    );
    const child = spawn('git', args, {
      cwd,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      env: {
        ...base,
        ...settings,
        GIT_CONFIG_COUNT: String(all.length),
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_ATTR_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_LITERAL_PATHSPECS: args[0] === 'clean' ? '1' : '0',
        GIT_ASKPASS: '',
        SSH_ASKPASS: '',
        GIT_PAGER: 'cat',
        LC_ALL: 'C',
      },
    });
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const out: Buffer[] = [];
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    });
    const fail = (why: string, cause?: unknown): void => reject(new WorktreeError('broken', `git ${args[0] ?? ''} in ${cwd}: ${why}`, { cause }));
    child.on('error', (error) => fail((error as NodeJS.ErrnoException).code === 'ENOENT' ? `git or ${cwd} is not there` : error.message, error));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(out).toString());
      else fail(`${plain(said) || 'said nothing'} (${signal === null ? `exit code ${code}` : `ended by ${signal}`})`);
    });
    // It may end without reading its input.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
    return promise;
  };
}

function plain(text: string): string {
  const lines = redactSecrets(text)
    .replace(/(https?:\/\/)[^/@\s]+@/g, '$1')
    .split('\n')
    .map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .join('; ')
    .slice(-600);
}
