import type { Context } from 'hono';
import type * as z from 'zod';

/** One thing that is wrong with a request. */
export interface RequestProblem {
  /** `test_plans.0.batch_range`; empty: the whole body. */
  readonly path: string;
  readonly message: string;
}

/** Reads a JSON body by a schema: the value, or the answer that names every problem at once. */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<{ readonly value: T } | { readonly answer: Response }> {
  let body: unknown;
  try {
    const text = await c.req.text();
    body = text.trim() === '' ? {} : JSON.parse(text);
  } catch (error) {
    return { answer: refuseBody(c, [{ path: '', message: `the body is no JSON: ${error instanceof Error ? error.message : String(error)}` }]) };
  }
  const read = parseBody(body, schema);
  return 'value' in read ? read : { answer: refuseBody(c, read.problems) };
}

/** A value by a schema, or every problem with it. */
export function parseBody<T>(body: unknown, schema: z.ZodType<T>): { readonly value: T } | { readonly problems: readonly RequestProblem[] } {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { value: parsed.data };
  return { problems: parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })) };
}

/** 400 with every problem. */
export function refuseBody(c: Context, problems: readonly RequestProblem[]): Response {
  return c.json({ error: 'the request is invalid', problems }, 400);
}
