import { type Context, Hono } from 'hono';
import { readBody, refuseBody } from '../http/json-problems.ts';
import { startRequest, submitRequest } from './parallel-schemas.ts';
import type { ParallelTests, Refused, Taken } from './parallel-tests.ts';
import { resultsViewOf, statusViewOf, takenView } from './parallel-views.ts';

/** Where the API of parallel tests begins. */
export const PARALLEL_BASE = '/api/v1/parallel-test';

/** The API: sessions of test plans that are run in parallel, each in a git worktree of its own. */
export function parallelRoutes(tests: ParallelTests, now: () => number): Hono {
  const app = new Hono().basePath(PARALLEL_BASE);

  app.post('/start', async (c) => {
    const read = await readBody(c, startRequest);
    return 'answer' in read ? read.answer : answer(c, await tests.start(read.value), 201);
  });

  app.post('/:session_id/tests', async (c) => {
    const read = await readBody(c, submitRequest);
    return 'answer' in read ? read.answer : answer(c, tests.submit(c.req.param('session_id'), read.value.test_plans), 202);
  });

  app.get('/:session_id/status', (c) => {
    const session = tests.get(c.req.param('session_id'));
    return session === undefined ? unknownSession(c) : c.json(statusViewOf(session));
  });

  app.get('/:session_id/results', (c) => {
    const session = tests.get(c.req.param('session_id'));
    return session === undefined ? unknownSession(c) : c.json(resultsViewOf(session, now()));
  });

  app.post('/:session_id/cancel', (c) => {
    const session = tests.cancel(c.req.param('session_id'));
    return session === undefined ? unknownSession(c) : c.json(statusViewOf(session), session.row.status === 'running' ? 202 : 200);
  });

  return app;
}

function answer(c: Context, taken: Taken | Refused, status: 201 | 202): Response {
  if (taken.kind === 'invalid') return refuseBody(c, taken.problems);
  if (taken.kind === 'refused') return c.json({ error: taken.why }, taken.status, taken.status === 429 ? { 'retry-after': '10' } : {});
  return c.json(takenView(taken), status);
}

function unknownSession(c: Context): Response {
  return c.json({ error: `there is no session ${c.req.param('session_id')}` }, 404);
}
