import { powerOf } from '../../src/core/gate/detectable.ts';
import { addBlock, type BlockValues, nextBlock, type SequentialPlan, startSequential } from '../../src/core/gate/sequential.ts';
import { nextNormal, type RandomSource, seededRandom } from '../../src/core/random.ts';

/** A machine and its benchmarks, to run two revisions on. */
export interface Lab {
  readonly name: string;
  /** Scatter of a single value by row, as a fraction. */
  readonly scatter: readonly number[];
  /** Standard deviation of the step that the machine's speed takes from one run to the next; all rows share it. */
  readonly drift: number;
  /** Share of values that come late, by up to five times the scatter. */
  readonly stragglers: number;
}

export const LABS: readonly Lab[] = [
  { name: 'one benchmark, CV 3 %', scatter: [0.03], drift: 0, stragglers: 0 },
  { name: 'one benchmark, CV 5 %', scatter: [0.05], drift: 0, stragglers: 0 },
  { name: 'five benchmarks, CV 1 to 5 %, drifting machine', scatter: [0.01, 0.02, 0.03, 0.04, 0.05], drift: 0.005, stragglers: 0 },
  { name: 'ten benchmarks, CV 3 %, drift and stragglers', scatter: Array.from({ length: 10 }, () => 0.03), drift: 0.005, stragglers: 0.03 },
];

export interface LabScore {
  readonly lab: string;
  readonly gates: number;
  /** Gates of equal revisions in which a row failed. */
  readonly falseFailures: number;
  readonly inconclusive: number;
  /** Gates, of those in which the last row is 5 % slower, that failed for that row. */
  readonly detected: number;
  readonly slowGates: number;
  /** Mean runs of one revision a gate: of equal revisions, and with the slow row. */
  readonly runsCalm: number;
  readonly runsSlow: number;
  /** What the fixed design takes: unpaired values, the same error rates, at the scatter of the noisiest row. */
  readonly runsFixed: number;
}

const SLOW = 1.05;

/** Plays gates with equal revisions and gates with one slow row. */
export function playLab(lab: Lab, gates: number, slowGates: number): LabScore {
  const plan: SequentialPlan = { rows: lab.scatter.map((_, i) => `row ${i + 1}`) };
  const last = `row ${lab.scatter.length}`;
  const score = { falseFailures: 0, inconclusive: 0, detected: 0, calm: 0, slow: 0 };
  for (let gate = 0; gate < gates + slowGates; gate++) {
    const slow = gate >= gates;
    const end = playGate(plan, lab, slow ? last : undefined, seededRandom(`${lab.name}/${gate}`));
    if (slow) {
      if (end.rows.find(({ name }) => name === last)?.verdict === 'regressed') score.detected++;
      score.slow += 2 * end.blocks;
    } else {
      if (end.rows.some(({ verdict }) => verdict === 'regressed')) score.falseFailures++;
      else if (end.rows.some(({ verdict }) => verdict === 'inconclusive')) score.inconclusive++;
      score.calm += 2 * end.blocks;
    }
  }
  const { falseFailures, inconclusive, detected, calm, slow } = score;
  const runs = { runsCalm: calm / gates, runsSlow: slow / slowGates, runsFixed: fixedRuns(lab) };
  return { lab: lab.name, gates, falseFailures, inconclusive, detected, slowGates, ...runs };
}

function playGate(plan: SequentialPlan, lab: Lab, slowRow: string | undefined, random: RandomSource) {
  let state = startSequential(plan);
  let speed = 0;
  for (let order = nextBlock(state); order !== undefined; order = nextBlock(state)) {
    const runs = order.map((revision) => {
      speed += lab.drift * nextNormal(random);
      return { revision, values: plan.rows.map((name, i) => drawValue(lab, i, speed, revision === 'head' && name === slowRow ? SLOW : 1, random)) };
    });
    const of = (revision: string, row: number): [number, number] => {
      const [first, second] = runs.filter((run) => run.revision === revision).map(({ values }) => values[row] ?? Number.NaN);
      return [first ?? Number.NaN, second ?? Number.NaN];
    };
    const block = new Map<string, BlockValues>(plan.rows.map((name, row) => [name, { base: of('base', row), head: of('head', row) }]));
    state = addBlock(state, block);
  }
  return state;
}

function drawValue(lab: Lab, row: number, speed: number, factor: number, random: RandomSource): number {
  const scatter = lab.scatter[row] ?? 0;
  const late = random.next() < lab.stragglers ? 5 * scatter * random.next() : 0;
  return 100 * factor * Math.exp(speed + scatter * nextNormal(random) + late);
}

/** Values a side of the fixed design: one Mann–Whitney test a row against the margin, 1 % of the gates may fail without a reason, 95 % of +5 % are seen. */
function fixedRuns({ scatter, stragglers }: Lab): number {
  // A straggler comes late by up to 5 scatters, evenly: their variance is 25/3.
  const plan = { cv: Math.max(...scatter) * Math.sqrt(1 + (stragglers * 25) / 3), margin: 0.01, alpha: 0.01 / scatter.length };
  let n = 4;
  while (powerOf(SLOW - 1, { ...plan, n: [n, n] }) < 0.95) n++;
  return n;
}
