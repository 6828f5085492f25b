import type { Allowance } from '../limits/limits.ts';
import { placesDurationMs } from '../load/places.ts';
import type { Unit } from '../plan/plan.ts';
import { MINUTE_MS, SECOND_MS } from '../time.ts';
import { isAllIssued, plannedSlots, type RunState, type ScenarioState, type Session, unitOfSlot } from './session.ts';
import { trialLookGapMs } from './trials.ts';

/** Durations remembered of each unit. */
const REMEMBERED = 32;
/** Runs that one request shows. */
const PAGE = 100;
/**
 * The price of a request in milliseconds of the session: so much longer may it take where that saves one. An idle place of *c* costs
 * a c-th of the time it is idle, as the session loses a c-th of its speed.
 */
const PRICE_MS = 500;
/** What it costs to learn of an end later, where nothing waits for it: a request is worth 200 s of that, summed over the runs. */
const LATE_NEWS = 0.0025;
/** A run may always end early: it is not left alone for longer than this, or than a tenth of what such runs take. */
const LONGEST_GAP_MS = 45 * SECOND_MS;
const LONGEST_GAP_SHARE = 0.05;
/** As long as requests are short, a gap may grow to this. */
const LONGEST_SHORT_GAP_MS = 10 * MINUTE_MS;
/** Forecasts of so many runs are worked out; each of them stands for others where there are more. */
const CONSIDERED = 48;
/** Points that stand for all forecasts, and at least for that of one run. */
const POINTS = 640;
const LEAST_POINTS = 12;
const MOST_POINTS = 64;

const names = new WeakMap<Unit, string>();

/** What takes equally long: the same workflow with the same inputs, in whatever scenario. */
function unitName(session: Session, run: RunState): string {
  const unit = unitOfSlot(session, run);
  let name = names.get(unit);
  if (name === undefined) {
    const inputs = Object.entries(unit.inputs).toSorted(([a], [b]) => (a < b ? -1 : 1));
    name = JSON.stringify([unit.repository, unit.workflow, unit.ref, inputs]);
    names.set(unit, name);
  }
  return name;
}

/** Keeps how long a run took on the server, from its creation to the end of its last job, or to its last change where jobs are not read. */
export function learnDuration(session: Session, run: RunState): void {
  const seen = run.details?.run ?? run.observation;
  const ends = (run.details?.jobs ?? []).flatMap((job) => job.completedAt ?? []);
  const endedAt = ends.length === 0 ? seen?.updatedAt : Math.max(...ends);
  if (seen?.createdAt === undefined || endedAt === undefined || endedAt < seen.createdAt) return;
  const key = unitName(session, run);
  const learnt = [...(session.learntMs.get(key) ?? []), endedAt - seen.createdAt];
  session.learntMs.set(key, learnt.slice(-REMEMBERED));
}

const memo = new WeakMap<Session, { readonly key: string; readonly at: number | undefined }>();

/**
 * When to look at the list of open runs again.
 *
 * A look costs the same whether it finds nothing or a hundred ended runs. Waiting gathers more ends in one look and lets those that have
 * come wait: for nothing but the news (open model), for a place that stands idle (closed model with slots to send), for the end of the
 * session (last runs). The instant is the one at which *(price of the look + cost of the wait) ÷ ends found* is least, with the ends
 * forecast from the durations of the runs that have ended: the long-run cost of an end, by the renewal-reward theorem.
 *
 * Never sooner than `limits.poll` after the look before, and no oftener than the requests that are left allow.
 *
 * @param allowance what may still be sent; absent: no limit is known
 * @returns an instant, or `undefined` when no run is open
 */
export function nextLookAt(session: Session, allowance?: Allowance): number | undefined {
  const issued = session.scenarios.map((state) => state.issued).join();
  const learnt = [...session.learntMs.values()].map((values) => `${values.length}:${values.at(-1)}`).join();
  const key = [session.lastLookAt, session.open.size, session.runs.size, issued, learnt, session.stop?.at, allowance?.left, allowance?.resetAt].join(
    '/',
  );
  const known = memo.get(session);
  if (known?.key === key) return known.at;
  const at = planLook(session, allowance);
  memo.set(session, { key, at });
  return at;
}

function planLook(session: Session, allowance: Allowance | undefined): number | undefined {
  const oldest: RunState | undefined = session.open.values().next().value;
  if (oldest === undefined) return undefined;
  const { pollMs } = session.plan.limits;
  const lastAt = session.lastLookAt ?? oldest.ackedAt;
  const earliest = lastAt + Math.max(pollMs, affordableGapMs(session, allowance, lastAt));
  const { at, usualMs } = cheapestAt(session, lastAt, earliest);
  const latest = lastAt + Math.min(trialLookGapMs(session) ?? Number.POSITIVE_INFINITY, Math.max(LONGEST_GAP_MS, LONGEST_GAP_SHARE * usualMs));
  return Math.max(earliest, Math.min(at, latest));
}

/** The gap that spreads what may be sent, less what every run still takes, over the time for which it has to last. */
function affordableGapMs(session: Session, allowance: Allowance | undefined, lastAt: number): number {
  if (allowance === undefined) return 0;
  const toSend = session.scenarios.reduce((sum, state) => sum + plannedSlots(state) - state.issued, session.ready.size);
  const owed = 2 * toSend + session.open.size + session.awaitingDetails.size;
  const looks = Math.max(0, allowance.left - owed) / Math.ceil(session.open.size / PAGE);
  const untilAt = Math.min(allowance.resetAt, likelyEndAt(session, lastAt));
  return Math.min(LONGEST_SHORT_GAP_MS, Math.max(0, untilAt - lastAt) / Math.max(1, looks));
}

/** When the session will have ended if it goes on as it does; `Infinity` where too little is known to say. */
function likelyEndAt(session: Session, lastAt: number): number {
  const newest = [...session.open.values()].at(-1);
  const learnt = newest === undefined ? [] : (session.learntMs.get(unitName(session, newest)) ?? []);
  if (learnt.length < 3) return Number.POSITIVE_INFINITY;
  const usualMs = learnt.reduce((sum, ms) => sum + ms, 0) / learnt.length;
  let sentAt = lastAt;
  for (const state of session.scenarios) {
    if (state.phase === 'ended') continue;
    if (state.phase === 'pending') return session.abort === undefined ? Number.POSITIVE_INFINITY : sentAt + 2 * usualMs;
    sentAt = Math.max(sentAt, sentBy(session, state, lastAt, usualMs));
  }
  return sentAt + 2 * usualMs;
}

/** When the last slot of a scenario that runs will have been sent. */
function sentBy(session: Session, state: ScenarioState, lastAt: number, usualMs: number): number {
  const { schedule, startedAt = lastAt } = state;
  if (isAllIssued(state)) return lastAt;
  if (schedule.model === 'open') return startedAt + state.shiftMs + (schedule.offsetsMs.at(-1) ?? 0);
  // How many trials there will be, nobody knows.
  if (schedule.model === 'adaptive') return Number.POSITIVE_INFINITY;
  if (schedule.places !== undefined) return startedAt + placesDurationMs(schedule.places);
  const toSend = plannedSlots(state) - state.issued;
  return lastAt + toSend * Math.max(session.plan.limits.mutationSpacingMs, usualMs / schedule.concurrency);
}

interface End {
  readonly at: number;
  /** Of the run's own probability. */
  readonly weight: number;
  readonly run: Forecast;
}

interface Forecast {
  /** Probability that it has ended, in the course of the sweep. */
  ended: number;
  /** Runs that it stands for. */
  readonly of: number;
  /** Cost of a millisecond in which it has ended and nobody knows. */
  readonly late: number;
}

/** The instant from `earliest` on at which an end costs least, and the longest usual duration of the open runs. */
function cheapestAt(session: Session, lastAt: number, earliest: number): { readonly at: number; readonly usualMs: number } {
  const { ends, runs, usualMs } = forecasts(session, lastAt);
  const price = PRICE_MS * Math.ceil(session.open.size / PAGE);
  const lastRuns = session.scenarios.every((state) => state.phase !== 'running' || isAllIssued(state));
  let found = 0;
  let waited = 0;
  let rate = 0;
  let unended = runs.length;
  let allEnded = 1;
  let sweptAt = lastAt;
  let best = { at: Number.POSITIVE_INFINITY, cost: Number.POSITIVE_INFINITY };
  for (const [n, { at, weight, run }] of ends.entries()) {
    waited += (rate + (lastRuns && unended === 0 ? allEnded : 0)) * (at - sweptAt);
    sweptAt = at;
    const before = run.ended;
    run.ended = Math.min(1, before + weight);
    if (before === 0) unended -= 1;
    allEnded *= (run.ended / (before || 1)) ** run.of;
    rate += (run.ended - before) * run.of * run.late;
    found += (run.ended - before) * run.of;
    // Ends of the same instant are found together; what comes before the earliest look waits for it.
    const next = ends[n + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (next <= at || next <= earliest) continue;
    const lookAt = Math.max(at, earliest);
    const cost = (price + waited + (rate + (lastRuns && unended === 0 ? allEnded : 0)) * (lookAt - at)) / found;
    if (cost < best.cost) best = { at: lookAt, cost };
  }
  return { at: best.at, usualMs };
}

function forecasts(session: Session, lastAt: number): { ends: End[]; runs: Forecast[]; usualMs: number } {
  const ends: End[] = [];
  const runs: Forecast[] = [];
  let usualMs = 0;
  const oldestAt = new Map<string, number>();
  const exact = session.open.size <= CONSIDERED ? CONSIDERED : CONSIDERED / 2;
  const stride = Math.max(1, Math.ceil((session.open.size - exact) / (CONSIDERED - exact || 1)));
  const points = Math.max(LEAST_POINTS, Math.min(MOST_POINTS, Math.round(POINTS / Math.min(session.open.size, CONSIDERED))));
  let n = 0;
  for (const run of session.open.values()) {
    n += 1;
    const name = unitName(session, run);
    if (!oldestAt.has(name)) oldestAt.set(name, run.ackedAt);
    // The oldest are the next to end; of the others every so many stands for its neighbours.
    if (n > exact && (n - exact) % stride !== 0) continue;
    const forecast: Forecast = { ended: 0, of: n > exact ? stride : 1, late: latePrice(session, run) };
    runs.push(forecast);
    const learnt = session.learntMs.get(name) ?? [];
    // Where nothing is known, it is the workflow that is not known, and its oldest run tells most about it.
    const sinceAt = learnt.length === 0 ? (oldestAt.get(name) ?? run.ackedAt) : run.ackedAt;
    const ageMs = Math.max(session.plan.limits.pollMs, lastAt - sinceAt);
    usualMs = Math.max(usualMs, ...(learnt.length === 0 ? [ageMs] : learnt));
    const longer = learnt.filter((ms) => ms > ageMs).toSorted((a, b) => a - b);
    for (let point = 0; point < points; point++) {
      ends.push({ at: run.ackedAt + quantile(ageMs, longer, (point + 0.5) / points), weight: 1 / points, run: forecast });
    }
  }
  ends.sort((a, b) => a.at - b.at);
  return { ends, runs, usualMs };
}

/**
 * The q-quantile of how long a run takes that has taken `ageMs` already, when the runs before it that took longer than that took `longer`
 * (ascending): the next value falls between any two neighbours of *n* earlier ones, below or above all of them, with probability 1/(n + 1)
 * each (exchangeable values; Hill's A(n)). Above all of them nothing has a scale: P(T > t) = a/t (Gott's "Copernican" forecast).
 */
export function quantile(ageMs: number, longer: readonly number[], q: number): number {
  const place = q * (longer.length + 1);
  const gap = Math.floor(place);
  const from = longer[gap - 1] ?? ageMs;
  const to = longer[gap];
  return to === undefined ? from / (gap + 1 - place) : from + (to - from) * (place - gap);
}

/** What a millisecond costs in which this run has ended and nobody knows. */
function latePrice(session: Session, run: RunState): number {
  const state = session.scenarios[run.scenario];
  if (session.stop !== undefined || state?.schedule.model !== 'closed' || isAllIssued(state)) return LATE_NEWS;
  return 1 / state.schedule.concurrency;
}
