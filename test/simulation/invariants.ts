import { reportOf } from '../../src/core/report/report-of.ts';
import type { MetricSummary, ScenarioResult } from '../../src/core/result.ts';
import { apply } from '../../src/core/session/apply.ts';
import { latestMs } from '../../src/core/session/late.ts';
import { LEDGER_BOXES } from '../../src/core/session/ledger.ts';
import { isWarmup, plannedSlots, type Session, type SlotState } from '../../src/core/session/session.ts';
import { notNeeded, trialOfSlot } from '../../src/core/session/trials.ts';
import { SECOND_MS } from '../../src/core/time.ts';
import type { TrueRun } from '../../src/simulator/truth.ts';
import { type AcceptedRun, endOf } from './faulty-github.ts';
import type { SeedEnd } from './simulate-seed.ts';
import { type TrueMetric, trueExecutionTimes, trueQueueTimes } from './truth-metrics.ts';

/** What a run that appeared so shortly before the end may be missed for. */
const LAST_MOMENT_MS = 30 * SECOND_MS;

/** Holds the end of a session against the world's truth; yields what is broken (reference: invariants I1 to I9 in docs/planted-bugs.md). */
export function* checkEnd(end: SeedEnd): Generator<string> {
  const truth = end.github.truth();
  yield* ledger(end);
  yield* accounts(end, truth);
  yield* fates(end, truth);
  yield* alive(end, truth);
  yield* metrics(end, truth);
  yield* terms(end);
  yield* trials(end);
  yield* usage(end);
  yield* replay(end);
  yield* secrets(end);
}

/** I1: every slot once, in one box. */
function* ledger({ session, report, stopped }: SeedEnd): Generator<string> {
  const owners = new Map<string, string>();
  for (const slot of session.slots.values()) {
    if (slot.box === undefined) yield `I1 slot ${slot.id} is in no box at the end`;
    if (slot.runId === undefined) continue;
    const other = owners.get(slot.runId);
    if (other !== undefined) yield `I1 run ${slot.runId} is counted for the slots ${other} and ${slot.id}`;
    owners.set(slot.runId, slot.id);
  }
  for (const runId of session.runs.keys()) {
    if (!owners.has(runId)) yield `I1 run ${runId} belongs to no slot`;
    if (session.extraRuns.has(runId)) yield `I1 run ${runId} is counted and stands beside the slots`;
  }
  for (const state of session.scenarios) {
    const planned = plannedSlots(state);
    const result = report.result.scenarios.find(({ name }) => name === state.scenario.name);
    if (result === undefined) {
      if (!stopped && session.abort === undefined) yield `I1 scenario ${state.scenario.name} is not in the result`;
      continue;
    }
    const sum = LEDGER_BOXES.reduce((total, box) => total + result.ledger[box], 0);
    if (sum !== result.ledger.planned) yield `I1 the boxes of ${result.name} add up to ${sum}, planned are ${result.ledger.planned}`;
    if (!stopped && result.ledger.planned !== planned) yield `I1 ${result.name} planned ${result.ledger.planned} of ${planned} slots`;
  }
}

/** I2: every run that the server made of our dispatches is counted or listed. */
function* accounts(
  { session, github, scenario, endedAt, stopped, report, controllers }: SeedEnd,
  truth: ReadonlyMap<string, TrueRun>,
): Generator<string> {
  const byKey = new Map<string, AcceptedRun[]>();
  for (const run of github.accepted) if (run.key !== undefined && run.by === 'order') byKey.set(run.key, [...(byKey.get(run.key) ?? []), run]);
  for (const [key, runs] of byKey) if (runs.length > 1) yield `I1 the server was given ${key} ${runs.length} times`;
  const reasons = JSON.stringify(report.result.scenarios.map(({ ledgerReasons }) => ledgerReasons));
  // Without keys, a dispatch that nobody can tell from others is given up as lost, with that reason.
  let untold = scenario.keyed ? 0 : untoldSlots(session);
  const isPointedAt = pointers(session, controllers);
  for (const own of github.accepted) {
    if (session.runs.has(own.runId) || session.extraRuns.has(own.runId)) continue;
    if (own.listedAt > endedAt - LAST_MOMENT_MS || own.deletedAt !== undefined) continue;
    if (stopped && (own.key === undefined ? isPointedAt(own) : reasons.includes(own.key))) continue;
    // A stop leaves no time for a last look, and after the last look anything may still come.
    if ((stopped || own.by === 'twin') && own.listedAt > github.lastListAt) continue;
    if (untold-- > 0) continue;
    // Only a key tells a late twin of a workflow from everybody else's runs.
    if (!scenario.keyed && own.by === 'twin') continue;
    yield `I2 run ${own.runId} (${own.key ?? 'no key'}, ${own.by}) is neither counted nor listed; GitHub says ${truth.get(own.runId)?.status}`;
  }
  const ours = new Set(github.accepted.map(({ runId }) => runId));
  for (const runId of [...session.runs.keys(), ...session.extraRuns.keys()]) {
    if (!ours.has(runId) && (scenario.keyed || truth.get(runId) === undefined)) yield `I2 run ${runId} is not ours`;
  }
}

function untoldSlots(session: Session): number {
  return [...session.slots.values()].filter(({ box, reason }) => box === 'lost' && reason?.includes('nobody can tell')).length;
}

/** Clocks of two controllers and the moment on the way. */
const POINTER_SLACK_MS = 15 * SECOND_MS;

/**
 * Without keys, only a search gives a slot its run, by circumstance; the list of a take-over counts what bears a key. A stop may cut that
 * search short, as when the token's requests are spent after one of the two readings that must agree. Then the result can't name the run,
 * only when it must have been made: each such reason excuses one run of that time, no twin, and none that a search of its slot, read to the
 * end, should have seen. With keys the reason names the key.
 */
function pointers(session: Session, controllers: SeedEnd['controllers']): (own: AcceptedRun) => boolean {
  const left = [...session.slots.values()].flatMap(({ box, reason, runId, completeLooks }) => {
    const [, made = '', unsure] = /made about (\S+)( \(this machine's clock\))? in the list/.exec(reason ?? '') ?? [];
    if (box !== 'lost' || runId !== undefined || made === '') return [];
    const times = unsure === undefined ? [Date.parse(made)] : controllers.map(({ skewMs }) => Date.parse(made) - skewMs);
    return [{ times, sought: completeLooks > 0 }];
  });
  return ({ by, createdAt, listedAt }) => {
    if (by !== 'order') return false;
    const at = left.findIndex(
      ({ times, sought }) => (!sought || listedAt > createdAt) && times.some((time) => Math.abs(time - createdAt) <= POINTER_SLACK_MS),
    );
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  };
}

/** I1, I2: what became of each slot is what became of its run. */
function* fates({ session, github, scenario, stopped }: SeedEnd, truth: ReadonlyMap<string, TrueRun>): Generator<string> {
  const own = new Map(github.accepted.map((run) => [run.runId, run]));
  for (const slot of session.slots.values()) {
    if (slot.runId === undefined) {
      if (isUnsent(session, slot)) continue;
      yield* withoutRun(slot, github.accepted, github.dispatches, stopped);
      continue;
    }
    const run = truth.get(slot.runId);
    const made = own.get(slot.runId);
    if (run === undefined || made === undefined) continue;
    if (scenario.keyed && made.slot !== slot.id) yield `I1 run ${slot.runId} of slot ${made.slot} is counted for slot ${slot.id}`;
    // A cancel whose answer was lost may have been the one that ended it.
    const cut = run.conclusion === 'cancelled' && session.runs.get(slot.runId)?.cancel !== undefined ? ['timed_out'] : [];
    const cancels =
      stopped ||
      session.abort !== undefined ||
      session.plan.scenarios[slot.scenario]?.gracefulStopMs !== undefined ||
      notNeeded(session, slot) !== undefined;
    const expected = [...cut, ...expectedBoxes(run, made, cancels), ...(overdue(run, scenario.plan.limits.runTimeoutMs) ? ['timed_out'] : [])];
    if (!expected.includes(slot.box ?? ''))
      yield `I2 slot ${slot.id} is ${slot.box} (${slot.reason ?? ''}), its run ${run.id} is ${run.status} ${run.conclusion}`;
  }
}

/** Was it, by the rules of its plan, not to be sent any more: too late, after its scenario's time, or after an abort? */
function isUnsent(session: Session, slot: SlotState): boolean {
  const scenario = session.plan.scenarios[slot.scenario];
  if (slot.box === 'excluded') return session.abort !== undefined || notNeeded(session, slot) !== undefined;
  if (slot.box !== 'shed') return false;
  return (
    scenario?.gracefulStopMs !== undefined ||
    scenario?.late?.kind === 'drop' ||
    (scenario?.late?.kind === 'catch-up' && scenario.late.maxLateMs !== undefined)
  );
}

function* withoutRun(
  slot: SlotState,
  accepted: readonly AcceptedRun[],
  dispatches: SeedEnd['github']['dispatches'],
  stopped: boolean,
): Generator<string> {
  if (stopped && (slot.box === 'excluded' || slot.box === 'lost')) return;
  if (slot.box !== 'lost' && slot.box !== 'failed') {
    yield `I2 slot ${slot.id} is ${slot.box} and has no run`;
    return;
  }
  const own = dispatches.filter(({ key }) => key?.includes(`_${slot.id}_`));
  if (slot.box === 'failed' && !own.some(({ fate }) => fate === 'refused') && own.length > 0)
    yield `I2 slot ${slot.id} is failed (${slot.reason}), but no dispatch of it was refused`;
  const visible = accepted.find(
    (run) => run.slot === slot.id && run.by === 'order' && run.deletedAt === undefined && run.listedAt - run.createdAt < 100_000,
  );
  if (visible !== undefined) yield `I2 slot ${slot.id} is ${slot.box} (${slot.reason}), but GitHub made run ${visible.runId} of it`;
}

function expectedBoxes(run: TrueRun, own: AcceptedRun, stopped: boolean): readonly string[] {
  // What was deleted answers to no cancel either.
  const gone = own.deletedAt === undefined ? [] : ['lost', 'timed_out'];
  // Who forgot that it cancelled them takes them for cancelled by others.
  const cut = stopped ? ['cancelled', 'excluded'] : [];
  if (run.conclusion === 'success') return ['succeeded', ...gone, ...cut];
  if (run.conclusion === 'failure') return ['failed', ...gone, ...cut];
  if (run.conclusion === 'cancelled') {
    const byUs = own.cancelledByUs === true ? ['timed_out'] : [];
    const byPerson = own.cancelledByPerson === true ? ['cancelled', 'excluded'] : [];
    return [...byUs, ...byPerson, ...gone, ...cut];
  }
  return [...(stopped ? ['cancelled'] : []), ...gone];
}

/** Had it still not ended when its time was up? */
function overdue(run: TrueRun, runTimeoutMs: number): boolean {
  return (endOf(run) ?? Number.POSITIVE_INFINITY) > run.createdAt + runTimeoutMs;
}

/** I3: nothing of ours is alive when the session has ended, or its end is in the result as a command. */
function* alive(
  { session, github, endedAt, report, scenario, stopped, controllers }: SeedEnd,
  truth: ReadonlyMap<string, TrueRun>,
): Generator<string> {
  const listed = new Set(report.result.scenarios.flatMap(({ leftRunning }) => leftRunning.map(({ id }) => id)));
  const reasons = JSON.stringify(report.result.scenarios.map(({ ledgerReasons }) => ledgerReasons));
  let untold = scenario.keyed ? 0 : untoldSlots(session);
  const isPointedAt = pointers(session, controllers);
  for (const own of github.accepted) {
    const run = truth.get(own.runId);
    const end = run === undefined ? undefined : endOf(run);
    // A cancelled job takes a second to end.
    if (end !== undefined && end <= endedAt + 2 * SECOND_MS) continue;
    if (own.listedAt > endedAt - LAST_MOMENT_MS || (!scenario.keyed && own.by === 'twin')) continue;
    // Outside of faults there is no excuse for a run that is alive but for a stop.
    if (stopped || !github.quiet ? listed.has(own.runId) || own.cancelledByUs === true : own.cancelledByUs === true && listed.has(own.runId))
      continue;
    if (own.by === 'twin' && own.listedAt > github.lastListAt) continue;
    if (
      stopped &&
      (own.listedAt > github.lastListAt || (own.key === undefined ? !session.runs.has(own.runId) && isPointedAt(own) : reasons.includes(own.key)))
    )
      continue;
    if (!session.runs.has(own.runId) && untold-- > 0) continue;
    const known = session.runs.has(own.runId) ? 'counted' : session.extraRuns.has(own.runId) ? 'listed' : 'unknown';
    yield `I3 run ${own.runId} (${known}) is still ${run?.status} at the end`;
  }
}

/** I5: the numbers are the world's. */
function* metrics(end: SeedEnd, truth: ReadonlyMap<string, TrueRun>): Generator<string> {
  const { session, report, github, stopped } = end;
  if (stopped) return;
  const own = new Map(github.accepted.map((run) => [run.runId, run]));
  for (const result of report.result.scenarios) {
    const index = session.scenarios.findIndex(({ scenario }) => scenario.name === result.name);
    const measured: TrueRun[] = [];
    for (const slot of session.slots.values()) {
      const scenario = session.scenarios[index];
      if (slot.scenario !== index || slot.runId === undefined || (scenario !== undefined && isWarmup(scenario, slot))) continue;
      const run = truth.get(slot.runId);
      const state = session.runs.get(slot.runId);
      if (run === undefined || state === undefined) continue;
      if (state.details !== undefined) measured.push(run);
      else if (own.get(slot.runId)?.deletedAt === undefined && run.status === 'completed' && slot.box !== 'timed_out' && slot.box !== 'cancelled')
        yield `I5 run ${slot.runId} was not measured (${state.detailsUnavailable ?? 'nobody asked'}), and it is still there`;
    }
    yield* same(result, 'queue_time', trueQueueTimes(measured));
    yield* same(result, 'execution_time', trueExecutionTimes(measured));
    yield* clocks(session, index, truth, end);
  }
}

function* same(result: ScenarioResult, name: string, truth: TrueMetric): Generator<string> {
  const said = result.metrics[name] as MetricSummary | undefined;
  if (said === undefined) {
    if (truth.n + truth.censored > 0) yield `I5 ${name} of ${result.name} is missing`;
    return;
  }
  const text = ({ n, censored, min, max, mean, percentiles }: TrueMetric): string => {
    const round = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(6));
    const shown = Object.entries(percentiles).map(([p, value]) => `p${p}=${round(value)}`);
    return `n=${n} censored=${censored} min=${round(min)} max=${round(max)} mean=${round(mean)} ${shown.join(' ')}`;
  };
  if (text(said) !== text(truth)) yield `I5 ${name} of ${result.name}: the result says ${text(said)}, the world ${text(truth)}`;
  if (said.anomalous !== 0) yield `I5 ${name} of ${result.name} has ${said.anomalous} anomalous values, and every stamp was true`;
}

/** I5, across clocks: what is said of the offset holds. */
function* clocks(session: Session, scenario: number, truth: ReadonlyMap<string, TrueRun>, { controllers }: SeedEnd): Generator<string> {
  const skews = controllers.map(({ skewMs }) => -skewMs);
  for (const slot of session.slots.values()) {
    if (slot.scenario !== scenario || slot.clock === undefined || slot.runId === undefined || !truth.has(slot.runId)) continue;
    const { offsetMs, residualMs } = slot.clock;
    if (!skews.some((skew) => Math.abs(skew - offsetMs) <= residualMs + 1))
      yield `I5 slot ${slot.id} says that the server is ${Math.round(offsetMs)} ± ${Math.round(residualMs)} ms ahead; it is ${skews.join(' or ')}`;
  }
}

/** Controllers' clocks may differ by so much from one to the next, and an intent takes a moment to become durable. */
const TERM_SLACK_MS = 3 * SECOND_MS;

/** I4: nothing is sent after an abort, later than its scenario lets it, or after its controller's time; I5: the time series adds up. */
function* terms({ session, report, entries }: SeedEnd): Generator<string> {
  let overAt: number | undefined;
  let abort: { readonly seq: number; readonly at: number } | undefined;
  for (const { seq, at, event } of entries) {
    if (event.type === 'breached' && event.abort) abort ??= { seq, at };
    if (event.type === 'controller_started') {
      const { wallTimeMs } = event.budget ?? session.plan.budget ?? {};
      overAt = wallTimeMs === undefined ? undefined : at + wallTimeMs;
    }
    if (event.type !== 'intent') continue;
    if (overAt !== undefined && at > overAt + TERM_SLACK_MS) yield `I4 ${event.key} is sent ${at - overAt} ms after the budget's wall-time`;
    if (abort !== undefined && at - abort.at > 2 * SECOND_MS) yield `I4 ${event.key} is sent ${at - abort.at} ms after a breach that aborts`;
    const slot = session.slots.get(event.slot);
    const state = slot === undefined ? undefined : session.scenarios[slot.scenario];
    const bound = state === undefined ? undefined : latestMs(state);
    if (slot?.intendedAt !== undefined && bound !== undefined && at - slot.intendedAt > bound + TERM_SLACK_MS)
      yield `I4 ${event.key} is sent ${Math.round(at - slot.intendedAt)} ms late, and no more than ${bound} are allowed`;
  }
  for (const state of session.scenarios) {
    const { series } = report.result.scenarios.find(({ name }) => name === state.scenario.name) ?? {};
    const slots = [...session.slots.values()].filter(
      (slot) => slot.scenario === state.index && (slot.sentAt !== undefined || slot.runId !== undefined),
    );
    const dispatched = series?.reduce((sum, point) => sum + point.dispatched, 0) ?? 0;
    if (dispatched !== slots.length) yield `I5 the time series of ${state.scenario.name} shows ${dispatched} dispatches of ${slots.length}`;
    const last = series?.at(-1);
    if (last !== undefined && session.stop === undefined && last.queued + last.running !== 0)
      yield `I5 the time series of ${state.scenario.name} ends with ${last.queued} queued and ${last.running} running`;
  }
}

/** I4, I5: a search is what its journal says: trial after trial, each decided once, nothing sent for one that is decided, and all in the result. */
function* trials({ session, report, entries, durable }: SeedEnd): Generator<string> {
  if (!durable) return;
  const decided = new Map<string, number>();
  const begun = new Map<number, number>();
  for (const { at, event } of entries) {
    if (event.type === 'trial_started') {
      const { scenario, trial } = event;
      if (trial !== (begun.get(scenario) ?? 0)) yield `I5 trial ${trial} of scenario ${scenario} begins, and ${begun.get(scenario) ?? 0} is next`;
      if (trial > 0 && !decided.has(`${scenario}/${trial - 1}`))
        yield `I5 trial ${trial} of scenario ${scenario} begins before the one before it is decided`;
      begun.set(scenario, trial + 1);
    }
    if (event.type === 'trial_ended') {
      const name = `${event.scenario}/${event.trial}`;
      if (decided.has(name)) yield `I5 trial ${name} is decided twice`;
      decided.set(name, at);
    }
    if (event.type !== 'intent') continue;
    const slot = session.slots.get(event.slot);
    const state = slot === undefined ? undefined : session.scenarios[slot.scenario];
    const trial = slot === undefined || state === undefined ? undefined : trialOfSlot(state, slot.n);
    const over = trial === undefined ? undefined : decided.get(`${slot?.scenario}/${state?.trials.indexOf(trial)}`);
    if (over !== undefined && at - over > 2 * SECOND_MS) yield `I4 ${event.key} is sent ${at - over} ms after its trial was decided`;
  }
  for (const state of session.scenarios) {
    if (state.scenario.arrivals.model !== 'adaptive') continue;
    const capacity = report.result.scenarios.find(({ name }) => name === state.scenario.name)?.capacity;
    const known = state.trials.filter(({ outcome }) => outcome !== undefined);
    if (state.startedAt !== undefined && capacity?.trials.length !== known.length)
      yield `I5 the result of ${state.scenario.name} shows ${capacity?.trials.length} trials, ${known.length} were decided`;
    const sum = capacity?.trials.reduce((total, { runs }) => total + runs, 0) ?? 0;
    if (sum > state.issued) yield `I5 the trials of ${state.scenario.name} have ${sum} runs, ${state.issued} were issued`;
  }
}

/** I5: what was sent is on the bill. */
function* usage({ report, entries }: SeedEnd): Generator<string> {
  const last = new Map<number, number>();
  for (const { event } of entries) if (event.type === 'usage') last.set(event.epoch, event.usage.requests);
  const sum = [...last.values()].reduce((total, value) => total + value, 0);
  if (report.result.api.requests !== sum) yield `I5 the result says ${report.result.api.requests} requests, the controllers' bills say ${sum}`;
}

/** I6: whoever reads the journal finds the same result. */
function* replay({ entries, report, durable }: SeedEnd): Generator<string> {
  if (!durable) return;
  let session: Session | undefined;
  try {
    for (const entry of entries) session = apply(session, entry);
  } catch (error) {
    yield `I6 the journal can't be read again: ${String(error)}`;
    return;
  }
  if (session === undefined) return;
  const again = reportOf(session, { cancelCommand: ({ runId }) => `gh run cancel ${runId}` });
  if (JSON.stringify(again) !== JSON.stringify(report)) yield 'I6 the journal, read again, gives another result';
}

/** I9: no file holds a token. */
function* secrets({ secrets: known, entries, report, warnings }: SeedEnd): Generator<string> {
  const places = { journal: JSON.stringify(entries), result: JSON.stringify(report), warnings: warnings.join('\n') };
  for (const [place, text] of Object.entries(places))
    for (const secret of known) if (text.includes(secret)) yield `I9 a token stands in the ${place}`;
}
