import { redactSecrets } from '../../core/plan/secrets.ts';
import type { FetchResponse } from '../../ports/fetch.ts';
import { parseJson } from './json-body.ts';

const LONGEST = 300;

/** The server's own words about an error, on one line: `message`, then the messages of its `errors`. Empty where it has none. */
export function errorText(response: FetchResponse): string {
  let value: unknown;
  try {
    value = parseJson(new TextDecoder().decode(response.body));
  } catch {
    return '';
  }
  if (typeof value !== 'object' || value === null) return '';
  const { message, errors } = value as { message?: unknown; errors?: unknown };
  const details = (Array.isArray(errors) ? errors : []).map((error: unknown) =>
    typeof error === 'object' && error !== null ? (error as { message?: unknown }).message : error,
  );
  return oneLine([message, ...details].filter((text) => typeof text === 'string').join(': '));
}

/** Untrusted text for a message: one line, without credentials and control characters, at most 300 characters. */
export function oneLine(text: string): string {
  const clean = redactSecrets(text)
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim();
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean;
}
