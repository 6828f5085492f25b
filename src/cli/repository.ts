import { execFileSync } from 'node:child_process';

/**
 * The repository of the working directory, from the address of its remote `origin`: what `gh` does, so that `run` in a clone needs no `--repository`.
 *
 * @param host only a remote on this host counts: a token goes to no repository that happens to have the same name elsewhere
 */
export function repositoryOfFolder(folder: string, host: string): string | undefined {
  try {
    const url = execFileSync('git', ['remote', 'get-url', 'origin'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5_000,
    });
    return repositoryOfRemote(url.trim(), host);
  } catch {
    // No git, no repository, no remote: there is no default then, and whoever needs one says so.
    return undefined;
  }
}

/** @example repositoryOfRemote('git@github.com:acme/widgets.git', 'github.com') // 'acme/widgets' */
export function repositoryOfRemote(url: string, host: string): string | undefined {
  const scp = /^(?:[^@/]+@)?([^:/]+):(?!\/\/)(.+)$/.exec(url);
  let parts: readonly [host: string, path: string] | undefined;
  if (scp?.[1] !== undefined && scp[2] !== undefined && !url.includes('://')) parts = [scp[1], scp[2]];
  else if (URL.canParse(url)) parts = [new URL(url).hostname, new URL(url).pathname];
  if (parts === undefined || parts[0].toLowerCase() !== host.toLowerCase()) return undefined;
  return /^\/?([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(parts[1])?.[1];
}
