import { ResumeRefusedError } from '../app/errors.ts';
import { newestCheckpoint } from '../app/restore-checkpoint.ts';
import { type FoundSession, findSession } from '../app/resume-session.ts';
import type { CheckpointStore } from '../ports/checkpoint-store.ts';
import type { GitHubApi } from '../ports/github-api.ts';
import { ask } from '../stores/baselines/github-answers.ts';
import type { Surroundings } from './surroundings.ts';

/** The workflow run that an artifact belongs to, and the session whose checkpoint it is. */
export interface ArtifactPlace {
  readonly runId: string;
  /** The beginning of the session's id; absent: it is another kind of artifact. */
  readonly sessionId?: string;
}

/** `rh-state-<16 digits of the session>[.<generation>]-<epoch>-<n>` */
const CHECKPOINT = /^rh-state-([0-9a-f]{16})(?:\.\d+)?-\d+-\d+$/;
const PER_PAGE = 100;

/** @throws ResumeRefusedError when there is no such artifact */
export async function placeOfArtifact(id: string, api: GitHubApi | undefined, { repository }: Surroundings): Promise<ArtifactPlace> {
  const artifact = await read(
    api,
    'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}',
    repository,
    { artifact_id: id },
    `read artifact ${id}`,
  );
  const { name, workflow_run: run } = artifact as { readonly name?: unknown; readonly workflow_run?: { readonly id?: unknown } | null };
  if (typeof run?.id !== 'number') throw new ResumeRefusedError([`GitHub does not say which workflow run artifact ${id} belongs to`]);
  const runId = String(run.id);
  const [, own] = CHECKPOINT.exec(String(name)) ?? [];
  if (own !== undefined) return { runId, sessionId: own };
  // Results, say: the run that left them left checkpoints too.
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
  const listed = await read(api, route, repository, { run_id: runId, per_page: PER_PAGE }, `list the artifacts of run ${runId}`);
  const names = ((listed as { readonly artifacts?: readonly { readonly name?: unknown }[] }).artifacts ?? []).map((one) => String(one.name));
  const ids = [...new Set(names.flatMap((one) => CHECKPOINT.exec(one)?.[1] ?? []))];
  const [sessionId, ...others] = ids;
  if (sessionId === undefined)
    throw new ResumeRefusedError([`run ${runId}, to which artifact ${id} (${name}) belongs, left no checkpoint (rh-state-…)`]);
  if (others.length > 0) {
    throw new ResumeRefusedError([
      `run ${runId} has checkpoints of ${ids.length} sessions: give the number of an artifact rh-state-… of one of ${ids.join(', ')}`,
    ]);
  }
  return { runId, sessionId };
}

/**
 * The session that the input `resume` names.
 *
 * @throws SessionNotFoundError, ResumeRefusedError, JournalDamagedError
 */
export async function findResumed(
  sessionId: string,
  reportRoot: string,
  checkpoints: CheckpointStore | undefined,
  onNotice: (text: string) => void,
): Promise<FoundSession> {
  // A checkpoint's name has the beginning of the id only; what is in it knows the whole.
  const copy = checkpoints === undefined ? undefined : await newestCheckpoint(checkpoints, sessionId, { force: true, onNotice });
  const whole = copy?.session.id.startsWith(sessionId) === true ? copy.session.id : sessionId;
  return await findSession({ reportRoot, sessionId: whole, onNotice, ...(checkpoints === undefined ? {} : { checkpoints }) });
}

async function read(api: GitHubApi | undefined, route: string, repository: string, more: object, doing: string): Promise<unknown> {
  if (api === undefined) throw new ResumeRefusedError([`can't ${doing}: the token is for another server (api-url)`]);
  const [owner, repo] = repository.split('/');
  const answer = await ask(api, route, { owner, repo, ...more }, doing);
  if (answer.kind === 'found') return answer.value;
  throw new ResumeRefusedError([answer.fix === undefined ? answer.reason : `${answer.reason}: ${answer.fix}`]);
}
