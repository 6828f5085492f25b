import type { CostReport, HarnessResult } from '../../core/result.ts';
import { formatDuration } from '../../core/time.ts';
import { costText, formatUsd } from '../cost.ts';
import { markdownText } from '../escape/markdown.ts';
import { tableLines } from '../escape/markdown-table.ts';
import { counted, formatPercent, spanMs } from '../format.ts';
import { headlineOf, ledgerLine, totals } from '../headline.ts';
import type { Section } from './fit.ts';

/** Reasons and warnings are sentences with numbers and names in them; the whole stands in `result.json`. */
export const SENTENCE_COLUMNS = 500;

/** The first thing that a reader sees: the outcome, the plan, why, and what became of the runs. */
export function verdictSection(result: HarnessResult): Section {
  const { mark, word, sentence } = headlineOf(result);
  const took = spanMs(result.session.startedAt, result.session.endedAt);
  const sum = totals(result);
  const facts = [
    ...(sum.planned > 0 ? [`**${counted(sum.planned, 'run')}** planned: ${ledgerLine(sum)}`] : []),
    ...(took === undefined ? [] : [`took ${formatDuration(took)}`]),
    ...(result.session.target === '' ? [] : [`on ${markdownText(result.session.target)}`]),
  ];
  return {
    name: 'verdict',
    rank: 0,
    before: [
      `## ${mark} ${word}: ${markdownText(result.session.plan, 80) || 'no plan'}`,
      '',
      markdownText(sentence, SENTENCE_COLUMNS),
      '',
      ...(facts.length === 0 ? [] : [`${facts.join(' · ')}`]),
    ],
    lines: [],
    after: [],
  };
}

/** What else decided, worst first; the first reason stands in the verdict. */
export function reasonsSection(result: HarnessResult): Section | undefined {
  const others = result.reasons.slice(1);
  if (others.length === 0) return undefined;
  return {
    name: 'also decided',
    rank: 2,
    before: ['**Also:**', ''],
    lines: others.map((reason) => `- ${markdownText(reason, SENTENCE_COLUMNS)}`),
    after: [],
  };
}

export function warningsSection(result: HarnessResult): Section | undefined {
  if (result.warnings.length === 0) return undefined;
  return {
    name: 'warnings',
    rank: 5,
    before: ['### Warnings', ''],
    lines: result.warnings.map((warning) => `- ⚠️ ${markdownText(warning, SENTENCE_COLUMNS)}`),
    after: [],
  };
}

/** Labels that a summary names. */
const MOST_LABELS = 8;

/** What it took: requests to the target and minutes of runners; nothing of a session that only compared files. */
export function effortSection({ api, cost, session }: HarnessResult): Section | undefined {
  if (api.requests === 0 && cost.runnerMinutes === 0) return undefined;
  const minutes = Number(cost.runnerMinutes.toFixed(1));
  if (api.requests === 0 && cost.billedMinutes === 0)
    return {
      name: 'what it took',
      rank: 9,
      before: ['### What it took', '', `- ${counted(minutes, 'minute of work', 'minutes of work')}.`],
      lines: [],
      after: [],
    };
  const perRun = api.perRun > 0 ? `, ${Number(api.perRun.toFixed(2))} a run` : '';
  const unchanged = api.notModified > 0 ? ` ${counted(api.notModified, 'answer')} “not modified” cost nothing.` : '';
  const waits = api.rateLimitWaits > 0 ? ` ${counted(api.rateLimitWaits, 'wait')} for a limit.` : '';
  const endpoints = Object.entries(api.byEndpoint).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const share = (count: number): string => (api.requests > 0 ? formatPercent(count / api.requests) : '');
  const table = tableLines(
    [['endpoint'], ['requests', 'end'], ['share', 'end']],
    endpoints.map(([endpoint, count]) => [markdownText(endpoint, 100), String(count), share(count)]),
  );
  return {
    name: 'requests by endpoint',
    rank: 9,
    before: [
      '### What it took',
      '',
      `- **API:** ${counted(api.requests, 'request')} (${api.charged} charged to the token’s limit${perRun}).${unchanged}${waits}`,
      `- **Runners:** ${minutes} min of work, ${Number(cost.billedMinutes.toFixed(1))} min as GitHub bills them (each job rounded up).`,
      ...moneyLines(cost),
      ...detailLine(session),
      ...(endpoints.length === 0 ? [] : ['', '<details><summary>Requests by endpoint</summary>', '', ...table.slice(0, 2)]),
    ],
    lines: table.slice(2),
    after: endpoints.length === 0 ? [] : ['', '</details>'],
  };
}

/** What that costs, by label where there are several; what has no price is named. */
function moneyLines(cost: CostReport): string[] {
  const text = costText(cost);
  if (text === undefined) return [];
  const labels = cost.byLabel ?? [];
  const shown = labels.slice(0, MOST_LABELS).map(({ label, jobs, billedMinutes, usd }) => {
    const price = usd === undefined ? 'no price' : formatUsd(usd);
    return `  - ${markdownText(label, 100)}: ${counted(jobs, 'job')}, ${billedMinutes} min, ${price.replaceAll('$', '\\$')}`;
  });
  const more = labels.length > MOST_LABELS ? [`  - and ${labels.length - MOST_LABELS} more in \`result.json\``] : [];
  return [`- **Cost:** ${text.replaceAll('$', '\\$')}.`, ...(labels.length > 1 ? [...shown, ...more] : [])];
}

/** How the jobs were read, where it was not one by one: then some numbers rest on fewer runs, or are not there. */
function detailLine({ detail }: HarnessResult['session']): string[] {
  if (detail === undefined || detail.mode === 'exact') return [];
  const { exact, batched, none } = detail.runs;
  const share = detail.share === undefined ? '' : ` ${formatPercent(detail.share)}`;
  const missing = detail.mode === 'batched' && batched > 0 ? ' Check runs do not say when a job was created: no `queue_time`.' : '';
  return [
    `- **Details:** \`${detail.mode}\`${share}: jobs read of ${counted(exact, 'run')} one by one, of ${counted(batched, 'run')} by commit, of ${counted(none, 'run')} not at all.${missing}`,
  ];
}

/** What one needs to repeat this, or to doubt it. */
export function provenanceSection({ session, schema }: HarnessResult): Section {
  const parts = [
    `session \`${session.id.replace(/[^\w.-]/g, '')}\``,
    ...(session.generation > 1 ? [`generation ${session.generation}`] : []),
    ...(session.resumed > 0 ? [`resumed ${counted(session.resumed, 'time')}`] : []),
    `seed ${session.seed}`,
    `runner-harness ${markdownText(session.version, 40)}`,
    `${markdownText(session.startedAt, 40)} to ${session.endedAt === undefined ? 'open' : markdownText(session.endedAt, 40)}`,
    ...stampFacts(session.clock),
    'percentiles R-7 with order-statistic 95 % intervals',
    markdownText(schema, 60),
  ];
  return { name: 'provenance', rank: 1, before: ['---', '', `<sub>${parts.join(' · ')}</sub>`], lines: [], after: [] };
}

/** What the stamps resolve, and how far the clock that made them is from the controller's where that shows. */
function stampFacts(clock: HarnessResult['session']['clock']): string[] {
  if (clock === undefined) return [];
  const stamps = `times are GitHub’s stamps, ± ${clock.resolution} s`;
  if (Math.abs(clock.ahead) <= clock.uncertain + clock.resolution) return [stamps];
  const apart = formatDuration(Math.abs(clock.ahead) * 1_000);
  return [
    stamps,
    `its clock is ${apart} ${clock.ahead > 0 ? 'ahead of' : 'behind'} the controller’s (± ${Number(clock.uncertain.toFixed(1))} s), which is taken into account`,
  ];
}
