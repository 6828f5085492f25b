import { isObject, own } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import { Refusal } from './refusal.ts';
import { addStatistics } from './statistics.ts';

/** Estimates by criterion's two spellings (0.3 wrote `MedianAbsDev`, later versions `median_abs_dev`). */
const ESTIMATES = [
  ['mean', 'Mean'],
  ['median', 'Median'],
  ['std_dev', 'StdDev'],
  ['median_abs_dev', 'MedianAbsDev'],
  ['slope', 'Slope'],
] as const;

/** criterion.rs' `estimates.json`. The benchmark's name stands only in the path of the file. */
export const criterionEstimates = jsonImporter({
  format: 'criterion-estimates',
  title: "criterion.rs' estimates.json",
  keeps: 'time in ns: median with its interval, mean, slope, sd, median absolute deviation; the name from the path',
  shape: '`median.point_estimate` and `std_dev` (or `Median`, `StdDev`)',
  repeats: 'refused',
  detect: (json) =>
    isObject(json) && [...['median', 'Median']].some((key) => isObject(own(json, key)) && Object.hasOwn(own(json, key) as object, 'point_estimate')),
  read(document, into, { source }) {
    const [mean, median, sd, mad, slope] = ESTIMATES.map((names) => names.map((name) => document.get(name)).find(({ present }) => present));
    if (median !== undefined && sd === undefined) {
      throw new Refusal('it holds the change against an earlier run and no measured value: give the estimates.json beside sample.json');
    }
    const name = nameFromPath(source);
    const point = (estimate: typeof mean): number | undefined => estimate?.get('point_estimate').maybeNumber();
    const interval = median?.get('confidence_interval');
    const [low, high, level] = ['lower_bound', 'upper_bound', 'confidence_level'].map((key) => interval?.get(key).maybeNumber());
    addStatistics(into, name, {
      metric: 'time',
      unit: 'ns',
      median: point(median),
      mean: point(mean),
      sd: point(sd),
      mad: point(mad),
      ...(low !== undefined && high !== undefined && { interval: { low, high, ...(level !== undefined && { level }) } }),
    });
    into.addMaybe(name, { metric: 'time slope', unit: 'ns', value: point(slope), of: 'time' });
  },
});

/** criterion.rs' `sample.json`: iterations and total time of each sample, as an object or, before 0.4, as two rows. */
export const criterionSample = jsonImporter({
  format: 'criterion-sample',
  title: "criterion.rs' sample.json",
  keeps: 'time in ns: every raw sample (total time by iterations); the name from the path',
  shape: '`iters` and `times`, or two rows of equal length in a file named sample.json',
  repeats: 'refused',
  detect: (json, { source }) =>
    (isObject(json) && Array.isArray(own(json, 'iters')) && Array.isArray(own(json, 'times'))) ||
    (Array.isArray(json) && /sample\.json$/.test(source)),
  read(document, into, { source }) {
    const [first, second] = Array.isArray(document.value) ? document.items().slice(-2) : [document.get('iters'), document.get('times')];
    if (first === undefined || second === undefined) throw document.wrong('two rows: iterations and times');
    const iterations = first.items();
    const times = second.items();
    if (iterations.length !== times.length) throw new Refusal(`${iterations.length} iteration counts do not fit ${times.length} times`, second.path);
    const samples = times.map((time, i) => {
      const count = iterations[i]?.number() ?? 0;
      if (!(count > 0)) throw (iterations[i] ?? first).wrong('a number above 0');
      const sample = time.number() / count;
      if (!Number.isFinite(sample)) throw time.wrong(`a time that ${count} iterations can take`);
      return sample;
    });
    if (samples.length > 0) addStatistics(into, nameFromPath(source), { metric: 'time', unit: 'ns', samples });
  },
});

/**
 * The benchmark's name from criterion's path: what lies between `criterion/` and `new/estimates.json`.
 *
 * @example nameFromPath('target/criterion/fib/recursive/new/estimates.json') // 'fib/recursive'
 */
export function nameFromPath(source: string): string {
  const steps = source.split(/[\\/]/).filter((step) => step !== '' && step !== '.');
  const file = (steps.pop() ?? '').replace(/\.json$/, '').replace(/-?(estimates|sample)$/, '');
  if (file !== '') return file.replace(/-(new|base)$/, '');
  const folders = /^(new|base)$/.test(steps.at(-1) ?? '') ? steps.slice(0, -1) : steps;
  const root = folders.lastIndexOf('criterion');
  return folders.slice(root + 1).join('/') || source;
}
