import type { Analysis } from '../../core/analyze/analysis.ts';
import { formatUsd } from '../cost.ts';
import { counted } from '../format.ts';

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const short = (stamp: string): string => stamp.slice(0, 16).replace('T', ' ');

/** What the analysis found, as rows of a name and a sentence. All of it our own words and numbers. */
export function analysisFacts({
  runs,
  jobs,
  arrivals,
  concurrency,
  cost,
  scaled,
  requests,
  queue_time: queue,
}: Analysis): readonly (readonly [string, string])[] {
  const ends = Object.entries(runs.byConclusion).map(([name, count]) => `${count} ${name.replace(/[^\w-]/g, '')}`);
  const aside = [
    ...(jobs.skipped > 0 ? [`${whole(jobs.skipped)} skipped`] : []),
    ...(jobs.neverStarted > 0 ? [`${whole(jobs.neverStarted)} without a runner`] : []),
    ...(jobs.carriedOver > 0 ? [`${whole(jobs.carriedOver)} carried over by a re-run, not counted`] : []),
  ].join(', ');
  const busiest = arrivals.busiest === undefined ? '' : `; most in the hour from ${short(arrivals.busiest.at)} UTC: ${whole(arrivals.busiest.runs)}`;
  const mostAt = concurrency.mostAt === undefined ? '' : ` (${short(concurrency.mostAt)} UTC)`;
  const unpriced = (cost.byLabel ?? []).filter(({ usd }) => usd === undefined).length;
  const without = unpriced === 0 ? '' : `, without ${counted(unpriced, 'label')} that the price list does not have`;
  const money = cost.actual === undefined ? 'no job has a price' : `${formatUsd(cost.actual)} by GitHub’s price list of ${cost.cardDate}${without}`;
  return [
    ['runs', `${whole(runs.listed)}${ends.length === 0 ? '' : `: ${ends.join(', ')}`}`],
    ['jobs', `${whole(jobs.ran)} ran, of ${counted(runs.read, 'run')}${aside === '' ? '' : `; ${aside}`}`],
    ...(queue.censored === 0
      ? []
      : ([['censored', `${whole(queue.censored)} jobs waited and never started: their wait was at least as long as it was seen`]] as const)),
    ['arrivals', `${Number(arrivals.perMinute.toPrecision(3))} runs a minute${busiest}`],
    [
      'at once',
      `up to ${counted(concurrency.most, 'job')}${mostAt}, ${Number(concurrency.mean.toPrecision(3))} on average; up to ${whole(concurrency.mostQueued)} waiting`,
    ],
    ['minutes', `${whole(cost.runnerMinutes)} of work, ${whole(cost.billedMinutes)} as billed (each job rounded up)`],
    ['cost', money],
    ...(scaled === undefined
      ? []
      : ([
          [
            'all runs',
            `about ${whole(scaled.billedMinutes)} billed minutes${scaled.usd === undefined ? '' : `, ${formatUsd(scaled.usd)}`}: the numbers above, scaled from the ${whole(runs.read)} runs that were read to ${whole(runs.listed)}`,
          ],
        ] as const)),
    ['requests', `${whole(requests)}, all of them reads`],
  ];
}

/** What was looked at, in one line; names that strangers chose are for the caller to make inert. */
export function analysisWindow({ since, until }: Analysis): string {
  return `${short(since)} to ${short(until)} UTC`;
}
