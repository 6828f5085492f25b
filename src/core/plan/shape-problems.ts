import { DURATION_FORMS } from '../time.ts';
import type { PathProblem } from './path-problem.ts';
import { quote } from './problem.ts';
import { RATE_FORMS } from './rate.ts';

type Raw = Readonly<Record<string, unknown>>;
type Complain = (path: readonly string[], message: string, fix?: string, part?: PathProblem['part']) => void;

const SHAPES = ['rate', 'bursts', 'stages', 'stairs', 'sine', 'trace'] as const;
const A_DURATION = `is missing: expected a duration such as ${DURATION_FORMS}`;

/** Keys that don't go together, in a scenario whose values may be wrong in any way: what is missing beside what is there, and what says nothing there. */
export function shapeProblems(raw: Raw, complain: Complain): void {
  if (raw.test === 'performance') closedProblems(raw, complain);
  if (raw.test === 'load') loadShapeProblems(raw, complain);
  if (raw.test === 'stress') stressProblems(raw, complain);
}

const misplaced = (raw: Raw, keys: readonly string[], complain: Complain, why: (key: string) => string, fix = 'remove it'): void => {
  for (const key of keys) if (raw[key] !== undefined) complain([key], why(key), fix, 'key');
};

/** What each executor needs, and what it takes beside that. */
const CLOSED: Readonly<Record<string, { needs: readonly string[]; takes: readonly string[] }>> = {
  'shared-iterations': { needs: [], takes: ['vus', 'iterations'] },
  'per-vu-iterations': { needs: [], takes: ['vus', 'iterations'] },
  'constant-vus': { needs: ['duration'], takes: ['vus'] },
  'ramping-vus': { needs: ['stages'], takes: ['start-vus'] },
};

function closedProblems(raw: Raw, complain: Complain): void {
  const all = ['vus', 'iterations', 'duration', 'start-vus', 'stages'];
  if (raw.executor === undefined) {
    for (const key of all) {
      if (raw[key] === undefined) continue;
      if (key === 'duration' || key === 'stages') {
        complain([key], `${quote(key)} belongs to "test: load", or to an executor`, 'remove it, or write "test: load"', 'key');
      } else
        complain(
          [key],
          `${quote(key)} belongs to an executor`,
          `add "executor: ${key === 'start-vus' ? 'ramping-vus' : 'shared-iterations'}"`,
          'key',
        );
    }
    return;
  }
  misplaced(raw, ['runs', 'concurrency'], complain, (key) => `${quote(key)} is said by vus and iterations where there is an executor`);
  const executor = typeof raw.executor === 'string' && Object.hasOwn(CLOSED, raw.executor) ? CLOSED[raw.executor] : undefined;
  if (executor === undefined) return;
  const { needs, takes } = executor;
  misplaced(
    raw,
    all.filter((key) => !needs.includes(key) && !takes.includes(key)),
    complain,
    (key) => `${quote(key)} does not belong to "executor: ${String(raw.executor)}"`,
  );
  if (needs.includes('duration') && raw.duration === undefined) complain(['duration'], A_DURATION);
  if (needs.includes('stages') && raw.stages === undefined)
    complain(['stages'], 'is missing: expected stages such as "[{ duration: 5m, target: 10 }]"');
}

function loadShapeProblems(raw: Raw, complain: Complain): void {
  const given = SHAPES.filter((key) => raw[key] !== undefined);
  const [shape, ...others] = given;
  for (const other of others) complain([other], `${quote(other)} and ${quote(shape ?? '')} both say how runs arrive`, 'keep one of them', 'key');
  const { executor } = raw;
  const needed = executor === 'ramping-arrival-rate' ? 'stages' : executor === 'constant-arrival-rate' ? 'rate' : undefined;
  if (shape === undefined) {
    if (needed === 'stages') complain(['stages'], 'is missing: expected stages such as "[{ duration: 5m, target: 60/min }]"');
    else
      complain(
        ['rate'],
        `is missing: expected a rate such as ${RATE_FORMS}`,
        needed === undefined ? 'or bursts, stages, stairs, sine or trace' : undefined,
      );
  } else if (needed !== undefined && shape !== needed) {
    complain([shape], `${quote(shape)} does not belong to "executor: ${String(executor)}"`, `it takes ${needed}`, 'key');
  }
  const timed = shape === undefined || shape === 'rate' || shape === 'sine';
  if (timed && needed !== 'stages' && raw.duration === undefined) complain(['duration'], A_DURATION);
  if (!timed) misplaced(raw, ['duration'], complain, () => `how long it takes is said by ${quote(shape ?? '')}`);
  if (shape !== 'bursts') misplaced(raw, ['every'], complain, () => '"every" belongs to bursts');
  else if (raw.every === undefined && Array.isArray(raw.bursts) && raw.bursts.length > 1) complain(['every'], A_DURATION);
  if (shape !== 'stages') misplaced(raw, ['start-rate'], complain, () => '"start-rate" belongs to stages');
  if (executor === undefined)
    misplaced(raw, ['time-unit'], complain, () => '"time-unit" belongs to an executor', 'remove it, and say rates with their unit, such as "10/min"');
  if (raw.arrivals === 'poisson' && (shape === 'bursts' || shape === 'sine' || shape === 'trace')) {
    complain(['arrivals'], `${quote(shape)} says itself when runs are sent: poisson is for rate, stages and stairs`, 'remove it');
  }
}

function stressProblems(raw: Raw, complain: Complain): void {
  if (raw.increment === undefined && raw.until === undefined && raw.every === undefined) return;
  for (const key of ['initial', 'increment', 'until'] as const) {
    if (raw[key] === undefined)
      complain(
        [key],
        `is missing: expected a rate such as ${RATE_FORMS}`,
        'the simple ramp takes initial, increment, until and every; without them the breaking point is searched for',
      );
  }
  if (raw.every === undefined) complain(['every'], A_DURATION);
  misplaced(
    raw,
    ['max-rate', 'max-runs', 'duration'],
    complain,
    (key) => `${quote(key)} belongs to the search, and increment makes a simple ramp`,
    'remove it, or increment, until and every',
  );
}
