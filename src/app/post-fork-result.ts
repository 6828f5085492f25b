import { readUntrustedResult } from '../core/delivery/untrusted-result.ts';
import { type CommentMode, isWorthTelling } from '../core/delivery/worth-telling.ts';
import type { StopSignal } from '../ports/stop-signal.ts';
import { renderComment } from '../reports/comment.ts';
import { type ArtifactSource, readArtifactFile } from '../stores/baselines/artifact-file.ts';
import type { Delivered } from '../targets/github-delivery/delivered.ts';
import { findPullRequest } from '../targets/github-delivery/find-pull-request.ts';
import { publishComment } from '../targets/github-delivery/publish-comment.ts';

export interface PostForkOptions extends ArtifactSource {
  /** The run that measured. */
  readonly runId: string;
  /** Path of the workflow file that must have run. */
  readonly workflow: string;
  /** Name of its artifact, and the path of the result in it. */
  readonly artifact: string;
  readonly file: string;
  readonly gateId: string;
  readonly mode: CommentMode;
  readonly author?: string;
}

/**
 * Comments on a pull request from a fork, in a run of our own that may write (`workflow_run`): no code of the pull request runs here, its result is
 * read as data, and which pull request it belongs to is GitHub's word.
 */
export async function postForkResult(options: PostForkOptions, signal?: StopSignal): Promise<Delivered> {
  const { api, artifact, author, file, gateId, mode, repository, runId } = options;
  const pull = await findPullRequest(api, options, signal);
  if (pull.kind === 'none') return { kind: 'skipped', why: pull.why };
  if (pull.kind === 'refused') return { kind: 'refused', reason: pull.why };
  const left = await readArtifactFile(options, runId, artifact, file, signal);
  if (left.kind === 'absent') return { kind: 'skipped', why: `run ${runId} left no artifact ${artifact}` };
  if (left.kind === 'refused') return { kind: 'refused', reason: left.reason, ...(left.fix !== undefined && { fix: left.fix }) };
  const read = readUntrustedResult(new TextDecoder().decode(left.bytes));
  if (!read.ok) return { kind: 'refused', reason: `${file} of run ${runId}: ${read.reason}` };
  const { attempt, headSha, number, runUrl } = pull;
  const body = renderComment(read.input, { gateId, runId, attempt, runUrl, commit: headSha });
  const order = {
    repository,
    pullRequest: number,
    body,
    mode,
    worthTelling: isWorthTelling(read.input.result),
    ...(author !== undefined && { author }),
  };
  return await publishComment(api, order, signal);
}
