import { samplesForInterval } from '../stats/quantile-interval.ts';
import type { Collection } from './collect.ts';
import { addHistogram, type Buckets } from './hdr-histogram.ts';
import { Refusal } from './refusal.ts';
import { textImporter } from './text-importer.ts';

const LINE = /^(?:Tag=([^,]*),)?([\d.]+),([\d.]+),([\d.]+),(HIST[A-Za-z0-9+/]+=*)\s*$/;
const PERCENTS = [50, 75, 90, 95, 99, 99.9, 99.99] as const;

interface Series {
  readonly buckets: Buckets;
  /** Is every recorded value a million times what the log shows: nanoseconds beside milliseconds? */
  nanoseconds: boolean;
}

/** A log of HdrHistogram (jHiccup, wrk2 and others): the intervals of each tag are added up. */
export const hdrLog = textImporter({
  format: 'hdr',
  aliases: ['hdrhistogram'],
  title: 'a log of HdrHistogram',
  keeps: 'of all intervals together, for each tag: p50 to p99.99, mean, max, number of values; in ns where the log shows ms',
  shape: 'lines `[Tag=…,]start,length,max,HIST…`',
  detect: (lines) => lines.some((line) => line.includes(',HIST') && LINE.test(line)),
  read(lines, into) {
    const series = new Map<string, Series>();
    for (const [i, line] of lines.entries()) {
      if (line.trim() === '' || line.startsWith('#') || line.startsWith('"')) continue;
      const match = LINE.exec(line);
      if (match === null) throw new Refusal(`expected "start,length,max,histogram", got "${line.slice(0, 60)}"`, i + 1);
      const tag = match[1] ?? '';
      const known = series.get(tag) ?? { buckets: new Map(), nanoseconds: true };
      series.set(tag, known);
      const max = histogramAt(match[5] ?? '', known.buckets, i + 1);
      const shown = Number(match[4]);
      if (max > 0 && !(Math.abs(max / (shown * 1e6) - 1) < 0.01)) known.nanoseconds = false;
    }
    for (const [tag, { buckets, nanoseconds }] of series) addSeries(into, tag === '' ? 'histogram' : tag, buckets, nanoseconds);
  },
});

function histogramAt(encoded: string, buckets: Buckets, line: number): number {
  try {
    return addHistogram(encoded, buckets);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.message, line) : error;
  }
}

function addSeries(into: Collection, name: string, buckets: Buckets, nanoseconds: boolean): void {
  const sorted = [...buckets].sort(([a], [b]) => a - b);
  const n = sorted.reduce((sum, [, { count }]) => sum + count, 0);
  if (n === 0) {
    into.unmeasured(name, 'its histograms are empty');
    return;
  }
  const [metric, unit] = nanoseconds ? ['time', 'ns'] : ['value', ''];
  let rank = 0;
  let at = 0;
  for (const percent of PERCENTS) {
    // As HdrHistogram counts: the smallest value that this share of all values does not exceed.
    const wanted = Math.max(1, Math.ceil((percent / 100) * n - 1e-9 * n));
    while (rank + (sorted[at]?.[1].count ?? 0) < wanted && at < sorted.length - 1) rank += sorted[at++]?.[1].count ?? 0;
    const value = sorted[at]?.[0] ?? Number.NaN;
    if (percent === 50) into.add(name, { metric, unit, value, aggregate: 'median', n });
    else {
      const needsN = samplesForInterval(percent / 100);
      into.add(name, { metric: `${metric} p${percent}`, unit, value, aggregate: 'percentile', percentile: percent, of: metric, n, needsN });
    }
  }
  const sum = sorted.reduce((total, [, { middle, count }]) => total + middle * count, 0);
  into.add(name, { metric: `${metric} mean`, unit, value: sum / n, aggregate: 'mean', of: metric, n });
  into.add(name, { metric: `${metric} max`, unit, value: sorted.at(-1)?.[0] ?? Number.NaN, aggregate: 'max', of: metric, n });
}
