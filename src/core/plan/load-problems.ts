import { impossibleRate } from '../limits/impossible-rate.ts';
import { loadDurationMs, rampLevels, slotCount } from '../load/extent.ts';
import { perMinute } from '../load/per-ms.ts';
import { integrateSegments } from '../load/rate-integral.ts';
import { isSearchable, SLO_METRICS } from '../load/search/slo.ts';
import { formatDuration, parseDuration } from '../time.ts';
import { type ArrivalContext, buildArrivals } from './build-arrivals.ts';
import { MAX_SLOTS } from './load-keys.ts';
import type { PathProblem } from './path-problem.ts';
import type { Arrivals } from './plan.ts';
import { type LoadScenarioFile, scenarioFile } from './plan-file.ts';
import { type GivenRate, inRuns } from './rate.ts';
import { shapeProblems } from './shape-problems.ts';
import { isGroup } from './unit-leaves.ts';

/** What the arithmetic of a load needs to know of the rest of the plan. */
export interface LoadContext extends ArrivalContext {
  readonly mutationSpacingMs: number;
}

type Complain = (path: readonly (string | number)[], message: string, fix?: string, part?: PathProblem['part']) => void;
const MOST_LEVELS = 200;

/** What is wrong with how a scenario's runs arrive: keys that don't go together, and what its numbers come to. */
export function loadProblems(path: readonly (string | number)[], raw: unknown, context: LoadContext): PathProblem[] {
  if (!isGroup(raw)) return [];
  const problems: PathProblem[] = [];
  const complain: Complain = (at, message, fix, part = 'value') =>
    problems.push({ path: [...path, ...at], part, message, ...(fix !== undefined && { fix }) });
  shapeProblems(raw, complain);
  negativeStages(raw.stages, complain);
  const parsed = scenarioFile.safeParse(raw);
  // A scenario whose values are wrong by themselves has nothing to reckon with.
  if (!parsed.success || parsed.data.test === 'suite' || problems.length > 0) return problems;
  const scenario = parsed.data;
  jobProblems(scenario, complain);
  shapeNumbers(scenario, context, complain);
  if (problems.length > 0) return problems;
  const arrivals = buildArrivals(scenario, context);
  sizeProblems(scenario, arrivals, complain);
  if (problems.length > 0) return problems;
  const impossible = impossibleRate(arrivals, context.mutationSpacingMs);
  if (impossible !== undefined) complain([keyOf(scenario)], impossible.message, impossible.fix);
  return problems;
}

/** A stage of a negative length: said with its instants, as the mistake is most likely in one of them. */
function negativeStages(stages: unknown, complain: Complain): void {
  if (!Array.isArray(stages)) return;
  let startMs = 0;
  for (const [n, stage] of stages.entries()) {
    const text: unknown = isGroup(stage) ? stage.duration : undefined;
    if (typeof text !== 'string') return;
    const ms = parseDuration(text.replace(/^-/, ''));
    if (text.startsWith('-') && ms !== undefined) {
      const end = startMs - ms;
      complain(
        ['stages', n, 'duration'],
        `stage ${n + 1} would start at ${formatDuration(startMs)} and end at ${formatDuration(end)}, before it starts`,
        'a duration is more than 0; "0s" goes to the target at once',
      );
      return;
    }
    if (ms === undefined && !/^0[a-z]+$/.test(text)) return;
    startMs += ms ?? 0;
  }
}

function jobProblems(scenario: LoadScenarioFile, complain: Complain): void {
  const perRun = scenario['jobs-per-run'];
  for (const { at, rate } of ratesOf(scenario)) {
    if (rate.of === 'jobs' && perRun === undefined) {
      complain(at, 'is a rate of jobs, and nothing says how many jobs a run has', 'add jobs-per-run, or say it in runs');
    } else if (rate.of === 'jobs' && perMinute(inRuns(rate, perRun)) < 1 / 1_440 - 1e-12) {
      complain(at, `is less than one run a day with ${perRun} jobs each`, 'ask for more, or for fewer jobs-per-run');
    }
  }
  if (perRun === undefined) return;
  const inputs = [scenario, ...(scenario.units ?? [])].map((one) => one.inputs);
  if (inputs.some((each) => each !== undefined && each.count !== undefined && each.count !== String(perRun))) {
    complain(['jobs-per-run'], `is sent as the input count, and inputs.count says another number`, 'keep one of them', 'key');
  }
}

function ratesOf(scenario: LoadScenarioFile): { at: (string | number)[]; rate: GivenRate }[] {
  const found: { at: (string | number)[]; rate: GivenRate }[] = [];
  const look = (value: unknown, at: (string | number)[]): void => {
    if (Array.isArray(value)) for (const [n, each] of value.entries()) look(each, [...at, n]);
    else if (isGroup(value) && typeof value.count === 'number' && typeof value.perMs === 'number')
      found.push({ at, rate: value as unknown as GivenRate });
    else if (isGroup(value) && at.length < 3) for (const [key, each] of Object.entries(value)) look(each, [...at, key]);
  };
  for (const key of ['rate', 'peak', 'start-rate', 'stages', 'stairs', 'sine', 'initial', 'max-rate', 'increment', 'until']) {
    look((scenario as Readonly<Record<string, unknown>>)[key], [key]);
  }
  return found;
}

const told = (rate: GivenRate, perRun?: number): string => `${Number(perMinute(inRuns(rate, perRun)).toPrecision(4))}/min`;

/** The numbers of a shape against each other. */
function shapeNumbers(scenario: LoadScenarioFile, context: LoadContext, complain: Complain): void {
  const perRun = scenario['jobs-per-run'];
  const runs = (rate: GivenRate): number => perMinute(inRuns(rate, perRun));
  if (scenario.test === 'spike') {
    const { rate, peak, duration } = scenario;
    const peakMs = scenario['peak-duration'];
    if (runs(peak) <= runs(rate))
      complain(['peak'], `the peak of ${told(peak, perRun)} is no higher than the rate of ${told(rate, perRun)}`, 'raise it, or write "test: load"');
    if (peakMs >= duration) {
      complain(
        ['peak-duration'],
        `the peak lasts ${formatDuration(peakMs)}, and the whole test ${formatDuration(duration)}: it would begin ${formatDuration((peakMs - duration) / 2)} before the start`,
        'make it shorter than duration',
      );
    }
  }
  if (scenario.test === 'load' && scenario.sine !== undefined && runs(scenario.sine.amplitude) > runs(scenario.sine.mean) * (1 + 1e-9)) {
    const { mean, amplitude } = scenario.sine;
    complain(
      ['sine', 'amplitude'],
      `a mean of ${told(mean, perRun)} less ${told(amplitude, perRun)} is a rate below 0`,
      'an amplitude is at most the mean',
    );
  }
  if (scenario.test === 'load' && scenario.trace !== undefined) {
    const read = context.trace(scenario.trace);
    if (!read.ok) complain(['trace'], read.message, read.fix);
  }
  if (scenario.test === 'scalability' && scenario.sizes !== undefined && scenario.sizes.length !== scenario.over.values.length) {
    complain(
      ['sizes'],
      `has ${scenario.sizes.length} ${scenario.sizes.length === 1 ? 'size' : 'sizes'} for ${scenario.over.values.length} pools`,
      'one for each value of over, in its order',
    );
  }
  if (scenario.test !== 'stress' && scenario.test !== 'scalability') return;
  for (const rule of scenario.slo ?? []) {
    if (isSearchable(rule)) continue;
    complain(
      ['slo', rule.metric],
      `no search can look for the largest load with ${rule.metric}: ${rule.expression}`,
      `a limit that holds run by run: p(N)< or max< of ${SLO_METRICS.filter((metric) => metric !== 'failed').join(', ')}; rate< of failed`,
    );
  }
  const { initial } = scenario;
  const until = scenario.test === 'stress' ? scenario.until : undefined;
  const cap = until ?? scenario['max-rate'];
  const key = until === undefined ? 'max-rate' : 'until';
  const capIs = cap === undefined ? context.mostPerMinute : runs(cap);
  if (initial !== undefined && runs(initial) > capIs * (1 + 1e-9)) {
    const capText = cap === undefined ? `${Number(capIs.toPrecision(4))}/min, the most that limits.mutation-spacing lets through` : told(cap, perRun);
    complain(
      [cap === undefined ? 'initial' : key],
      `the search would begin at ${told(initial, perRun)}, above its end at ${capText}`,
      `raise ${key}, or begin lower`,
    );
  }
}

/** What it all comes to: the number of runs, and what of them is measured. */
function sizeProblems(scenario: LoadScenarioFile, arrivals: Arrivals, complain: Complain): void {
  if (arrivals.shape === 'segments' && integrateSegments(arrivals.segments).total <= 0) {
    complain(['stages'], 'no run is ever sent: every stage is at rate 0 or takes no time', 'give a stage a target above 0 and a duration');
    return;
  }
  if (arrivals.shape === 'places' && arrivals.segments.every(({ from, to, durationMs }) => durationMs === 0 || Math.max(from, to) === 0)) {
    complain(['stages'], 'no run is ever sent: there never is a place', 'give a stage a target above 0 and a duration');
    return;
  }
  if (arrivals.shape === 'ramp' && rampLevels(arrivals.ramp).length > MOST_LEVELS) {
    complain(['increment'], `makes ${rampLevels(arrivals.ramp).length} levels: at most ${MOST_LEVELS}`, 'take larger steps');
  }
  const slots = slotCount(arrivals);
  if (slots !== undefined && slots > MAX_SLOTS)
    complain([], `${asked(scenario)} is ${slots} runs: at most ${MAX_SLOTS} in a scenario`, undefined, 'key');
  const durationMs = loadDurationMs(arrivals);
  const warmup = 'warmup' in scenario ? scenario.warmup : undefined;
  if (warmup !== undefined && durationMs !== undefined && arrivals.model === 'open' && warmup >= durationMs) {
    complain(
      ['warmup'],
      `the last run is sent ${formatDuration(durationMs)} after the start, and ${formatDuration(warmup)} are warm-up: nothing would be measured`,
      'make it shorter',
    );
  }
}

/** The shape in the words of the file. */
function asked(scenario: LoadScenarioFile): string {
  if ('rate' in scenario && scenario.rate !== undefined && 'duration' in scenario && scenario.duration !== undefined && scenario.test !== 'spike') {
    const { count, perMs, of } = scenario.rate;
    const unit = { 1000: 's', 60000: 'min', 3600000: 'h', 86400000: 'day' }[perMs] ?? formatDuration(perMs);
    return `${count}${of === 'jobs' ? ' jobs' : ''}/${unit} for ${formatDuration(scenario.duration)}`;
  }
  return keyOf(scenario) === 'runs' ? 'iterations × vus' : `what ${keyOf(scenario)} says`;
}

/** The key that says how fast a scenario is at its fastest. */
function keyOf(scenario: LoadScenarioFile): string {
  switch (scenario.test) {
    case 'performance':
      return 'runs';
    case 'load':
      return (['bursts', 'stages', 'stairs', 'sine', 'trace'] as const).find((key) => scenario[key] !== undefined) ?? 'rate';
    case 'spike':
      return 'peak';
    case 'endurance':
      return 'rate';
    case 'stress':
      return scenario.until === undefined ? 'max-rate' : 'until';
    case 'scalability':
      return 'max-rate';
  }
}
