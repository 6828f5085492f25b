import type { ScenarioResult, SuiteResult, TestResult } from '../result.ts';
import { type ScenarioState, type Session, type SlotState, unitOfSlot } from '../session/session.ts';
import { SECOND_MS } from '../time.ts';
import type { TestOutcome, TestStatus } from '../work/test-outcome.ts';
import { commandText, type Work } from '../work/work.ts';
import { isoStamp, present } from './rows.ts';

/** Output of all tests of a scenario, in characters: `result.json` must stay readable. Each test has its log besides. */
const MOST_OUTPUT_IN_ALL = 4_000_000;

/** The tests of a scenario that has some, and what they came to together. */
export function testsOf(session: Session, state: ScenarioState, slots: readonly SlotState[]): Pick<ScenarioResult, 'suite' | 'tests'> {
  const { suite } = state.scenario;
  const works = state.scenario.units.some(({ work }) => work !== undefined);
  const ran = slots.some((slot) => outcomeOf(session, slot) !== undefined);
  if (suite === undefined && !works && !ran) return {};
  const each = Math.floor(MOST_OUTPUT_IN_ALL / Math.max(1, slots.length));
  const tests = slots.map((slot) => testOf(session, slot, each));
  if (suite === undefined) return { tests };
  const counts: Record<TestStatus | 'open', number> = { passed: 0, failed: 0, timed_out: 0, cancelled: 0, skipped: 0, error: 0, open: 0 };
  for (const { status } of tests) counts[status] += 1;
  const of = tests.length;
  const passRate = { required: suite.passRate, value: of === 0 ? 0 : counts.passed / of, passed: counts.passed, of };
  const result: SuiteResult = {
    name: suite.name,
    executionId: executionId(suite.name, state.startedAt ?? session.startedAt),
    files: suite.files,
    passRate,
    counts,
    flaky: tests.filter(({ flaky }) => flaky).length,
    ...present({ leftOut: suite.leftOut, shuffle: suite.shuffle }),
  };
  return { suite: result, tests };
}

/** `NAME_YYYYMMDD_HHMMSS`, UTC. */
export function executionId(name: string, at: number): string {
  const stamp = isoStamp(at).replaceAll(/[-:]/g, '');
  const plain = name.replaceAll(/[^\p{L}\p{N}-]+/gu, '_').replaceAll(/^_+|_+$/g, '');
  return `${plain === '' ? 'suite' : plain}_${stamp.slice(0, 8)}_${stamp.slice(9, 15)}`;
}

const outcomeOf = (session: Session, slot: SlotState): TestOutcome | undefined =>
  slot.runId === undefined ? undefined : session.runs.get(slot.runId)?.details?.test;

function testOf(session: Session, slot: SlotState, mostOutput: number): TestResult {
  const unit = unitOfSlot(session, slot);
  const { work } = unit;
  const outcome = outcomeOf(session, slot);
  const last = outcome?.attempts.at(-1);
  const interrupted = outcome?.attempts.filter((attempt) => attempt.interrupted === true).length ?? 0;
  const status = outcome?.status ?? statusOf(slot);
  return {
    id: unit.workflow,
    ...present({ name: work?.name, description: work?.description }),
    command: work === undefined ? unit.workflow : commandOf(work),
    slot: slot.id,
    ...present({ runId: slot.runId }),
    status,
    flaky: outcome?.flaky ?? false,
    attempts: (outcome?.attempts.length ?? 0) - interrupted,
    interrupted,
    ...present({
      exitCode: outcome?.exitCode,
      signal: outcome?.signal,
      duration: last === undefined ? undefined : Math.max(0, last.endedAt - last.startedAt) / SECOND_MS,
    }),
    patterns: outcome?.patterns ?? [],
    ...present({ error: outcome?.error ?? (status === 'passed' ? undefined : slot.reason) }),
    output: (outcome?.output ?? '').slice(-mostOutput).toWellFormed(),
    outputBytes: outcome?.outputBytes ?? 0,
    ...present({
      worker: last?.worker,
      worktree: last?.worktree,
      log: outcome?.log,
      preserved: outcome?.preserved,
      changedFiles: outcome?.changedFiles,
      tasks: outcome?.tasks?.map(({ id, name, command, status: became, exitCode, startedAt, endedAt, error }) => ({
        ...{ id, name, status: became, duration: Math.max(0, endedAt - startedAt) / SECOND_MS },
        ...present({ command, exitCode, error }),
      })),
    }),
  };
}

/** A slot whose run told nothing: lost, refused, cancelled before it was sent. */
function statusOf({ box }: SlotState): TestResult['status'] {
  if (box === undefined) return 'open';
  if (box === 'succeeded') return 'passed';
  if (box === 'failed' || box === 'timed_out' || box === 'cancelled') return box;
  return box === 'lost' ? 'error' : 'cancelled';
}

function commandOf({ body }: Work): string {
  return body.kind === 'command' ? commandText(body.run) : body.file;
}
