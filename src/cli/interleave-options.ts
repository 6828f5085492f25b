import type { Command } from 'commander';
import { INTERLEAVE_DEFAULTS } from '../core/interleave/interleaved-scenario.ts';
import { INTERLEAVED_METRICS } from '../core/plan/plan.ts';
import { addAccessOptions } from './access-options.ts';
import type { AccessOptions } from './github-access.ts';
import { collect } from './plan-options.ts';
import { UsageError } from './usage-error.ts';

/** Options of `gate --interleave`, as they were typed. */
export interface InterleaveOptions extends AccessOptions {
  readonly interleave?: string;
  readonly workflow?: string;
  readonly command?: string;
  readonly inputs?: readonly string[];
  readonly repository?: string;
  readonly target?: string;
  readonly metrics?: string;
  readonly threshold?: string;
  readonly detect?: string;
  readonly maxBlocks?: string;
  readonly maxDuration?: string;
  readonly slowHead?: string;
  readonly session?: string;
  readonly seed?: string;
  readonly speed?: string;
  readonly failOn?: string;
  readonly reportDir: string;
  readonly json?: true;
  readonly color: boolean;
}

/** What only `--interleave` gives a meaning. */
const ONLY_INTERLEAVED = {
  workflow: '--workflow',
  command: '--command',
  inputs: '--inputs',
  repository: '--repository',
  target: '--target',
  metrics: '--metrics',
  detect: '--detect',
  maxBlocks: '--max-blocks',
  maxDuration: '--max-duration',
  slowHead: '--slow-head',
  session: '--session',
  seed: '--seed',
  speed: '--speed',
  tokenEnv: '--token-env',
  apiUrl: '--api-url',
} as const satisfies Partial<Record<keyof InterleaveOptions, string>>;

/** What compares files, and has no meaning with `--interleave`. */
const ONLY_FILES = { baseline: '--baseline', updateBaseline: '--update-baseline', id: '--id', rule: '--rule', format: '--format' } as const;

/** Adds the options of {@link InterleaveOptions} that `gate` has not got already. */
export function addInterleaveOptions(command: Command): Command {
  command
    .optionsGroup('Base against head, without files:')
    .option('--interleave <BASE..HEAD>', 'run a workflow or a command on two branches or tags in turns until it is known which is slower')
    .option('--workflow <FILE>', 'the workflow')
    .option('--command <LINE>', 'instead of a workflow: a line for the shell, run on this machine in worktrees of both (--target local)')
    .option('--inputs <NAME=VALUE>', 'input of the workflow; may be given several times', collect)
    .option('--repository <OWNER/NAME>', 'where the workflow is (default: that of the remote "origin" here)')
    .option('--target <NAME>', 'github; local: worktrees of this repository on this machine; or simulated: the embedded GitHub, no account needed')
    .option('--metrics <NAMES>', `what is compared: ${INTERLEAVED_METRICS.join(', ')} (default: ${INTERLEAVE_DEFAULTS.metrics.join(', ')})`)
    .option('--detect <SHARE>', 'a slowdown of this size must not escape (default: 4 % more than the threshold)')
    .option('--max-blocks <N>', `blocks of four runs, after which it is inconclusive (default: ${INTERLEAVE_DEFAULTS.maxBlocks})`)
    .option('--max-duration <SPAN>', 'no block begins after so long')
    .option('--session <NAME>', 'name or id of the session: one that has not ended goes on (default: a new one)')
    .option('--slow-head <SHARE>', 'simulated target: head is so much slower, to see the gate close')
    .option('--seed <N>', 'seeds everything that is random')
    .option('--speed <FACTOR>', 'simulated target: how fast its time runs (default: 20)');
  return addAccessOptions(command);
}

/**
 * Does `gate` compare files or two revisions?
 *
 * @throws UsageError where the options mean both, or neither
 */
export function isInterleaved(files: readonly string[], options: object): boolean {
  const given = (names: Readonly<Record<string, string>>): string[] =>
    Object.entries(names).flatMap(([name, flag]) => ((options as Readonly<Record<string, unknown>>)[name] === undefined ? [] : [flag]));
  if ('interleave' in options && options.interleave !== undefined) {
    const odd = [...(files.length > 0 ? ['FILES'] : []), ...given(ONLY_FILES)];
    if (odd.length === 0) return true;
    throw new UsageError(`${odd.join(', ')}: --interleave measures both sides itself`, { fix: 'leave out one of them' });
  }
  const odd = given(ONLY_INTERLEAVED);
  if (odd.length > 0) throw new UsageError(`${odd.join(', ')}: only with --interleave`, { fix: 'add --interleave BASE..HEAD, or leave them out' });
  if (files.length === 0) {
    throw new UsageError('gate compares nothing: there are neither FILES nor --interleave', {
      fix: 'runner-harness gate bench.json --baseline file:PATH, or runner-harness gate --interleave main..feature --workflow simple.yml',
    });
  }
  if (given({ baseline: '--baseline' }).length === 0)
    throw new UsageError('FILES need a --baseline to compare them with', { fix: 'add --baseline file:PATH' });
  return false;
}
