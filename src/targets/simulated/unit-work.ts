import type { Unit } from '../../core/plan/plan.ts';
import type { Problem } from '../../ports/target.ts';

/** What `simple.yml` of the workflows under test works when nothing else is said. */
const DEFAULT_SECONDS = 30;
/** GitHub's limit of a matrix. */
const MOST_JOBS = 256;

/** How long a job of the unit works, in seconds, where the fleet has no distribution of its own. */
export function workSeconds(unit: Unit): number {
  return Number(unit.inputs.seconds ?? DEFAULT_SECONDS);
}

/** How many jobs a run of the unit has. */
export function jobCount(unit: Unit): number {
  return Number(unit.inputs.count ?? 1);
}

/** What is wrong with the two inputs that a simulated fleet understands. */
export function problemsOf(unit: Unit): Problem[] {
  const problems: Problem[] = [];
  if (!(workSeconds(unit) >= 0 && Number.isFinite(workSeconds(unit))))
    problems.push({ message: `${unit.workflow}: the input seconds is "${unit.inputs.seconds}"`, fix: 'give a number of seconds ≥ 0' });
  if (!(Number.isInteger(jobCount(unit)) && jobCount(unit) >= 1 && jobCount(unit) <= MOST_JOBS))
    problems.push({ message: `${unit.workflow}: the input count is "${unit.inputs.count}"`, fix: `give a whole number from 1 to ${MOST_JOBS}` });
  return problems;
}
