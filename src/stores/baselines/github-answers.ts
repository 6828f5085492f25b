import type { GitHubAnswer, GitHubApi } from '../../ports/github-api.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';

export interface Found<T> {
  readonly kind: 'found';
  readonly value: T;
}

export interface ApiRefusal {
  readonly kind: 'refused';
  readonly reason: string;
  readonly fix?: string;
}

/** Asks for JSON. @param doing what for, in a sentence: `list the runs` */
export async function ask(
  api: GitHubApi,
  route: string,
  params: Readonly<Record<string, unknown>>,
  doing: string,
  signal?: StopSignal,
): Promise<Found<unknown> | ApiRefusal> {
  const answer = await api(route, params, signal);
  if (answer.kind === 'answer' && answer.status < 300 && answer.json !== undefined) return { kind: 'found', value: answer.json };
  return refusalOf(answer, doing);
}

/** A refusal with the line of YAML that mends it, where it is a missing permission. */
export function refusalOf(answer: GitHubAnswer, doing: string): ApiRefusal {
  if (answer.kind === 'none') return { kind: 'refused', reason: `can't ${doing}: ${answer.why}` };
  const reason = `can't ${doing}: GitHub answered ${answer.status}${answer.message === '' ? '' : ` (${answer.message})`}`;
  if (answer.status === 403 || answer.status === 404) {
    return { kind: 'refused', reason, fix: 'add "permissions: { actions: read }" to the job (with what it already has)' };
  }
  return { kind: 'refused', reason };
}
