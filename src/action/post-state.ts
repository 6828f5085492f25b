import * as core from '@actions/core';

/** Set by main, so that the same file knows that it runs as post. */
export const IS_POST = 'is-post';
const SESSION = 'session';

/** Where main keeps its session. Not the token: post reads its inputs again. */
export interface SessionPlace {
  readonly reportRoot: string;
  readonly sessionId: string;
}

/** Saved before the first request: the runner takes it even from a process that was killed. */
export function saveSessionPlace(place: SessionPlace): void {
  core.saveState(SESSION, JSON.stringify(place));
}

/** `undefined` when main never got so far. */
export function loadSessionPlace(): SessionPlace | undefined {
  const text = core.getState(SESSION);
  return text === '' ? undefined : (JSON.parse(text) as SessionPlace);
}
