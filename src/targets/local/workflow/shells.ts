/** How GitHub starts the script of a step, by `shell:` (docs.github.com, "Workflow syntax", jobs.<job_id>.steps[*].shell). */
const SHELLS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '{0}'],
  sh: ['sh', '-e', '{0}'],
  python: ['python', '{0}'],
  pwsh: ['pwsh', '-command', ". '{0}'"],
};

/** Where a workflow names none. */
const DEFAULT: readonly [string, ...string[]] = ['bash', '-e', '{0}'];

/** Ending of the script's file; some shells refuse others. */
export function scriptName(shell: string | undefined): string {
  return shell === 'python' ? 'script.py' : shell === 'pwsh' ? 'script.ps1' : 'script.sh';
}

/**
 * The command that runs a script.
 *
 * @param shell a name that GitHub knows, or a command of the workflow's own with `{0}` for the script: `perl {0}`
 */
export function shellCommand(shell: string | undefined, script: string): readonly [string, ...string[]] {
  const template = shell === undefined ? DEFAULT : Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  const [program = 'sh', ...words] = template ?? (shell ?? '').trim().split(/\s+/);
  return [program, ...words.map((word) => word.replaceAll('{0}', script))];
}
