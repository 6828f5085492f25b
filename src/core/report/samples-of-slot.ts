import type { RunState, Session, SlotState } from '../session/session.ts';
import type { Sample } from '../timing/sample.ts';
import { samplesOfDroppedSlot, samplesOfRun } from '../timing/samples-of-run.ts';
import { unavailable } from '../timing/span-sample.ts';
import { present } from './rows.ts';

/** Every sample of a slot: of its run where one was measured, else that nothing was. */
export function samplesOfSlot(session: Session, slot: SlotState): readonly Sample[] {
  const run = slot.runId === undefined ? undefined : session.runs.get(slot.runId);
  const facts = {
    id: slot.id,
    ...present({ intendedAt: slot.intendedAt, sentAt: slot.sentAt, clock: slot.clock, endSeenAt: seenAt(run) }),
  };
  if (run?.details !== undefined) {
    const jobs = session.units[slot.scenario]?.[slot.unit]?.jobs;
    const samples = samplesOfRun({ slot: facts, details: run.details, ...present({ jobs, asOfAt: run.endSeenAt }) });
    return run.held === true ? samples.map(withoutApproval) : samples;
  }
  const why = slot.reason ?? run?.detailsUnavailable ?? (slot.phase === 'settled' ? 'its run was not measured' : 'it has not ended');
  // What was dropped because it was late has waited until then, and nobody knows for how long it would have.
  const givenUpAt = slot.box === 'shed' ? slot.settledAt : undefined;
  return samplesOfDroppedSlot({ slot: facts, why, ...present({ run: run?.observation, givenUpAt }) });
}

/** Spans in which somebody's approval was waited for say nothing about the fleet. */
function withoutApproval(sample: Sample): Sample {
  const { slot, runId, jobId, metric } = sample;
  if (!['queue_time', 'wait_time', 'wait_time_from_sent', 'total_time'].includes(metric)) return sample;
  return unavailable({ slot, ...present({ runId, jobId }) }, metric, 'the run waited for an approval');
}

/** When the end was seen, where that says something about looking: nobody looks while there is no controller. */
function seenAt(run: RunState | undefined): number | undefined {
  return run?.endedUnwatched === true ? undefined : run?.endSeenAt;
}
