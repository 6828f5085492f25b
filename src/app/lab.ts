import { powerOf } from '../core/gate/detectable.ts';
import { INTERLEAVE_DEFAULTS } from '../core/interleave/interleaved-scenario.ts';
import { hash32 } from '../core/random.ts';
import { reportOf } from '../core/report/report-of.ts';
import type { GateVerdict } from '../core/result.ts';
import { runSession } from '../engine/run-session.ts';
import { Stopper } from '../engine/stopper.ts';
import { createMemoryJournal } from '../stores/journal/memory-journal.ts';
import { createSimulatedTarget } from '../targets/simulated/simulated-target.ts';
import { interleavedPlan } from './interleaved-plan.ts';
import { version } from './version.ts';
import { virtualTime } from './virtual-time.ts';

/** What a lab plays. */
export interface LabOptions {
  /** Gates of each kind, at least 1. */
  readonly gates: number;
  /** How much slower head is in the gates of the second kind, a fraction. */
  readonly slowdown: number;
  /** Scatter of one run's execution time, standard deviation ÷ mean. */
  readonly cv: number;
  readonly margin: number;
  readonly detect: number;
  readonly maxBlocks: number;
  /** Equal seeds give equal numbers. */
  readonly seed: number;
  /** Ends the lab early; what was played until then counts. */
  readonly stopped?: () => boolean;
  /** Told after every gate. */
  readonly onGate?: (played: number, of: number) => void;
}

/** Gates of one kind, counted by what they said. */
export interface LabScore {
  readonly gates: number;
  readonly regressed: number;
  readonly inconclusive: number;
  /** Neither: passed, or even improved. */
  readonly passed: number;
  /** Mean of the runs that a gate took, both revisions together. */
  readonly runs: number;
  /** Smallest and largest. */
  readonly runsRange: readonly [number, number];
}

/** What a lab found. */
export interface LabResult {
  /** Head is the same as base. */
  readonly noop: LabScore;
  /** Head is slower. */
  readonly slow: LabScore;
  /** Runs, both revisions together, of a gate whose number of runs is fixed beforehand and that is as sure; `undefined`: more than 20,000. */
  readonly fixedRuns?: number;
}

/**
 * Plays gates whose truth is known through the same path as `gate --interleave`: plan, engine, journal, measurement, sequential decision, report. Only the
 * machines are simulated, in memory and on a clock that costs no time: one runner whose times scatter log-normally.
 *
 * @throws RangeError for options that can't be played
 */
export async function playLab(options: LabOptions): Promise<LabResult> {
  const { gates, slowdown, cv, stopped = () => false, onGate } = options;
  if (!(Number.isInteger(gates) && gates >= 1)) throw new RangeError(`gates is a whole number from 1 on, got ${gates}`);
  if (!(cv > 0 && cv < 2)) throw new RangeError(`cv lies above 0 and below 2, got ${cv}`);
  if (!(slowdown > 0 && slowdown < 10)) throw new RangeError(`slowdown lies above 0 and below 10, got ${slowdown}`);
  const ends: { readonly noop: GateEnd[]; readonly slow: GateEnd[] } = { noop: [], slow: [] };
  for (let gate = 0; gate < gates && !stopped(); gate++) {
    // In turns, so that a lab that is stopped knows as much of one as of the other.
    ends.noop.push(await playGate(options, hash32(`${options.seed}/no-op/${gate}`), 1));
    onGate?.(2 * gate + 1, 2 * gates);
    if (stopped()) break;
    ends.slow.push(await playGate(options, hash32(`${options.seed}/slow/${gate}`), 1 + slowdown));
    onGate?.(2 * gate + 2, 2 * gates);
  }
  const fixed = fixedRuns(options);
  return { noop: scoreOf(ends.noop), slow: scoreOf(ends.slow), ...(fixed !== undefined && { fixedRuns: fixed }) };
}

interface GateEnd {
  readonly verdict: GateVerdict | undefined;
  readonly runs: number;
}

/** Mean execution time; what counts is its scatter alone. */
const EXECUTION_MS = 60_000;

async function playGate({ cv, margin, detect, maxBlocks }: LabOptions, seed: number, slowdown: number): Promise<GateEnd> {
  const time = virtualTime(Date.UTC(2026, 0, 5));
  const fleet = { runners: 1, startupMs: 0, executionMs: EXECUTION_MS, executionCv: cv, failureRate: 0, slowRefs: { head: slowdown } };
  const spec = { ...INTERLEAVE_DEFAULTS, base: 'base', head: 'head', margin, detect, maxBlocks };
  const target = createSimulatedTarget({ fleet, clock: time.clock, seed });
  const session = await time.run(
    runSession({
      plan: interleavedPlan({ unit: { workflow: 'simple.yml', inputs: {} }, spec, target: { kind: 'simulated', fleet }, seed }),
      sessionId: seed.toString(16).padStart(8, '0'),
      generation: 1,
      seed,
      version,
      target,
      journal: createMemoryJournal(),
      clock: time.clock,
      stop: { signal: new Stopper(), reason: () => ({ kind: 'signal', signal: 'SIGINT' }) },
    }),
  );
  await target.close();
  const { result } = reportOf(session, { cancelCommand: () => '' });
  return { verdict: result.gate?.rows[0]?.verdict, runs: session.runs.size };
}

function scoreOf(ends: readonly GateEnd[]): LabScore {
  const count = (is: GateVerdict): number => ends.filter(({ verdict }) => verdict === is).length;
  const runs = ends.map((end) => end.runs);
  return {
    gates: ends.length,
    regressed: count('regressed'),
    inconclusive: count('inconclusive'),
    passed: count('passed') + count('improved'),
    runs: ends.length === 0 ? 0 : runs.reduce((sum, n) => sum + n, 0) / ends.length,
    runsRange: ends.length === 0 ? [0, 0] : [Math.min(...runs), Math.max(...runs)],
  };
}

const MOST_FIXED = 10_000;

/** One one-sided Mann–Whitney test against the margin at 1 % that sees 95 % of the slowdowns. */
function fixedRuns({ cv, margin, slowdown }: LabOptions): number | undefined {
  const enough = (n: number): boolean => powerOf(slowdown, { n: [n, n], cv, margin, alpha: 0.01 }) >= 0.95;
  if (!enough(MOST_FIXED)) return undefined;
  let [low, high] = [3, MOST_FIXED];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return 2 * high;
}
