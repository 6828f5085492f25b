import { addBlock, type SequentialState, startSequential } from '../gate/sequential.ts';
import type { InterleaveSpec } from '../plan/plan.ts';
import { slotId } from '../session/key.ts';
import type { ScenarioState, Session } from '../session/session.ts';
import { formatDuration } from '../time.ts';
import { blockValues } from './block-values.ts';
import { BLOCK } from './interleaved-scenario.ts';

/** Blocks in a row without a value to compare, after which nobody expects another. */
const HOPELESS = 3;

/** A comparison as far as it has come. */
export interface Comparison {
  readonly state: SequentialState;
  /** Blocks of which every slot was settled. */
  readonly blocks: number;
  /** Of these, the last ones in a row that gave no open metric a value. */
  readonly barren: number;
}

/** What was read of a scenario before: settled slots don't change. */
const memo = new WeakMap<ScenarioState, Comparison>();

/** Reads every complete block of an interleaved scenario, in order. A function of the books alone, so whoever goes on with them comes to the same. */
export function comparisonOf(session: Session, scenario: ScenarioState, spec: InterleaveSpec): Comparison {
  const { metrics, margin, detect, maxBlocks } = spec;
  let { state, blocks, barren } = memo.get(scenario) ?? {
    state: startSequential({ rows: metrics, margin, detect, maxBlocks }),
    blocks: 0,
    barren: 0,
  };
  for (; isSettled(session, scenario, blocks); blocks++) {
    const values = blockValues(session, scenario, blocks, metrics);
    const open = state.rows.filter(({ verdict }) => verdict === undefined);
    barren = open.some(({ name }) => values.has(name)) ? 0 : barren + 1;
    state = addBlock(state, values);
  }
  const read = { state, blocks, barren };
  memo.set(scenario, read);
  return read;
}

function isSettled(session: Session, { index }: ScenarioState, block: number): boolean {
  for (let n = BLOCK * block; n < BLOCK * (block + 1); n++) if (session.slots.get(slotId(index, n))?.phase !== 'settled') return false;
  return true;
}

/**
 * May a scenario go on issuing slots? Only an interleaved one ever may not: it waits between two blocks until the first is measured, and has enough when
 * every row is resolved, when nothing can be measured, or when its time is over.
 */
export function courseOf(session: Session, scenario: ScenarioState, now: number): 'go' | 'wait' | { readonly enough: string } {
  const spec = scenario.scenario.interleave;
  if (spec === undefined || scenario.enough !== undefined || scenario.issued === 0 || scenario.issued % BLOCK !== 0) return 'go';
  if (scenario.settled < scenario.issued) return 'wait';
  if (scenario.issued === BLOCK * spec.maxBlocks) return 'go';
  const { state, blocks, barren } = comparisonOf(session, scenario, spec);
  if (state.rows.every(({ verdict }) => verdict !== undefined)) return { enough: `resolved after ${blocks} blocks of four runs` };
  if (barren >= HOPELESS) return { enough: `${barren} blocks in a row gave no value to compare` };
  const { maxDurationMs } = spec;
  if (maxDurationMs !== undefined && now - (scenario.startedAt ?? now) >= maxDurationMs)
    return { enough: `the ${formatDuration(maxDurationMs)} that it may take were over after ${blocks} block${blocks === 1 ? '' : 's'} of four runs` };
  return 'go';
}
