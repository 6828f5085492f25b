import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { ANALYSIS_SCHEMA } from '../core/analyze/analysis.ts';
import type { ForecastJob, JobForecaster } from '../core/cost/fleet-work.ts';
import type { Plan, Unit } from '../core/plan/plan.ts';
import { asFlag, planFromShortcuts } from '../core/plan/shortcuts.ts';
import { uniformAt } from '../core/random.ts';
import { SECOND_MS } from '../core/time.ts';
import { formatPercent } from '../reports/format.ts';
import { parsedOrError } from './plan-or-error.ts';
import { UsageError } from './usage-error.ts';

const job = z.object({
  name: z.string(),
  labels: z.array(z.string()),
  perRun: z.number().min(0).max(10_000),
  seconds: z.array(z.number().min(0)).min(1),
});
const workflow = z.object({ workflow: z.string(), runs: z.number(), read: z.number(), jobs: z.array(job) });
const analysis = z.object({
  schema: z.literal(ANALYSIS_SCHEMA),
  repository: z.string(),
  since: z.string(),
  until: z.string(),
  runs: z.object({ listed: z.number(), read: z.number() }),
  history: z.object({
    arrivals: z.array(z.tuple([z.number(), z.number()])),
    workflows: z.array(workflow),
  }),
});
type ReadAnalysis = z.infer<typeof analysis>;

/** What an `analysis.json` has to say to `plan`. */
export interface MeasuredHistory {
  readonly jobs: JobForecaster;
  readonly notes: readonly string[];
  /** The runs of the history itself as a plan: at the instants at which they came. */
  readonly plan: () => Plan;
}

/**
 * Reads what `analyze` wrote.
 *
 * @throws UsageError when it can't be read or is no analysis
 */
export function readAnalysis(path: string, cwd: string): MeasuredHistory {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, path), 'utf8');
  } catch (error) {
    throw new UsageError(`--from-history ${path}: ${error instanceof Error ? error.message : String(error)}`, {
      fix: 'make it with runner-harness analyze --repo OWNER/NAME',
      cause: error,
    });
  }
  const read = analysis.safeParse(parse(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UsageError(`--from-history ${path} is no analysis: ${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'wrong'}`, {
      fix: 'give the analysis.json that runner-harness analyze wrote',
    });
  }
  const { data } = read;
  const { listed, read: measured } = data.runs;
  const part = measured < listed ? ` (jobs of ${measured} of them, ${formatPercent(measured / listed)})` : '';
  return {
    jobs: jobsFrom(data),
    notes: [
      `job times as measured in ${data.repository}, ${data.since.slice(0, 10)} to ${data.until.slice(0, 10)}: ${listed} runs${part}; jobs of a run are taken as not needing each other`,
    ],
    plan: () => planFrom(data, path),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Each run has the jobs that its workflow's runs had, as often as they had them, with times drawn from those that were measured. */
function jobsFrom({ history }: ReadAnalysis): JobForecaster {
  const byFile = new Map(history.workflows.map((one) => [one.workflow, one]));
  return ({ workflow: name }, _scenario, seed) => {
    const known = byFile.get(name.replace(/^\.github\/workflows\//, ''));
    const jobs = known?.jobs ?? [];
    const counts = jobs.map(({ perRun }, index): number => Math.floor(perRun) + (uniformAt(seed, `${index}/there`) < perRun % 1 ? 1 : 0));
    // A run without any job is none: then it has the one that is there most often.
    const usual = jobs.reduce((top, { perRun }, index) => (perRun > (jobs[top]?.perRun ?? 0) ? index : top), 0);
    if (!counts.some((count) => count > 0)) counts[usual] = 1;
    return jobs.flatMap((one, index): ForecastJob[] => {
      const count = counts[index] ?? 0;
      return Array.from({ length: count }, (_, n) => ({
        key: `job${index}/${n}`,
        labels: one.labels,
        workMs: SECOND_MS * drawn(one.seconds, uniformAt(seed, `${index}/${n}`)),
      }));
    });
  };
}

/** A value between two neighbouring ones of the sample. */
function drawn(sorted: readonly number[], uniform: number): number {
  const place = uniform * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}

function planFrom({ repository, history }: ReadAnalysis, path: string): Plan {
  const { plan } = parsedOrError(planFromShortcuts({ workflow: 'simple.yml', repository, test: 'performance' }, asFlag), '');
  const counts = history.workflows.map(({ runs }) => runs);
  const units = history.workflows.map(({ workflow: file }): Unit => ({ workflow: file, repository, inputs: {} }));
  const [first, ...others] = units;
  if (first === undefined || history.arrivals.length === 0)
    throw new UsageError(`--from-history ${path}: there is no run in it`, { fix: 'analyze a longer time: --since 30d' });
  const [scenario] = plan.scenarios;
  const offsetsMs = history.arrivals.map(([second]) => second * SECOND_MS);
  return {
    ...plan,
    name: `the runs of ${repository}`,
    scenarios: [
      {
        ...scenario,
        name: 'history',
        test: 'load',
        arrivals: { model: 'open', shape: 'trace', source: path, offsetsMs },
        units: [first, ...others],
        ...(units.length > 1 && { weights: counts }),
      },
    ],
  };
}
