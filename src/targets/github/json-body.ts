import type { FetchResponse } from '../../ports/fetch.ts';

/** A body that was read whole and checked, or why it says nothing. */
export type Body<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

/** The answer has not the shape that the endpoint promises. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** Turns parsed JSON into what is needed of it; throws {@link ShapeError}. */
export type Shape<T> = (value: unknown) => T;

/**
 * Reads a JSON body strictly: octokit takes a truncated or an HTML body for a success with text as data.
 *
 * @param host for the message about a proxy that answered in the server's place
 */
export function readJsonBody<T>(response: FetchResponse, shape: Shape<T>, host: string): Body<T> {
  if (response.body.length === 0) return { ok: false, why: 'the answer is empty' };
  const type = response.headers['content-type'] ?? 'no content-type';
  if (!/^application\/([a-z0-9.+-]+\+)?json\b/i.test(type)) return { ok: false, why: `the answer from ${host} is not JSON (${type.slice(0, 60)})` };
  let value: unknown;
  try {
    value = parseJson(new TextDecoder().decode(response.body));
  } catch {
    return { ok: false, why: `the JSON from ${host} is cut off or broken` };
  }
  try {
    return { ok: true, value: shape(value) };
  } catch (error) {
    if (error instanceof ShapeError) return { ok: false, why: `the answer from ${host} has an unexpected shape: ${error.message}` };
    throw error;
  }
}

/** `JSON.parse`, except that whole numbers beyond 2^53 become strings of digits: ids are 64 bits wide. */
export function parseJson(text: string): unknown {
  // The reviver makes parsing several times slower, and no id is that long yet.
  if (!/[:[,]\s*-?\d{16}/.test(text)) return JSON.parse(text);
  const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '') ? context?.source : value;
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown);
}
