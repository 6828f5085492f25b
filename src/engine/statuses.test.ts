import { expect, test } from 'vitest';
import { planOf, scenarioOf } from '../../test/support/plans.ts';
import { type Script, scriptedTarget } from '../../test/support/scripted-target.ts';
import { virtualClock } from '../../test/support/virtual-clock.ts';
import { reportOf } from '../core/report/report-of.ts';
import type { ScenarioResult } from '../core/result.ts';
import { createMemoryJournal } from '../stores/journal/memory-journal.ts';
import { runSession } from './run-session.ts';
import { Stopper } from './stopper.ts';

/** What a user sees of one run that behaves like this. */
async function fateOf(script: Script) {
  const clock = virtualClock();
  const target = scriptedTarget(clock, script);
  const session = await clock.run(
    runSession({
      plan: planOf([scenarioOf({ model: 'closed', runs: 1, concurrency: 1 })]),
      sessionId: 'abcdef0123456789',
      generation: 1,
      seed: 1,
      version: '0.0.0',
      target,
      journal: createMemoryJournal(),
      clock,
      stop: { signal: new Stopper(), reason: () => ({ kind: 'signal', signal: 'SIGINT' }) },
    }),
  );
  const { result } = reportOf(session, { cancelCommand: () => '' });
  const [scenario] = result.scenarios as [ScenarioResult];
  const { planned: _, ...boxes } = scenario.ledger;
  const box = Object.entries(boxes).flatMap(([name, count]) => (count > 0 ? [name] : []));
  return { box, reasons: Object.keys(scenario.ledgerReasons), warnings: session.warnings, metrics: scenario.metrics, target, session, clock };
}

test.each(['queued', 'requested', 'pending', 'waiting', 'action_required'])('%s is no end (row 46)', async (status) => {
  const { box, session } = await fateOf({ see: (run) => (run.status === 'in_progress' ? { status } : {}) });
  expect(box).toEqual(['succeeded']);
  expect((session.endedAt ?? 0) - session.startedAt).toBeGreaterThanOrEqual(30_000);
});

test('an approval that is waited for is told within one look, and is no queue time (row 45)', async () => {
  const { box, warnings, metrics } = await fateOf({ see: (run) => (run.status === 'in_progress' ? { status: 'waiting' } : {}) });
  expect(box).toEqual(['succeeded']);
  expect(warnings).toMatchInlineSnapshot(`
    [
      "runs of simple.yml wait for an approval (first seen: https://example.test/runs/1000): approve them, or use an environment without required reviewers and wait timer; how long they wait is no queue time",
    ]
  `);
  expect(metrics.queue_time).toMatchObject({ n: 0, unavailable: 1 });
});

test('an unknown status is kept, told, and no end (row 49)', async () => {
  const { box, warnings } = await fateOf({ see: (run) => (run.status === 'in_progress' ? { status: 'quarantined' } : {}) });
  expect(box).toEqual(['succeeded']);
  expect(warnings).toMatchInlineSnapshot(`
    [
      "runs of simple.yml are in a state that this version does not know (first seen: https://example.test/runs/1000, status "quarantined"): taken as not ended; an update may know more",
    ]
  `);
});

test('a run that never leaves the queue is cancelled, then by force, and counts as timed out (row 43)', async () => {
  const forced: boolean[] = [];
  const clock = virtualClock();
  const stubborn = scriptedTarget(clock, { runMs: 86_400_000, see: () => ({ status: 'queued' }) });
  const session = await clock.run(
    runSession({
      plan: planOf([scenarioOf({ model: 'closed', runs: 1, concurrency: 1 })]),
      sessionId: 'abcdef0123456789',
      generation: 1,
      seed: 1,
      version: '0.0.0',
      target: {
        ...stubborn,
        cancel: ({ force }) => {
          forced.push(force);
          return Promise.resolve({ kind: 'accepted' });
        },
      },
      journal: createMemoryJournal(),
      clock,
      stop: { signal: new Stopper(), reason: () => ({ kind: 'signal', signal: 'SIGINT' }) },
    }),
  );
  expect(forced).toEqual([false, true, true]);
  const slot = session.slots.get('0-0');
  expect(slot?.box).toBe('timed_out');
  expect(slot?.reason).toMatchInlineSnapshot(
    `"it never left the queue within run-timeout (last seen queued; is there a runner for its labels?), and it did not end when it was cancelled"`,
  );
});

test('an end without a conclusion is lost: nobody knows how it ended (row 48)', async () => {
  const { box, reasons } = await fateOf({ see: (run) => (run.status === 'completed' ? { conclusion: null } : {}) });
  expect(box).toEqual(['lost']);
  expect(reasons).toMatchInlineSnapshot(`
    [
      "lost: GitHub says that the run has ended, and not how",
    ]
  `);
});

test.each([
  ['neutral', 'succeeded'],
  ['skipped', 'excluded'],
  ['stale', 'excluded'],
  ['action_required', 'excluded'],
  ['startup_failure', 'failed'],
  ['timed_out', 'timed_out'],
  ['failure', 'failed'],
  ['vaporised', 'failed'],
])('the conclusion %s is %s (rows 47, 49)', async (conclusion, expected) => {
  const { box, reasons } = await fateOf({ conclusion: () => conclusion });
  expect(box).toEqual([expected]);
  if (conclusion === 'vaporised') expect(reasons).toEqual(['failed: GitHub answered the conclusion "vaporised", which this version does not know']);
});

test('a run that somebody else cancelled is excluded, and no regression (row 50)', async () => {
  const { box, reasons } = await fateOf({ conclusion: () => 'cancelled' });
  expect(box).toEqual(['excluded']);
  expect(reasons).toMatchInlineSnapshot(`
    [
      "excluded: a run of simple.yml was cancelled on GitHub while it worked, not by this session",
    ]
  `);
});

test('a run that never got a runner before it was cancelled says so', async () => {
  const { reasons } = await fateOf({
    conclusion: () => 'cancelled',
    jobs: ({ runner: _, ...job }) => [job],
  });
  expect(reasons).toMatchInlineSnapshot(`
    [
      "excluded: a run of simple.yml was cancelled on GitHub while it was queued, not by this session",
    ]
  `);
});

test('a concurrency group of the workflow is named as the reason (row 51)', async () => {
  const { box, reasons } = await fateOf({ conclusion: () => 'cancelled', concurrency: 'deploy' });
  expect(box).toEqual(['excluded']);
  expect(reasons).toMatchInlineSnapshot(`
    [
      "excluded: cancelled by GitHub: simple.yml has the concurrency group "deploy", in which a waiting run is cancelled when the next one comes, so that the load never reached the runners: take the group out, or make it different for every run",
    ]
  `);
});

test('of a run that was run again by hand the first attempt counts (row 52)', async () => {
  const { box, reasons, warnings, session, metrics } = await fateOf({
    runMs: 600_000,
    see: () => ({ attempt: 2, status: 'queued', conclusion: null }),
    jobs: (job) => [
      { ...job, conclusion: 'failure', completedAt: (job.createdAt ?? 0) + 12_000 },
      { ...job, id: '2', attempt: 2, status: 'queued', conclusion: null },
    ],
  });
  expect(box).toEqual(['failed']);
  expect(reasons).toEqual(['failed: concluded as failure']);
  expect(metrics.execution_time).toMatchObject({ n: 1, max: 10 });
  expect(warnings).toMatchInlineSnapshot(`
    [
      "runs of simple.yml were run again by hand (first seen: https://example.test/runs/1000): their first attempts are counted and measured",
    ]
  `);
  expect((session.endedAt ?? 0) - session.startedAt).toBeLessThan(60_000);
});
