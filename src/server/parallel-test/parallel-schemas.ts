import * as z from 'zod';
import { parseBatches } from '../../core/work/batches.ts';
import { EXECUTION_STATUSES, PARALLEL_STATUSES } from '../../stores/server/parallel-test-tables.ts';

/** Tests that may wait in a session; more are refused until some have begun. */
export const MOST_QUEUED = 100;
const MOST_WORKERS = 64;

const path = (description: string) =>
  z
    .string()
    .min(1)
    .max(1_000)
    .regex(/^[^\p{Cc}]+$/u, 'expected a path')
    .meta({ description });

/** A test plan to run: a path alone, or with more. */
export const testPlan = z
  .preprocess(
    (value) => (typeof value === 'string' ? { plan_file: value } : value),
    z.strictObject({
      plan_file: path('Markdown or YAML file of numbered batches of tasks with commands, from the repository on.'),
      batch_range: z
        .union([z.string(), z.int().transform(String)])
        .default('all')
        .refine((text) => parseBatches(text) !== undefined, 'expected "all", "2", "1-3" or "1-3,5"')
        .meta({ description: 'Which batches: "all" (default), "2", "1-3", "1-3,5".' }),
      priority: z.int().min(-1_000).max(1_000).default(0).meta({ description: 'Higher goes first.' }),
    }),
  )
  .meta({ id: 'TestPlan', description: 'A path alone, or a path with a range of batches and a priority.' });

const testPlans = z.array(testPlan).min(1).max(MOST_QUEUED);

export const sessionConfig = z
  .strictObject({
    max_retries: z.int().min(0).max(10).default(2).meta({ description: 'Further attempts of a test that failed; one that then passes is flaky.' }),
    test_timeout_minutes: z.number().positive().max(1_440).default(30).meta({ description: 'For a test plan that says none itself.' }),
    task_timeout_seconds: z.number().positive().max(86_400).default(600).meta({ description: 'For a task that says none itself.' }),
    cleanup_on_completion: z
      .boolean()
      .default(true)
      .meta({ description: 'Remove the worktrees at the end; else they stay, clean, for the next session.' }),
    preserve_failed_worktrees: z
      .boolean()
      .default(true)
      .meta({ description: 'Keep the worktree of a failed test as it was, whatever is cleaned up.' }),
    env: z
      .array(z.string().regex(/^[A-Za-z_]\w*$/, 'expected the name of a variable'))
      .max(100)
      .default([])
      .meta({ description: "Further variables of the server's environment that tests may see. Credentials never are." }),
  })
  .meta({ id: 'SessionConfig' });

/** Body of `POST …/start`. */
export const startRequest = z
  .strictObject({
    test_plans: testPlans,
    num_workers: z.int().min(1).max(MOST_WORKERS).default(3).meta({ description: 'Tests at a time, each in a git worktree of its own.' }),
    repository: path("Git repository, from the server's folder on.").default('.'),
    ref: z
      .string()
      .min(1)
      .max(250)
      .regex(/^[^\p{Cc}\s-][^\p{Cc}\s]*$/u, 'expected a branch, a tag or a commit')
      .optional()
      .meta({ description: 'Branch, tag or commit to test. Default: the commit of HEAD.' }),
    config: sessionConfig.prefault({}),
  })
  .meta({ id: 'StartRequest' });

/** Body of `POST …/{session_id}/tests`. */
export const submitRequest = z.strictObject({ test_plans: testPlans }).meta({ id: 'SubmitRequest' });

const sessionStatus = z
  .enum([...PARALLEL_STATUSES, 'cancelling'])
  .meta({ description: 'completed: all passed. failed: all ended, and some did not pass. interrupted: the server died in its middle.' });

export const started = z
  .object({
    session_id: z.string(),
    status: sessionStatus,
    num_workers: z.int(),
    tests_queued: z.int().meta({ description: 'Tests that were taken with this request.' }),
    estimated_duration_minutes: z.number().meta({
      description:
        'By how long each took when it last ended, longest first over the workers. A test that never ran counts with the mean of the others, or, where none did, with its timeout.',
    }),
    execution_ids: z.array(z.string()),
  })
  .meta({ id: 'Started' });

export const statusView = z
  .object({
    session_id: z.string(),
    status: sessionStatus,
    num_workers: z.int(),
    progress: z.object({
      total: z.int(),
      completed: z.int().meta({ description: 'Ended, whatever came of it. total = completed + running + pending.' }),
      running: z.int(),
      pending: z.int(),
      failed: z.int().meta({ description: 'Those of the completed that did not pass.' }),
    }),
    workers: z.array(
      z.object({
        id: z.string(),
        status: z.enum(['idle', 'busy', 'stopped']),
        current_test: z.string().nullable(),
        worktree: z.string().nullable(),
      }),
    ),
    started_at: z.string(),
    completed_at: z.string().nullable(),
  })
  .meta({ id: 'SessionStatus' });

export const resultsView = z
  .object({
    session_id: z.string(),
    status: sessionStatus,
    duration_seconds: z.number(),
    summary: z.object({
      total: z.int(),
      passed: z.int(),
      failed: z.int(),
      pending: z.int(),
      running: z.int(),
      tasks_passed: z.int(),
      tasks_failed: z.int(),
    }),
    results: z.array(
      z.object({
        execution_id: z.string(),
        plan_file: z.string(),
        batch_range: z.string(),
        status: z.enum(EXECUTION_STATUSES).meta({ description: 'error: it could not be run, which says nothing about what it tests.' }),
        tasks_passed: z.int(),
        tasks_failed: z.int().meta({ description: 'Tasks that ran and did not pass; skipped ones are in neither number.' }),
        duration_seconds: z.number().nullable(),
        retry_count: z.int(),
        worker: z.string().nullable(),
        worktree: z.string().nullable().meta({ description: 'Its worktree; of a failed test that was kept, where it lies.' }),
        error: z.string().nullable(),
        report_path: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'SessionResults' });

export const problemBody = z
  .object({
    error: z.string(),
    problems: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Every problem of the request at once.' }),
  })
  .meta({ id: 'Problem' });

export type StartRequest = z.output<typeof startRequest>;
export type SessionConfig = z.output<typeof sessionConfig>;
export type PlanOrder = StartRequest['test_plans'][number];
