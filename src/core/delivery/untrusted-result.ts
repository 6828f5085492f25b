import { z } from 'zod';
import { OUTCOMES, RESULT_SCHEMA, type ReportInput } from '../result.ts';

/** A longer result is refused unread, in characters. */
export const MAX_RESULT_CHARS = 16 * 1024 * 1024;

const text = z.string().max(10_000);
const number = z.number();
const pair = z.tuple([number, number]);

const row = z.object({
  benchmark: text,
  metric: text,
  unit: text,
  direction: z.enum(['smaller', 'bigger']),
  baseline: number.optional(),
  current: number.optional(),
  change: number.optional(),
  n: pair.optional(),
  evidence: z.enum(['exact', 'samples', 'history', 'ratio']).optional(),
  ci95: pair.optional(),
  bootstrap95: pair.optional(),
  margin: number.optional(),
  mde: number.optional(),
  p: number.optional(),
  machine: text.optional(),
  verdict: z.enum(['passed', 'regressed', 'improved', 'inconclusive', 'new', 'missing', 'incomparable']),
  reason: text,
});

const session = z.object({
  id: text,
  plan: text,
  target: text,
  seed: number,
  generation: number,
  startedAt: text,
  endedAt: text.optional(),
  version: text,
  resumed: number,
});

const result = z.object({
  schema: z.literal(RESULT_SCHEMA),
  outcome: z.enum(OUTCOMES),
  reasons: z.array(text),
  warnings: z.array(text),
  session,
  gate: z.object({ baseline: text, margin: number, rows: z.array(row).max(100_000) }).optional(),
});

/**
 * Reads a `result.json` that somebody else's code may have written, such as that of a pull request from a fork: only what a comment tells, every
 * field of the type that the renderers expect, so that they can make all of it inert. The scenarios' tables are left to the run's own summary.
 */
export function readUntrustedResult(
  json: string,
): { readonly ok: true; readonly input: ReportInput } | { readonly ok: false; readonly reason: string } {
  if (json.length > MAX_RESULT_CHARS) return { ok: false, reason: `${json.length} characters are more than the ${MAX_RESULT_CHARS} that are read` };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { ok: false, reason: 'it is no JSON' };
  }
  const checked = result.safeParse(value);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return { ok: false, reason: `it is no result: ${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'wrong'}` };
  }
  const api = { requests: 0, charged: 0, notModified: 0, perRun: 0, rateLimitWaits: 0, byEndpoint: {} };
  const whole = { ...checked.data, scenarios: [], api, cost: { runnerMinutes: 0, billedMinutes: 0 } };
  return { ok: true, input: { result: whole as ReportInput['result'], runs: [], jobs: [] } };
}
