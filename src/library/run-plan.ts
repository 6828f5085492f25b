import { type ConductOptions, conduct } from '../app/conduct.ts';
import { gateOfPlan } from '../app/gate-order.ts';
import { systemClock } from '../app/system-clock.ts';
import { systemRandom } from '../app/system-random.ts';
import { version } from '../app/version.ts';
import { exitCodeOf } from '../core/gate/exit-code.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { HarnessResult, JobRow, RunRow } from '../core/result.ts';
import type { EventListener } from '../engine/log.ts';
import type { StopSignal } from '../ports/stop-signal.ts';
import type { Target } from '../ports/target.ts';
import { createNodeFetch } from '../targets/github/node-fetch.ts';
import { createGitHubTarget } from '../targets/github/target.ts';
import { type Connection, PUBLIC_API, tokenSource } from './connection.ts';

/** What every execution takes, wherever its work is sent. */
export interface ExecutionOptions {
  /** Folder that gets a folder for the session. Default `runner-harness-results` in the working directory. */
  readonly reportDir?: string;
  /** 8 to 64 hex digits. A session of this id that has not ended goes on. Default: a new one. */
  readonly sessionId?: string;
  /** An `AbortSignal`. Stops the session cleanly when it aborts: nothing more is dispatched, what it started is cancelled, results are written. */
  readonly signal?: StopSignal;
  /** Told every event after it was made durable, with the session, which must not be kept or changed. */
  readonly onEvent?: EventListener;
  /** Sentences for people that belong to no event. */
  readonly onNotice?: (text: string) => void;
  /** Keep GitHub's answers in the folder, for `reprocess`. Default: no. */
  readonly keepRaw?: boolean;
  /** Compare with an earlier result, which is not changed; overrules the plan's own. `regression` as a fraction: 0.1 is 10 %. */
  readonly baseline?: { readonly path: string; readonly regression: number };
}

/** Where the plan's work is sent: a GitHub, or any other implementation of {@link Target}. */
export type Destination =
  | Connection
  | { readonly target: (context: { readonly seed: number }) => Target; readonly clock?: Connection['clock']; readonly token?: never };

/** What became of a session. */
export interface Execution {
  readonly result: HarnessResult;
  /** A row a run, in the order of the slots. Times in seconds. */
  readonly runs: readonly RunRow[];
  readonly jobs: readonly JobRow[];
  /** Folder with journal and reports. */
  readonly folder: string;
  /** What the command line would exit with: 0 passed, 3 breached, 4 regressed, 6 failed or invalid … */
  readonly exitCode: number;
}

/** Nobody kills a library: cancelling may take this long, in ms. */
const GRACE_MS = 120_000;

/**
 * Executes a plan: dispatches, watches, measures, gates, writes the reports.
 *
 * @throws PlanRefusedError when the target refuses the plan before anything was sent (unknown workflow, missing permission, a SHA as ref);
 *   GateInputError when the plan's baseline is kept where a library can't get at it; SessionFolderError, JournalDamagedError. What fails later ends as outcome `error`.
 * @example
 * const read = parsePlan(text, { format: 'yaml' });
 * if (!read.ok) throw new Error(read.problems.map((problem) => formatProblem(problem, 'plan.yml')).join('\n'));
 * const { result } = await runPlan(read.plan, { token: process.env.GITHUB_TOKEN ?? '', repository: 'acme/widgets' });
 * console.log(result.outcome, result.reasons);
 */
export async function runPlan(plan: Plan, options: Destination & ExecutionOptions): Promise<Execution> {
  const clock = options.clock ?? systemClock();
  const { signal, onEvent, onNotice } = options;
  const given = { onEvent, onNotice, gate: gateOfPlan(plan, clock, options.baseline) };
  const { report, folder } = await conduct({
    plan,
    sessionId: options.sessionId ?? systemRandom.hex(8),
    reportRoot: options.reportDir ?? 'runner-harness-results',
    createTarget: 'target' in options ? options.target : githubTarget(plan, options, clock),
    clock,
    stop: { signal: signal ?? new AbortController().signal, reason: () => ({ kind: 'signal', signal: 'SIGTERM', graceMs: GRACE_MS }) },
    version,
    keepRaw: options.keepRaw === true,
    resume: 'auto',
    secrets: typeof options.token === 'string' ? [options.token] : [],
    ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<typeof given> as Pick<
      ConductOptions,
      'onEvent' | 'onNotice' | 'gate'
    >),
  });
  return { ...report, folder, exitCode: exitCodeOf(report.result.outcome).code };
}

function githubTarget(plan: Plan, options: Connection & ExecutionOptions, clock: NonNullable<Connection['clock']>): ConductOptions['createTarget'] {
  if (plan.target.kind === 'simulated') {
    throw new TypeError(
      `plan "${plan.name}" has a simulated target: start one with createSimulator() and pass its url as apiUrl, with the plan's target set to github`,
    );
  }
  if (plan.target.kind !== 'github') {
    throw new TypeError(`plan "${plan.name}" has the target "${plan.target.kind}": pass the target that it shall run on as "target"`);
  }
  const repository = options.repository ?? plan.target.repository;
  return (context) =>
    createGitHubTarget({
      ...context,
      ...(repository === undefined ? {} : { repository }),
      ...(options.onNotice === undefined ? {} : { onWarning: options.onNotice }),
      apiUrl: options.apiUrl ?? PUBLIC_API,
      token: tokenSource(options),
      fetch: options.fetch ?? createNodeFetch(),
      clock,
      limits: plan.limits,
    });
}
