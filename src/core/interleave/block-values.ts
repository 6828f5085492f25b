import type { BlockValues } from '../gate/sequential.ts';
import type { InterleavedMetric } from '../plan/plan.ts';
import { samplesOfSlot } from '../report/samples-of-slot.ts';
import { slotId } from '../session/key.ts';
import type { ScenarioState, Session } from '../session/session.ts';
import { SECOND_MS } from '../time.ts';
import { BLOCK } from './interleaved-scenario.ts';

/** Which places of a block are base's: the outer two, then the inner two, in turns. */
const OUTER = [0, 3] as const;
const INNER = [1, 2] as const;

/**
 * The values of one block, in seconds, by metric. A metric is left out where one of the four runs did not succeed, was not measured to its end, or took
 * no time by stamps of whole seconds: a ratio with it says nothing.
 *
 * @param block from 0 on; every slot of it has been settled
 */
export function blockValues(
  session: Session,
  { index }: ScenarioState,
  block: number,
  metrics: readonly InterleavedMetric[],
): ReadonlyMap<string, BlockValues> {
  const [base, head] = block % 2 === 0 ? [OUTER, INNER] : [INNER, OUTER];
  const values = new Map<string, BlockValues>();
  for (const metric of metrics) {
    const pair = ([first, second]: readonly [number, number]): [number, number] | undefined => {
      const one = runValue(session, slotId(index, BLOCK * block + first), metric);
      const other = runValue(session, slotId(index, BLOCK * block + second), metric);
      return one === undefined || other === undefined ? undefined : [one, other];
    };
    const [ofBase, ofHead] = [pair(base), pair(head)];
    if (ofBase !== undefined && ofHead !== undefined) values.set(metric, { base: ofBase, head: ofHead });
  }
  return values;
}

/** A run's value: the mean of its jobs'. */
function runValue(session: Session, id: string, metric: InterleavedMetric): number | undefined {
  const slot = session.slots.get(id);
  if (slot?.box !== 'succeeded') return undefined;
  const samples = samplesOfSlot(session, slot).filter((sample) => sample.metric === metric);
  let sum = 0;
  for (const sample of samples) {
    if (sample.status !== 'measured') return undefined;
    sum += sample.ms;
  }
  return samples.length > 0 && sum > 0 ? sum / samples.length / SECOND_MS : undefined;
}
