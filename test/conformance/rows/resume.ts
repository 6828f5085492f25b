import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../src/core/time.ts';
import { JournalFencedError } from '../../../src/ports/journal.ts';
import { EMBEDDED_API_URL } from '../../../src/simulator/embedded-fetch.ts';
import { createFileCheckpointStore } from '../../../src/stores/checkpoints/file-checkpoint-store.ts';
import { openJournal } from '../../../src/stores/journal/sqlite-journal.ts';
import { createAppToken } from '../../../src/targets/github/app-token.ts';
import { json } from '../../support/virtual-github.ts';
import { row } from '../row.ts';
import { boxes, isDispatch, type Life, metric, resultOf, says, saysResult, tries, World } from '../world.ts';

const FOUR = { model: 'closed', runs: 4, concurrency: 2 } as const;

/** Enough that a checkpoint is written in the middle: files take real time. */
const RUNS = 60;

/** A folder that goes away. */
export function folder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'rh-conformance-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** No slot was sent twice, and none is missing. */
function exactlyOnce(world: World, life: Life, runs = 4): void {
  expect(boxes(life)).toEqual(Array(runs).fill('succeeded'));
  const titles = world.truth().map(({ title }) => title);
  expect(titles).toHaveLength(runs);
  expect(new Set(titles).size).toBe(runs);
  expect(life.session?.extraRuns.size).toBe(0);
}

/** Controllers that die, come back, or meet another one. */
export const resumeRows = [
  row(
    24,
    {
      case: '401 in the middle: the token has expired',
      expected: 'an App’s token renews itself; without that nothing more is sent, all is saved, and the session can be resumed',
      layer: 'virtual',
    },
    async () => {
      const HOUR = { model: 'open', shape: 'constant', rate: { count: 1, perMs: 10 * MINUTE_MS }, durationMs: 150 * MINUTE_MS } as const;
      // A GitHub App's tokens live for an hour.
      const issued = new Map<string, number>();
      const app: World = new World({
        arrivals: HOUR,
        target: { token: () => appToken() },
        meddle: (request) => {
          if (request.url.endsWith('/installation')) return json(200, { id: 4711 });
          const stamp = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z/, 'Z');
          if (request.url.endsWith('/access_tokens')) {
            const token = `installation-token-${issued.size + 1}`;
            issued.set(`token ${token}`, app.clock.now() + 60 * MINUTE_MS);
            return json(201, { token, expires_at: stamp(app.clock.now() + 60 * MINUTE_MS) }, { date: new Date(app.clock.now()).toUTCString() });
          }
          return (issued.get(request.headers.authorization ?? '') ?? 0) > app.clock.now() ? undefined : json(401, { message: 'Bad credentials' });
        },
      });
      const { privateKey } = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
        publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
      });
      const { clock, fetch } = app;
      const appToken = createAppToken({ appId: '12345', privateKey, apiUrl: EMBEDDED_API_URL, repository: 'octo/fleet', fetch, clock });
      const renewed = await app.live();
      exactlyOnce(app, renewed, 15);
      expect(issued.size).toBeGreaterThanOrEqual(3);
      // Any other token ends with its job.
      let deadAt = Number.POSITIVE_INFINITY;
      const stuck: World = new World({
        arrivals: FOUR,
        meddle: () => (stuck.clock.now() > deadAt ? json(401, { message: 'Bad credentials' }) : undefined),
      });
      deadAt = stuck.clock.now() + 40 * SECOND_MS;
      const stopped = await stuck.live();
      expect(stopped.session?.endedAt).toBeUndefined();
      expect(resultOf(stopped).outcome).not.toBe('passed');
      deadAt = Number.POSITIVE_INFINITY;
      const resumed = await stuck.live({ entries: stopped.entries });
      exactlyOnce(stuck, resumed);
      return ["an App's, every hour:", ...says(renewed), 'not renewed:', ...says(stopped), 'resumed with a new one:', ...says(resumed)];
    },
  ),
  row(
    69,
    { case: 'SIGKILL anywhere', expected: 'resumed exactly: nothing lost, nothing twice, after every single event', layer: 'virtual' },
    async () => {
      const whole = await new World({ arrivals: FOUR }).live();
      const events = whole.entries.length;
      let last: Life | undefined;
      for (let n = 3; n < events; n++) {
        const world = new World({ arrivals: FOUR });
        const entries = await world.untilDeath({ afterEvent: (_, count) => count === n });
        await world.pass(20 * SECOND_MS);
        last = await world.live({ entries });
        exactlyOnce(world, last);
      }
      expect(events).toBeGreaterThan(20);
      return last === undefined ? '' : says(last);
    },
  ),
  row(
    70,
    { case: 'SIGKILL between the durable intent and the POST', expected: 'sought, absent, then sent exactly once', layer: 'virtual' },
    async () => {
      const world = new World({ arrivals: FOUR });
      const entries = await world.untilDeath({ afterEvent: (event) => event.type === 'intent' && event.slot === '0-2' });
      expect(world.truth()).toHaveLength(2);
      await world.pass(20 * SECOND_MS);
      const life = await world.live({ entries });
      exactlyOnce(world, life);
      expect(tries(life)).toEqual([1, 1, 2, 1]);
      return says(life);
    },
  ),
  row(71, { case: 'SIGKILL between the POST and its answer', expected: 'adopted by its key, not sent again', layer: 'virtual' }, async () => {
    let posts = 0;
    const world = new World({ arrivals: { model: 'closed', runs: 4, concurrency: 1 } });
    const entries = await world.untilDeath({ afterRequest: (request) => isDispatch(request) && ++posts === 3 });
    expect(world.truth()).toHaveLength(3);
    await world.pass(20 * SECOND_MS);
    const life = await world.live({ entries });
    exactlyOnce(world, life);
    expect(tries(life)).toEqual([1, 1, 1, 1]);
    return says(life);
  }),
  row(
    77,
    {
      case: 'journal and checkpoints are gone',
      expected: 'rebuilt from GitHub’s list by the keys; what only the controller knew is unavailable',
      layer: 'virtual',
    },
    async () => {
      const world = new World({ arrivals: FOUR });
      const begin = world.clock.now();
      await world.untilDeath({ afterEvent: (event) => event.type === 'acked' && event.slot === '0-2' });
      await world.pass(20 * SECOND_MS);
      const life = await world.live({ recover: { from: 'list', sinceAt: begin } });
      exactlyOnce(world, life);
      return [...says(life), metric(life, 'dispatch_latency')];
    },
  ),
  row(
    78,
    { case: 'two controllers at work on one session', expected: 'the older one stops before it can send; no duplicate', layer: 'virtual' },
    async () => {
      using place = folder();
      const world = new World({ arrivals: FOUR });
      const path = join(place.path, 'session.db');
      const older = world.start({ journal: openJournal(path) });
      await world.pass(20 * SECOND_MS);
      const newer = world.start({ journal: openJournal(path) });
      const [fenced] = await world.clock.run(Promise.allSettled([older.work, newer.work]));
      expect(fenced.status).toBe('rejected');
      const life = await newer.ended();
      exactlyOnce(world, life);
      const lost = await older.ended();
      expect(lost.failure).toBeInstanceOf(JournalFencedError);
      newer.journal.close();
      older.journal.close();
      return ['older:', (lost.failure as Error).message.replace(place.path, '{folder}'), 'newer:', ...says(life)];
    },
  ),
  row(79, { case: 'resumed after every run has ended', expected: 'ends without a single dispatch', layer: 'virtual' }, async () => {
    const world = new World({ arrivals: { model: 'closed', runs: 4, concurrency: 4 } });
    const entries = await world.untilDeath({ afterEvent: (event) => event.type === 'acked' && event.slot === '0-3' });
    await world.pass(10 * MINUTE_MS);
    const before = world.sentAt(/^POST/).length;
    const life = await world.live({ entries });
    exactlyOnce(world, life);
    expect(world.sentAt(/^POST/)).toHaveLength(before);
    return says(life);
  }),
  row(
    80,
    {
      case: 'resumed after three days, when some runs have been deleted',
      expected: 'what is there is measured by its stamps, what is gone is lost with its reason',
      layer: 'virtual',
    },
    async () => {
      let gone = false;
      const world: World = new World({
        arrivals: { model: 'closed', runs: 4, concurrency: 4 },
        meddle: async (request, next) => {
          const first = world.truth()[0]?.id;
          if (!gone || first === undefined) return await next();
          if (request.url.includes(`/runs/${first}`)) return json(404, { message: 'Not Found' });
          const answer = await next();
          if (!/\/runs\?/.test(request.url) || answer.status !== 200) return answer;
          const page = JSON.parse(new TextDecoder().decode(answer.body)) as { workflow_runs: { id: number }[] };
          return json(200, { ...page, workflow_runs: page.workflow_runs.filter(({ id }) => id !== first) }, { date: answer.headers.date ?? '' });
        },
      });
      const entries = await world.untilDeath({ afterEvent: (event) => event.type === 'acked' && event.slot === '0-3' });
      await world.pass(3 * DAY_MS);
      gone = true;
      const life = await world.live({ entries });
      expect(boxes(life).toSorted()).toEqual(['lost', 'succeeded', 'succeeded', 'succeeded']);
      expect(resultOf(life).scenarios[0]?.metrics.queue_time).toMatchObject({ n: 3 });
      // Nobody was there to see their ends.
      expect(resultOf(life).scenarios[0]?.metrics.detection_lag).toMatchObject({ n: 0 });
      return [...says(life), metric(life, 'queue_time'), metric(life, 'detection_lag')];
    },
  ),
  row(
    81,
    { case: 'the job’s own time limit comes near', expected: 'suspended before it with everything saved; the next job goes on', layer: 'virtual' },
    async () => {
      using place = folder();
      const world = new World({ arrivals: FOUR });
      const first = await world.conduct(place.path, { maxDurationMs: 40 * SECOND_MS });
      expect(first.report.result.outcome).toBe('suspended');
      expect(world.sentAt(/cancel$/)).toEqual([]);
      const second = await world.conduct(place.path);
      expect(second.report.result.scenarios[0]?.ledger).toMatchObject({ planned: 4, succeeded: 4 });
      expect(world.truth()).toHaveLength(4);
      return ['first job:', ...saysResult(first.report.result), 'next job:', ...saysResult(second.report.result)];
    },
  ),
  row(
    82,
    {
      case: 'the machine is lost, post never runs',
      expected: 'goes on from the last checkpoint; what came after it is found in the list, nothing twice',
      layer: 'virtual',
    },
    async () => {
      using place = folder();
      const world = new World({ arrivals: { model: 'closed', runs: RUNS, concurrency: 2 } });
      const store = createFileCheckpointStore(join(place.path, 'checkpoints'));
      // Dies three dispatches after its first checkpoint.
      let saved = 0;
      let after = 0;
      const mortal = world.mortalFetch((request) => isDispatch(request) && saved > 0 && ++after === 3);
      let dead = false;
      const lost = world.conduct(join(place.path, 'first'), {
        fetch: mortal.fetch,
        checkpoints: {
          store: {
            ...store,
            save: async (name, bytes) => {
              if (dead) await new Promise<never>(() => {});
              await store.save(name, bytes);
              saved += 1;
            },
          },
          everyRuns: 2,
        },
      });
      await Promise.race([mortal.died, lost]);
      dead = true;
      rmSync(join(place.path, 'first'), { recursive: true });
      await world.pass(30 * SECOND_MS);
      const next = await world.conduct(join(place.path, 'second'), { checkpoints: { store } });
      expect(next.report.result.scenarios[0]?.ledger).toMatchObject({ planned: RUNS, succeeded: RUNS });
      const titles = world.truth().map(({ title }) => title);
      expect(new Set(titles).size).toBe(RUNS);
      expect(titles).toHaveLength(RUNS);
      return [...saysResult(next.report.result), ...next.log.map((text) => `log: ${text}`)];
    },
  ),
];
