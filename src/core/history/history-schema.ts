import { z } from 'zod';
import { HISTORY_SCHEMA } from './history.ts';

const text = z.string().max(2000);
const name = text.min(1);
const number = z.number();

/** Unknown fields are left out: a later version of the same schema may add some. */
const metric = z.object({
  metric: name,
  unit: text,
  direction: z.enum(['smaller', 'bigger']),
  value: number,
  n: z.int().nonnegative().optional(),
  needsN: z.int().nonnegative().optional(),
  range: text.optional(),
  samples: z.array(number).max(1_000_000).optional(),
  aggregate: z.enum(['mean', 'median', 'min', 'max', 'percentile', 'sum', 'sd', 'cv', 'iqr', 'mad']).optional(),
  percentile: z.number().gt(0).lt(100).optional(),
  interval: z.object({ low: number, high: number, level: number.optional() }).optional(),
  exact: z.literal(true).optional(),
  of: text.optional(),
  undirected: z.literal(true).optional(),
  estimator: text.optional(),
});

const source = z.object({
  repository: text.optional(),
  workflow: text.optional(),
  runId: text.optional(),
  url: text.optional(),
  branch: text.optional(),
  commit: text.optional(),
});

const machine = z.object({ id: name, facts: z.record(text, text).optional() });
const unmeasured = z.object({ name, reason: text, line: z.int().positive().optional() });

const record = z.object({
  id: name,
  measuredAt: z.iso.datetime(),
  source: source.optional(),
  machine: machine.optional(),
  benchmarks: z.array(z.object({ name, metrics: z.array(metric) })),
  unmeasured: z.array(unmeasured).optional(),
});

/** What a history file holds. */
export const historySchema = z.object({ schema: z.literal(HISTORY_SCHEMA), id: name, records: z.array(record) });
