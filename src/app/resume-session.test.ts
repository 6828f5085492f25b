import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planOf, scenarioOf } from '../../test/support/plans.ts';
import { type ScriptedTarget, scriptedTarget, type World } from '../../test/support/scripted-target.ts';
import { type VirtualClock, virtualClock } from '../../test/support/virtual-clock.ts';
import type { Plan } from '../core/plan/plan.ts';
import { Stopper } from '../engine/stopper.ts';
import { createFileCheckpointStore } from '../stores/checkpoints/file-checkpoint-store.ts';
import { openJournal } from '../stores/journal/sqlite-journal.ts';
import { type ConductOptions, conduct } from './conduct.ts';
import { foldJournal } from './fold-journal.ts';
import { findSession, resumeSession } from './resume-session.ts';

const SESSION_ID = 'abcdef0123456789abcdef';
const plan = (runs = 6): Plan => planOf([scenarioOf({ model: 'closed', runs, concurrency: 2 })]);

let root: string;
let clock: VirtualClock;
let world: World;
let target: ScriptedTarget;
let notices: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rh-resume-'));
  clock = virtualClock();
  world = new Map();
  notices = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const reports = (): string => join(root, 'reports');
const store = () => createFileCheckpointStore(join(root, 'checkpoints'));
const common = () => ({
  reportRoot: reports(),
  createTarget: () => {
    target = scriptedTarget(clock, { world });
    return target;
  },
  clock,
  stop: { signal: new Stopper(), reason: () => ({ kind: 'signal', signal: 'SIGINT' }) as const },
  version: '1.2.3',
  onNotice: (text: string) => void notices.push(text),
});
const begin = (more: Partial<ConductOptions> = {}) =>
  clock.run(conduct({ ...common(), plan: plan(), sessionId: SESSION_ID, resume: 'auto', ...more }));
/** The machine is gone with everything on it. */
const loseMachine = (): void => rmSync(reports(), { recursive: true });

describe('a session with a time limit', () => {
  test('is suspended when it is over: nothing more is sent, nothing is cancelled, and it can be resumed by the beginning of its name', async () => {
    const { report, session } = await begin({ maxDurationMs: 40_000 });
    expect(report.result.outcome).toBe('suspended');
    expect(report.result.reasons).toMatchInlineSnapshot(`
      [
        "max-duration of 40s reached: the session can be resumed",
      ]
    `);
    expect(session.endedAt).toBeUndefined();
    expect(target.cancelled).toEqual([]);
    const sent = target.sent.length;

    const found = await findSession({ reportRoot: reports(), sessionId: 'abcd' });
    expect(found).toMatchObject({ sessionId: SESSION_ID, epoch: 1, planned: 6, issued: sent, from: 'journal' });
    const resumed = await clock.run(resumeSession({ ...common(), found }));
    expect(resumed.report.result).toMatchObject({
      outcome: 'passed',
      session: { resumed: 1 },
      scenarios: [{ ledger: { planned: 6, succeeded: 6 } }],
    });
    expect(sent + target.sent.length).toBe(6);
    await expect(findSession({ reportRoot: reports(), sessionId: 'abcd' })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[SessionNotFoundError: session abcdef0123456789abcdef has ended: there is nothing to resume. "runner-harness report abcdef0123456789abcdef" shows it]`,
    );
  });

  test('that ends in time is not', async () => {
    const { report } = await begin({ maxDurationMs: 3_600_000 });
    expect(report.result.outcome).toBe('passed');
    expect(clock.sleepers()).toEqual([]);
  });
});

test('a session whose controller died over its reports gets them, and nothing is sent; one that has them begins anew', async () => {
  const { report, folder } = await begin();
  rmSync(join(folder, 'result.json'));
  const again = await begin();
  expect(again.report).toEqual(report);
  expect(again.folder).toBe(folder);
  expect(target.sent).toEqual([]);
  expect(existsSync(join(folder, 'result.json'))).toBe(true);
  expect(notices).toEqual([`session ${SESSION_ID} had ended before its reports were written: nothing is sent, they are written now`]);
  expect((await begin()).folder).toBe(`${folder}.2`);
  expect(target.sent).toHaveLength(6);
});

test('a session that nobody knows is not found', async () => {
  await expect(findSession({ reportRoot: '/nowhere', sessionId: 'feed' })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[SessionNotFoundError: no session feed in /nowhere: "runner-harness list sessions" shows what there is]`,
  );
});

test('a session is not resumed with another plan, and the difference is shown; forced, it goes on with its own', async () => {
  await begin({ maxDurationMs: 40_000 });
  await expect(begin({ plan: plan(9) })).rejects.toThrowErrorMatchingInlineSnapshot(`
    [ResumeRefusedError: session abcdef0123456789abcdef was begun with another plan: resume it as it is, or give the new plan another session
    scenarios[0].arrivals.runs: 6 then, 9 now]
  `);
  const { report } = await begin({ plan: plan(9), force: true });
  expect(report.result.scenarios[0]?.ledger).toMatchObject({ planned: 6, succeeded: 6 });
  expect(notices).toMatchInlineSnapshot(`
    [
      "the session goes on with the plan that it was begun with, which is another one: scenarios[0].arrivals.runs: 6 then, 9 now",
    ]
  `);
});

describe('checkpoints', () => {
  test('are made every so many runs and at the end; only the newest two are kept', async () => {
    await begin({ checkpoints: { store: store(), everyRuns: 2 } });
    const names = readdirSync(join(root, 'checkpoints')).sort();
    expect(names).toHaveLength(2);
    expect(names[0]).toMatch(/^rh-state-abcdef0123456789-1-\d+$/);
    const journal = openJournal(join(root, 'checkpoints', names[1] ?? ''));
    expect(foldJournal(journal)?.endedAt).toBeDefined();
    journal.close();
  });

  test('are made every so often', async () => {
    const saved: string[] = [];
    const kept = store();
    const save = async (name: string, bytes: Uint8Array): Promise<void> => {
      saved.push(name);
      await kept.save(name, bytes);
    };
    // Copying takes real time, in which the virtual clock runs on.
    await begin({ plan: plan(40), checkpoints: { store: { ...kept, save }, everyMs: 120_000, everyRuns: 1_000 } });
    expect(saved.length).toBeGreaterThanOrEqual(2);
  });

  test('take the next number where one is taken', async () => {
    await store().save('rh-state-abcdef0123456789-1-1', new Uint8Array([1]));
    await begin({ checkpoints: { store: store() } });
    expect(readdirSync(join(root, 'checkpoints')).sort()).toEqual(['rh-state-abcdef0123456789-1-1', 'rh-state-abcdef0123456789-1-2']);
  });

  test('that can’t be made are told, and the session goes on', async () => {
    const full = { ...store(), save: () => Promise.reject(new Error('artifact storage quota has been hit')) };
    const { report } = await begin({ checkpoints: { store: full, everyRuns: 1 } });
    expect(report.result.outcome).toBe('passed');
    expect(notices).toMatchInlineSnapshot(`
      [
        "no checkpoint could be made (artifact storage quota has been hit): the session goes on, and a loss of this machine would cost what the list of runs can't tell",
      ]
    `);
  });

  test('bring a session back on another machine: what came after the checkpoint is found in the list', async () => {
    await begin({ maxDurationMs: 40_000, checkpoints: { store: store() } });
    // The controller went on for a while after its last checkpoint.
    world.set('1900', { key: 'rh_abcdef01_1_0-4_1', createdAt: clock.now() });
    loseMachine();
    const found = await findSession({ reportRoot: reports(), sessionId: SESSION_ID, checkpoints: store() });
    expect(found.from).toBe('checkpoint');
    const { report, session } = await clock.run(resumeSession({ ...common(), found, checkpoints: { store: store() } }));
    expect(report.result.scenarios[0]?.ledger).toMatchObject({ planned: 6, succeeded: 6 });
    expect(session.slots.get('0-4')).toMatchObject({ runId: '1900', ackedBy: 'key' });
    expect(target.sent).not.toContain('rh_abcdef01_1_0-4_1');
    expect(report.result.warnings).toMatchInlineSnapshot(`
      [
        "this session went on from checkpoint rh-state-abcdef0123456789-1-1: what came after it was rebuilt from the list of runs",
      ]
    `);
  });

  test('a damaged one is passed over for the one before', async () => {
    await begin({ maxDurationMs: 40_000, checkpoints: { store: store(), everyRuns: 2 } });
    loseMachine();
    await store().save('rh-state-abcdef0123456789-1-99', new TextEncoder().encode('<html>quota</html>'));
    const { report } = await begin({ checkpoints: { store: store() } });
    expect(report.result.scenarios[0]?.ledger.succeeded).toBe(6);
    expect(notices.map((text) => text.replace(/\/\S*\//, ''))).toMatchInlineSnapshot(`
      [
        "the checkpoint rh-state-abcdef0123456789-1-99 is passed over: session.db can't be opened as a journal: file is not a database",
        "goes on from the checkpoint rh-state-abcdef0123456789-1-2",
      ]
    `);
  });

  test('of an ended session begin a new generation', async () => {
    await begin({ checkpoints: { store: store() } });
    loseMachine();
    const { session, folder } = await begin({ checkpoints: { store: store() } });
    expect(session.generation).toBe(2);
    expect(folder.endsWith(`${SESSION_ID}.2`)).toBe(true);
    expect(target.sent[0]).toBe('rh_abcdef01_2_0-0_1');
  });

  test('that know more than this machine take its journal’s place', async () => {
    await begin({ maxDurationMs: 20_000 });
    copyFileSync(join(reports(), SESSION_ID, 'session.db'), join(root, 'old.db'));
    await begin({ maxDurationMs: 40_000, checkpoints: { store: store() } });
    loseMachine();
    await begin({ maxDurationMs: 1, plan: plan(6), sessionId: SESSION_ID });
    copyFileSync(join(root, 'old.db'), join(reports(), SESSION_ID, 'session.db'));
    const { report } = await begin({ checkpoints: { store: store() } });
    expect(report.result.scenarios[0]?.ledger).toMatchObject({ planned: 6, succeeded: 6 });
    expect(existsSync(join(reports(), SESSION_ID, 'session.db.behind'))).toBe(true);
    expect(new Set([...world.values()].map(({ key }) => key)).size).toBe(6);
  });

  test('of another session, another plan or a newer version are refused, and say so', async () => {
    await begin({ maxDurationMs: 40_000, checkpoints: { store: store() } });
    loseMachine();
    const other = `${SESSION_ID.slice(0, 16)}ffffff`;
    const message = await begin({ sessionId: other, checkpoints: { store: store() } }).then(
      () => '',
      (cause: Error) => `${cause.name}: ${cause.message}`,
    );
    expect(message.replaceAll(root, '')).toMatchInlineSnapshot(
      `"ResumeRefusedError: the checkpoint rh-state-abcdef0123456789-1-1 (/checkpoints) is of another session: abcdef0123456789abcdef of plan "test", and not abcdef0123456789ffffff. Give this one another name, or force it"`,
    );
    await expect(begin({ plan: plan(7), checkpoints: { store: store() } })).rejects.toThrow('was begun with another plan');
    const [name = ''] = readdirSync(join(root, 'checkpoints')).sort().toReversed();
    const database = new DatabaseSync(join(root, 'checkpoints', name));
    database.exec('PRAGMA user_version = 9');
    database.close();
    loseMachine();
    const error = await begin({ checkpoints: { store: store() } }).then(
      () => '',
      (cause: Error) => cause.message,
    );
    expect(error.replaceAll(root, '').replace(/\/\S*\/rh-checkpoint-\w+\//, '')).toMatchInlineSnapshot(
      `"the checkpoint rh-state-abcdef0123456789-1-1 (/checkpoints): session.db was written by a newer version (journal format 9, this version reads 1): update to 1.2.3 or later"`,
    );
  });
});

describe('a damaged journal', () => {
  const damage = (): void => {
    const database = new DatabaseSync(join(reports(), SESSION_ID, 'session.db'));
    database.exec("UPDATE events SET text = replace(text, 'acked', 'acxed') WHERE seq = (SELECT max(seq) FROM events WHERE type = 'acked')");
    database.close();
  };

  test('is refused, with what to do; repaired, the session goes on and nothing is sent twice', async () => {
    await begin({ maxDurationMs: 40_000 });
    damage();
    const refusal = await begin().then(
      () => '',
      (cause: Error) => cause.message,
    );
    expect(refusal.replaceAll(root, '')).toMatchInlineSnapshot(
      `"the journal /reports/abcdef0123456789abcdef/session.db is damaged: entry 26 is not what was written; entries 1 to 25 can be believed. Repair it to go on from them and from the list of runs; nothing that was sent is sent again"`,
    );
    const { report } = await begin({ repair: true });
    expect(report.result.scenarios[0]?.ledger).toMatchObject({ planned: 6, succeeded: 6 });
    expect(world.size).toBe(6);
    expect(existsSync(join(reports(), SESSION_ID, 'session.db.damaged'))).toBe(true);
  });
});

test('without journal and checkpoint a session is rebuilt from the list, where it may have begun before', async () => {
  const startedAt = clock.now();
  await begin({ maxDurationMs: 40_000 });
  loseMachine();
  const { report } = await begin({ recoverSinceAt: startedAt });
  expect(report.result.scenarios[0]?.ledger).toMatchObject({ planned: 6, succeeded: 6 });
  expect(world.size).toBe(6);
});
