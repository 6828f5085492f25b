import { checkConclusion } from '../core/delivery/check-conclusion.ts';
import { deliveryPlace } from '../core/delivery/delivery-place.ts';
import { isWorthTelling } from '../core/delivery/worth-telling.ts';
import type { Outcome, ReportInput } from '../core/result.ts';
import { renderComment } from '../reports/comment.ts';
import { headlineOf } from '../reports/headline.ts';
import type { Delivered } from '../targets/github-delivery/delivered.ts';
import { publishCheck } from '../targets/github-delivery/publish-check.ts';
import { publishComment } from '../targets/github-delivery/publish-comment.ts';
import { type CheckpointContext, ownApi } from './checkpoints.ts';
import type { Console } from './console.ts';
import { readEvent } from './event.ts';

/** What a delivery works with. */
export type DeliveryTools = Omit<CheckpointContext, 'request'> & { readonly console: Console };

export interface DeliveryContext extends CheckpointContext {
  readonly console: Console;
  readonly report: ReportInput;
  /** Tells the comments and checks of several gates apart. */
  readonly gateId: string;
  readonly failOn: readonly Outcome[];
}

/** A check's summary may be so long, in characters. */
const LONGEST_SUMMARY = 65_535;

/** Tells a pull request: one comment and one check for each gate. Whatever of it fails is a warning, the verdict is the step's. */
export async function deliver(context: DeliveryContext): Promise<void> {
  const { console, failOn, gateId, report, request, env, signals } = context;
  const { inputs, surroundings } = request;
  const { comment: mode = 'never' } = inputs;
  if (mode === 'never') return;
  const { repository, runId, attempt, serverUrl } = surroundings;
  const event = readEvent(env);
  const place = deliveryPlace(event, repository, event.sha);
  if (place.kind === 'read_only') {
    return console.line(
      `No comment and no check on #${place.number}: ${place.why}, so that the token can only read. The verdict stands in the job summary; examples/pull-request-gate-fork shows how to comment all the same.`,
    );
  }
  const api = ownApi(context);
  if (api === undefined) return console.line('No comment: the token is for another server (api-url) and is not sent to this one.');
  const runUrl = `${serverUrl}/${repository}/actions/runs/${runId}`;
  const about = { gateId, runId, attempt, runUrl, commit: place.headSha };
  const body = renderComment(report, about);
  const { word, sentence } = headlineOf(report.result);
  if (place.kind === 'pull_request') {
    const order = { repository, pullRequest: place.number, body, mode, worthTelling: isWorthTelling(report.result) };
    tell(console, 'comment', await publishComment(api, order, signals.stopper));
  }
  if (place.headSha === '') return;
  const check = {
    repository,
    headSha: place.headSha,
    name: `Runner Harness: ${gateId}`,
    conclusion: checkConclusion(report.result.outcome, failOn),
    title: `${word}: ${sentence}`,
    summary: body.slice(0, LONGEST_SUMMARY),
    detailsUrl: runUrl,
  };
  tell(console, 'check', await publishCheck(api, check, signals.stopper));
}

/** Says in the log what became of it; a refusal is a warning. */
export function tell(console: Console, what: 'comment' | 'check', delivered: Delivered): void {
  switch (delivered.kind) {
    case 'refused': {
      const text = `${delivered.reason}${delivered.fix === undefined ? '' : `: ${delivered.fix}`}`;
      return console.annotate({ level: 'warning', title: `No ${what}`, message: text });
    }
    case 'skipped':
      return console.line(`No ${what}: ${delivered.why}.`);
    default:
      return console.line(`The ${what} was ${delivered.kind}: ${delivered.url}`);
  }
}
