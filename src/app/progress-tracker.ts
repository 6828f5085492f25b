import { placesDurationMs } from '../core/load/places.ts';
import { present } from '../core/report/rows.ts';
import { samplesOfSlot } from '../core/report/samples-of-slot.ts';
import type { JournalEntry } from '../core/session/event.ts';
import { emptyLedger, LEDGER_BOXES, type LedgerBox } from '../core/session/ledger.ts';
import { plannedSlots, type ScenarioState, type Session } from '../core/session/session.ts';
import { quantile } from '../core/stats/quantile.ts';
import { sortSamples } from '../core/stats/sorted-samples.ts';
import { SECOND_MS } from '../core/time.ts';
import type { ProgressView } from '../reports/progress.ts';

/** What is counted of one scenario while it runs. */
interface Tally {
  readonly done: Record<LedgerBox, number>;
  /** Measured so far, in seconds. */
  readonly queueS: number[];
}

/** Follows a session's events and tells at any moment how far it has come. */
export class ProgressTracker {
  readonly #tallies = new Map<number, Tally>();
  #session: Session | undefined;

  /** Takes in an event that the session already knows. */
  take({ event }: JournalEntry, session: Session): void {
    this.#session = session;
    if (event.type !== 'settled') return;
    const slot = session.slots.get(event.slot);
    if (slot === undefined) return;
    const tally = this.#tally(slot.scenario);
    tally.done[event.box] += 1;
    for (const sample of samplesOfSlot(session, slot)) {
      if (sample.metric === 'queue_time' && sample.status === 'measured') tally.queueS.push(sample.ms / SECOND_MS);
    }
  }

  /**
   * The scenario that runs, or the one that is named; of several that run, their sums.
   *
   * @param now on the session's clock
   * @param requests sent up to now
   * @returns `undefined` while there is nothing to show
   */
  view(now: number, requests: number, index?: number): ProgressView | undefined {
    const session = this.#session;
    if (session === undefined) return undefined;
    const states = index === undefined ? session.scenarios.filter(({ phase }) => phase === 'running') : [session.scenarios[index]];
    const views = states.flatMap((state) => (state === undefined ? [] : (this.#viewOf(session, state, now, requests) ?? [])));
    const [first, ...others] = views;
    return first === undefined || others.length === 0 ? first : this.#together(views, first);
  }

  /** Several scenarios at once: what is counted is added up, and the longest remains. */
  #together(views: readonly ProgressView[], first: ProgressView): ProgressView {
    const sum = (of: (view: ProgressView) => number): number => views.reduce((total, view) => total + of(view), 0);
    const { planned: _, ...done } = emptyLedger();
    for (const box of LEDGER_BOXES) done[box] = sum((view) => view.done[box]);
    const remaining = views.flatMap(({ remainingMs }) => remainingMs ?? []);
    const [p50, p95] = percentiles(views.flatMap(({ scenarioNumber }) => this.#tally(scenarioNumber - 1).queueS));
    const { queueP50S: _p50, queueP95S: _p95, remainingMs: _ms, ...rest } = first;
    return {
      ...rest,
      scenario: views.map(({ scenario }) => scenario).join(' + '),
      planned: sum((view) => view.planned),
      issued: sum((view) => view.issued),
      queued: sum((view) => view.queued),
      running: sum((view) => view.running),
      done,
      elapsedMs: Math.max(...views.map(({ elapsedMs }) => elapsedMs)),
      ...present({ queueP50S: p50, queueP95S: p95 }),
      ...(remaining.length === views.length ? { remainingMs: Math.max(...remaining) } : {}),
    };
  }

  #viewOf(session: Session, state: ScenarioState, now: number, requests: number): ProgressView | undefined {
    if (state.startedAt === undefined) return undefined;
    const { done, queueS } = this.#tally(state.index);
    const open = [...session.open.values()].filter(({ scenario }) => scenario === state.index);
    const running = open.filter(({ observation }) => observation?.status === 'in_progress').length;
    const [p50, p95] = queueS.length === 0 ? [] : percentiles(queueS);
    const elapsedMs = (state.endedAt ?? now) - state.startedAt;
    const finished = Object.values(done).reduce((sum, count) => sum + count, 0);
    const remainingMs = state.endedAt === undefined ? remaining(session, state, finished, elapsedMs) : undefined;
    const limited = Math.max(0, ...[...session.ready.values()].map(({ notBeforeAt }) => (notBeforeAt ?? now) - now));
    return {
      scenario: state.scenario.name,
      scenarioNumber: state.index + 1,
      scenarios: session.scenarios.length,
      planned: plannedSlots(state),
      issued: state.issued,
      queued: open.length - running,
      running,
      done,
      ...(p50 === undefined ? {} : { queueP50S: p50 }),
      ...(p95 === undefined ? {} : { queueP95S: p95 }),
      elapsedMs,
      ...(remainingMs === undefined ? {} : { remainingMs }),
      requests,
      ...(limited > SECOND_MS ? { limitedForMs: limited } : {}),
    };
  }

  #tally(scenario: number): Tally {
    let tally = this.#tallies.get(scenario);
    if (tally === undefined) {
      const { planned: _, ...done } = emptyLedger();
      tally = { done, queueS: [] };
      this.#tallies.set(scenario, tally);
    }
    return tally;
  }
}

/** Until the end: an open model's last slot and a run after it; a closed model's at the speed so far. */
function remaining(session: Session, state: ScenarioState, finished: number, elapsedMs: number): number | undefined {
  if (finished === 0) return undefined;
  // A search ends when it has found what it looks for.
  if (state.schedule.model === 'adaptive') return undefined;
  if (state.schedule.model === 'closed') {
    if (state.schedule.places !== undefined) return Math.max(0, placesDurationMs(state.schedule.places) - elapsedMs);
    return (elapsedMs / finished) * (state.schedule.total - finished);
  }
  const durations = [...session.learntMs.values()].flat();
  const [runMs] = durations.length === 0 ? [0] : percentiles(durations);
  return Math.max(0, (state.schedule.offsetsMs.at(-1) ?? 0) + state.shiftMs + (runMs ?? 0) - elapsedMs);
}

function percentiles(values: readonly number[]): [p50: number, p95: number] | [] {
  const sorted = sortSamples(values);
  return sorted === undefined ? [] : [quantile(sorted, 0.5), quantile(sorted, 0.95)];
}
