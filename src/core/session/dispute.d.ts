import type { Observation } from '../timing/records.ts';
import type { Session, SlotState } from './session.ts';
/**
 * Without keys: may `run` rather be of another dispatch than that of `slot`?
 *
 * Of the dispatches that may have made a run, it is given to the one that was sent last before it appeared, and to no earlier one while
 * that one has no answer. Otherwise a list that shows a later run first hands it to the earlier slot, the later one finds nothing, is sent
 * once more, and the run that the list held back is nobody's.
 */
export declare function isDisputed(session: Session, slot: SlotState, run: Observation): boolean;
