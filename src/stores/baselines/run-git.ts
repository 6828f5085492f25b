import { spawn } from 'node:child_process';
import { redactSecrets } from '../../core/plan/secrets.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';

/** What git said. */
export interface GitAnswer {
  readonly ok: boolean;
  readonly out: Uint8Array;
  /** Its messages, one line, without credentials, for people. */
  readonly said: string;
}

export interface GitOptions {
  /** A repository of our own: never the user's. */
  readonly gitDir: string;
  /** Of this process; only what git needs is handed on. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Sent to this origin only: by environment, where no list of processes shows it. */
  readonly credentials?: { readonly origin: string; readonly token: string };
}

export type Git = (
  args: readonly string[],
  more?: { readonly input?: string; readonly env?: Readonly<Record<string, string>>; readonly signal?: StopSignal },
) => Promise<GitAnswer>;

/** What git may see of the environment: nothing of the Action's inputs and tokens, no GIT_DIR or GIT_INDEX_FILE of a caller. */
const HANDED_ON =
  /^(PATH|HOME|USER|LOGNAME|TMPDIR|TEMP|TMP|LANG|LC_.*|SSH_AUTH_SOCK|SSL_CERT_.*|GIT_SSL_.*|GIT_SSH|GIT_SSH_COMMAND|SYSTEMROOT|USERPROFILE|APPDATA|XDG_CONFIG_HOME|(HTTPS?|NO|ALL)_PROXY|(https?|no|all)_proxy)$/;

const IDENTITY = { name: 'runner-harness', email: 'runner-harness@users.noreply.github.com' };
const MAX_OUT_BYTES = 80 * 1024 * 1024;

/** Runs git: arguments as a list and no shell, no hook, no question, no helper program of a transport. */
export function createGit({ gitDir, env, credentials }: GitOptions): Git {
  const base = Object.fromEntries(Object.entries(env).filter(([key, value]) => HANDED_ON.test(key) && value !== undefined)) as Record<string, string>;
  const config: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['gc.auto', '0'],
    ['push.gpgSign', 'false'],
    ['protocol.ext.allow', 'never'],
  ];
  if (credentials !== undefined) {
    const basic = Buffer.from(`x-access-token:${credentials.token}`).toString('base64');
    config.push([`http.${credentials.origin}/.extraHeader`, `Authorization: Basic ${basic}`]);
  }
  const settings: Record<string, string> = {
    GIT_DIR: gitDir,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    LC_ALL: 'C',
    GIT_AUTHOR_NAME: IDENTITY.name,
    GIT_AUTHOR_EMAIL: IDENTITY.email,
    GIT_COMMITTER_NAME: IDENTITY.name,
    GIT_COMMITTER_EMAIL: IDENTITY.email,
    GIT_CONFIG_COUNT: String(config.length),
    ...Object.fromEntries(
      config.flatMap(([key, value], i) => [
        [`GIT_CONFIG_KEY_${i}`, key],
        [`GIT_CONFIG_VALUE_${i}`, value],
      ]),
    ),
  };
  const secret = credentials?.token;
  return (args, { input = '', env: more = {}, signal } = {}) =>
    new Promise((resolve) => {
      const child = spawn('git', args, { cwd: gitDir, env: { ...base, ...settings, ...more }, stdio: 'pipe' });
      const out: Buffer[] = [];
      let bytes = 0;
      let said = '';
      const stop = (): void => void child.kill();
      signal?.addEventListener('abort', stop, { once: true });
      if (signal?.aborted === true) stop();
      child.stdout.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_OUT_BYTES) child.kill();
        else out.push(chunk);
      });
      child.stderr.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-4000);
      });
      const end = (ok: boolean, text: string): void => {
        signal?.removeEventListener('abort', stop);
        resolve({ ok, out: Buffer.concat(out), said: plain(text, secret) });
      };
      child.on('error', (error) => end(false, (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'git is not installed' : error.message));
      child.on('close', (code, killed) => end(code === 0, killed === null ? said : `${said} (ended by ${killed})`));
      // It may end without reading its input.
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    });
}

function plain(text: string, secret: string | undefined): string {
  const hidden = secret === undefined || secret === '' ? text : text.replaceAll(secret, '[token]');
  const lines = redactSecrets(hidden)
    .replace(/(https?:\/\/)[^/@\s]+@/g, '$1')
    .split('\n')
    .map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .join('; ')
    .slice(-600);
}
