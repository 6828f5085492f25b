import { readFileSync } from 'node:fs';
import type { UsageProblem } from './problem.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the runner tells an action about the workflow run that it is a part of. */
export interface Surroundings {
  /** `https://github.com`, for links. */
  readonly serverUrl: string;
  /** REST API of that server. */
  readonly apiUrl: string;
  /** `owner/name` in which this workflow runs. */
  readonly repository: string;
  readonly runId: string;
  /** 1, or more for a re-run. */
  readonly attempt: number;
  readonly job: string;
  /** Id of this step, unique in its job. */
  readonly action: string;
  /** The checkout, absolute; also the working directory. */
  readonly workspace: string;
  /** Branch that this run is about and the repository that holds it; absent: there is no such branch, as for a tag. */
  readonly head?: { readonly repository: string; readonly branch: string };
  /** File to which the job summary is appended. */
  readonly summaryPath?: string;
}

const NEEDED = ['GITHUB_SERVER_URL', 'GITHUB_API_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID', 'GITHUB_WORKSPACE'] as const;

/** Reads the runner's variables once; nothing below reads the environment. */
export function readSurroundings(env: Environment): { readonly surroundings: Surroundings; readonly problems: readonly UsageProblem[] } {
  const missing = NEEDED.filter((name) => (env[name] ?? '') === '');
  const head = readHead(env);
  const surroundings: Surroundings = {
    serverUrl: env.GITHUB_SERVER_URL ?? '',
    apiUrl: env.GITHUB_API_URL ?? '',
    repository: env.GITHUB_REPOSITORY ?? '',
    runId: env.GITHUB_RUN_ID ?? '',
    attempt: Number(env.GITHUB_RUN_ATTEMPT ?? 1) || 1,
    job: env.GITHUB_JOB ?? '',
    action: env.GITHUB_ACTION ?? '',
    workspace: env.GITHUB_WORKSPACE ?? '',
    ...(head === undefined ? {} : { head }),
    ...(env.GITHUB_STEP_SUMMARY === undefined ? {} : { summaryPath: env.GITHUB_STEP_SUMMARY }),
  };
  const problems = missing.map((name) => ({
    where: name,
    message: 'the runner did not set this variable',
    fix: 'the Action runs on a GitHub Actions runner; elsewhere use the command line',
  }));
  return { surroundings, problems };
}

function readHead(env: Environment): Surroundings['head'] {
  const { GITHUB_HEAD_REF: headRef = '', GITHUB_REF_NAME: refName = '', GITHUB_REF_TYPE: refType, GITHUB_REPOSITORY: here = '' } = env;
  if (headRef !== '') {
    // A pull request: its branch may stand in a fork.
    const repository = headRepository(env.GITHUB_EVENT_PATH);
    return repository === undefined ? undefined : { repository, branch: headRef };
  }
  // `12/merge` is no branch: a pull request's merge commit without a head ref.
  return refType === 'branch' && refName !== '' && !(env.GITHUB_REF ?? '').startsWith('refs/pull/')
    ? { repository: here, branch: refName }
    : undefined;
}

function headRepository(eventPath: string | undefined): string | undefined {
  if (eventPath === undefined || eventPath === '') return undefined;
  try {
    const event = JSON.parse(readFileSync(eventPath, 'utf8')) as { pull_request?: { head?: { repo?: { full_name?: unknown } | null } } } | null;
    const name = event?.pull_request?.head?.repo?.full_name;
    return typeof name === 'string' ? name : undefined;
  } catch {
    // No event, no knowledge of its branch: the default branch it is.
    return undefined;
  }
}
