import type { Command } from 'commander';

/** Adds the options of `AccessOptions` to a command. */
export function addAccessOptions(command: Command): Command {
  return command
    .optionsGroup('Access:')
    .option('--token-env <NAME>', 'environment variable with the token (default: GITHUB_TOKEN, then GH_TOKEN)')
    .option('--api-url <URL>', 'API of a GitHub Enterprise Server (default: GITHUB_API_URL, then https://api.github.com)');
}
