import { KEY_INPUT } from '../../core/plan/workflow-file.ts';
import type { DispatchAnswer } from '../../ports/target.ts';
import { TargetError } from '../../ports/target.ts';
import type { Answered, ApiAnswer } from './client.ts';
import { type Attempted, type Explanation, explainRefusal, isAccessRefusal } from './explain.ts';
import { type ReadyUnit, repositoryOf } from './places.ts';
import type { DispatchedRun } from './shapes.ts';

/** What the answer to a dispatch proves. */
export type Reading =
  | Exclude<DispatchAnswer, { kind: 'acked' }>
  | { readonly kind: 'acked'; readonly runId: string; readonly url: string; readonly sentAt: number }
  /** 204: accepted, the run is not named. */
  | { readonly kind: 'nameless'; readonly sentAt: number }
  /** Nothing was dispatched; send it again without this. */
  | { readonly kind: 'without'; readonly part: 'return_run_details' | 'key' };

/**
 * Reads the answer to `POST …/dispatches` (conformance rows 1–2, 6, 8–11, 14–16, 20–29). Whatever does not prove the one or the
 * other is `unknown`: the run may exist, and nobody may send it again before looking.
 *
 * @throws TargetError when the token has no right to dispatch: every other dispatch would be refused too
 */
export function readDispatchAnswer(answer: ApiAnswer<DispatchedRun>, unit: ReadyUnit): Reading {
  if (answer.kind === 'not_sent') return { kind: 'not_sent', why: answer.why, ...(!answer.withdrawn && { by: 'outage' as const }) };
  if (answer.kind === 'no_answer') return { kind: 'unknown', why: `${answer.why}; the run may exist` };
  const { status, message, body, redirect, limited, sentAt } = answer;
  if (limited !== undefined) return { kind: 'limited', why: limited.why, untilAt: limited.untilAt, by: limited.by };
  if (redirect?.kind === 'refused') return { kind: 'unknown', why: redirect.why };
  if (status === 204) return { kind: 'nameless', sentAt };
  if (status >= 500) return { kind: 'unknown', why: `GitHub answered ${status}; the run may exist` };
  if (status < 300) {
    if (status === 200 && body.ok) return { kind: 'acked', ...body.value, sentAt };
    return { kind: 'unknown', why: `GitHub answered ${status}, but ${body.ok ? 'not with a run' : body.why}; the run may exist` };
  }
  if ((status === 400 || status === 422) && /return_run_details/.test(message)) return { kind: 'without', part: 'return_run_details' };
  if (status === 422 && unit.sendKey && isUnexpectedKey(message)) return { kind: 'without', part: 'key' };
  return refused(answer, unit);
}

function refused(answer: Answered<unknown>, unit: ReadyUnit): Reading {
  const repository = repositoryOf(unit);
  const attempted: Attempted = { doing: `dispatch ${unit.workflow} in ${repository}`, permission: 'actions: write' };
  const known = explain422(answer, unit) ?? explainRefusal(answer, attempted);
  if (isAccessRefusal(answer)) throw new TargetError(known.why, { refused: true, ...(known.fix === undefined ? {} : { fix: known.fix }) });
  return { kind: 'rejected', ...known };
}

function explain422(answer: Answered<unknown>, unit: ReadyUnit): Explanation | undefined {
  const { status, message } = answer;
  const place = `${unit.workflow} in ${repositoryOf(unit)}`;
  const why = `can't dispatch ${place}: GitHub answered ${status} ${message}`;
  if ((status === 422 || status === 403) && /disabled/i.test(message))
    return { why, fix: `gh workflow enable ${unit.workflow} -R ${repositoryOf(unit)}` };
  if (status !== 422) return undefined;
  if (/workflow_dispatch/i.test(message)) return { why, fix: `add the trigger "on: workflow_dispatch" to ${unit.workflow} on ${unit.ref}` };
  if (/no ref found/i.test(message)) return { why, fix: `"${unit.ref}" is neither a branch nor a tag there: give one that is` };
  if (/unexpected inputs/i.test(message)) return { why, fix: 'declare them under on.workflow_dispatch.inputs, or take them out of the plan' };
  if (/required input/i.test(message)) return { why, fix: 'give it under inputs in the plan' };
  return { why, fix: 'correct the inputs in the plan' };
}

/** Exactly the complaint about our own input, and about no other. */
function isUnexpectedKey(message: string): boolean {
  const names = /unexpected inputs provided:?\s*\[?([^\]]*)\]?/i.exec(message)?.[1];
  return names !== undefined && names.replaceAll(/["'\s]/g, '') === KEY_INPUT;
}
