import { parse as parseCsv } from 'csv-parse/sync';
import { expect } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../src/core/time.ts';
import { displayWidth } from '../../../src/reports/escape/truncate.ts';
import { renderReports } from '../../../src/reports/render-reports.ts';
import { renderTerminal } from '../../../src/reports/terminal.ts';
import { row } from '../row.ts';
import { boxes, changed, changedRuns, type Life, type Meddle, metric, resultOf, says, World } from '../world.ts';

const ONE = { model: 'closed', runs: 1, concurrency: 1 } as const;

/** Every job in every list of jobs, changed. */
function changedJobs(change: (job: Record<string, unknown>) => Record<string, unknown>): Meddle {
  return (request, next) =>
    /\/jobs\?/.test(request.url) ? changed(next, (page) => ({ ...page, jobs: (page.jobs as Record<string, unknown>[]).map(change) })) : undefined;
}

const withJob = async (change: Record<string, unknown> | ((job: Record<string, unknown>) => Record<string, unknown>)): Promise<Life> =>
  await new World({ arrivals: ONE, meddle: changedJobs(typeof change === 'function' ? change : (job) => ({ ...job, ...change })) }).live();

const files = (life: Life): ReadonlyMap<string, string> => {
  if (life.report === undefined) throw new Error('no report');
  return renderReports(life.report);
};

/** What the summary says about clocks and stamps. */
function provenance(life: Life): string {
  const line = (files(life).get('summary.md') ?? '').split('\n').find((one) => one.startsWith('<sub>'));
  return (line ?? '')
    .split(' · ')
    .filter((part) => /stamps|clock/.test(part))
    .join(' · ');
}

/** Stamps that lie, ids that are long, clocks that disagree. */
export const stampRows = [
  row(
    55,
    {
      case: 'created_at null; started before created; completed before started; the year 1',
      expected: 'counted as anomalous or unavailable, shown, and in no mean',
      layer: 'virtual',
    },
    async () => {
      const told: string[] = [];
      for (const [name, change, of] of [
        ['created_at null', { created_at: null }, 'queue_time'],
        ['started before created', (job: Record<string, unknown>) => ({ ...job, created_at: '2026-01-05T09:00:00Z' }), 'queue_time'],
        ['completed before started', { completed_at: '2026-01-05T07:00:00Z' }, 'execution_time'],
        ['the year 1', { started_at: '0001-01-01T00:00:00Z', steps: [] }, 'queue_time'],
      ] as const) {
        const life = await withJob(change);
        expect(boxes(life)).toEqual(['succeeded']);
        const found = resultOf(life).scenarios[0]?.metrics[of];
        expect(found).toMatchObject({ n: 0 });
        expect(found).not.toHaveProperty('mean');
        told.push(`${name}: ${metric(life, of)}`);
      }
      return told;
    },
  ),
  row(56, { case: 'a skipped job that has stamps', expected: 'no duration', layer: 'virtual' }, async () => {
    const life = await withJob((job) => ({
      ...job,
      conclusion: 'skipped',
      started_at: job.created_at,
      completed_at: job.created_at,
      runner_id: null,
      runner_name: null,
      steps: [],
    }));
    expect(resultOf(life).scenarios[0]?.metrics.execution_time ?? { n: 0 }).toMatchObject({ n: 0 });
    expect(resultOf(life).scenarios[0]?.jobs).toMatchObject({ skipped: 1, succeeded: 0 });
    return [...says(life), metric(life, 'queue_time'), metric(life, 'execution_time')];
  }),
  row(57, { case: 'stamps of whole seconds', expected: 'the resolution is stated beside the number', layer: 'virtual' }, async () => {
    const life = await new World({ arrivals: ONE }).live();
    expect(resultOf(life).session.clock?.resolution).toBe(1);
    const told = provenance(life);
    expect(told).toContain('± 1 s');
    return told;
  }),
  row(58, { case: 'runner_name null, no labels', expected: 'taken as a job that no runner took; no crash', layer: 'virtual' }, async () => {
    const life = await withJob({ runner_id: null, runner_name: null, runner_group_id: null, runner_group_name: null, labels: [] });
    expect(boxes(life)).toEqual(['succeeded']);
    return [...says(life), metric(life, 'queue_time')];
  }),
  row(59, { case: 'run ids beyond 2^53', expected: 'exact to the last digit, in requests and in every file', layer: 'virtual' }, async () => {
    const big = (id: unknown): string => `9007199254740${String(id).slice(-4)}`;
    const world = new World({
      arrivals: ONE,
      meddle: async (request, next) => {
        const own = /\/runs\/9007199254740(\d{4})/.exec(request.url);
        if (own !== null) Object.assign(request, { url: request.url.replace(/9007199254740(\d{4})/, '1960000$1') });
        const answer = await next();
        if (answer.status !== 200) return answer;
        const text = new TextDecoder().decode(answer.body).replaceAll(/1960000(\d{4})/g, (id) => big(id));
        const { etag: _, ...headers } = answer.headers;
        return { ...answer, headers, body: new TextEncoder().encode(text) };
      },
    });
    const life = await world.live({ idsDiffer: true });
    expect(boxes(life)).toEqual(['succeeded']);
    const id = [...(life.session?.runs.keys() ?? [])][0] ?? '';
    expect(id).toMatch(/^9007199254740\d{4}$/);
    expect(Number.isSafeInteger(Number(id))).toBe(false);
    expect(files(life).get('runs.csv')).toContain(id);
    return [...says(life), `run ${id}`];
  }),
  row(
    61,
    {
      case: 'names in other scripts, emoji, right to left, a kilobyte long',
      expected: 'shown, cut by width, and nothing around them moves',
      layer: 'virtual',
    },
    async () => {
      const titles = ['部署 🚀🚀 ünïcode', 'שלום עולם \u202Egnp.exe', 'x'.repeat(1_024)];
      let n = 0;
      const named = new Map<unknown, string>();
      const world = new World({
        arrivals: { model: 'closed', runs: 3, concurrency: 1 },
        meddle: changedRuns((run) => {
          if (!named.has(run.id)) named.set(run.id, titles[n++ % titles.length] ?? '');
          return { ...run, display_title: named.get(run.id) };
        }),
      });
      const life = await world.live();
      if (life.report === undefined) throw new Error('no report');
      expect(boxes(life)).toEqual(Array(3).fill('succeeded'));
      const lines = renderTerminal(life.report, { columns: 100 }).split('\n');
      for (const line of lines.filter((one) => !/https:/.test(one))) expect(displayWidth(line)).toBeLessThanOrEqual(100);
      const summary = files(life).get('summary.md') ?? '';
      expect(summary).not.toContain('\u202E');
      return summary
        .split('\n')
        .filter((line) => /部署|שלום|xxx/.test(line))
        .map((line) => line.replaceAll(/\d{11}/g, '{id}'));
    },
  ),
  row(
    62,
    {
      case: 'names with a pipe, a newline, ::add-mask::, <script>, =cmd()',
      expected: 'inert in log, Markdown, CSV, JSON and terminal',
      layer: 'virtual',
    },
    async () => {
      const hostile = 'a|b\n::add-mask::x <script>alert(1)</script> =cmd()|@octocat \u001b[31m';
      const world = new World({ arrivals: ONE, meddle: changedRuns((run) => ({ ...run, display_title: `=${hostile}` })) });
      const life = await world.live();
      if (life.report === undefined) throw new Error('no report');
      expect(boxes(life)).toEqual(['succeeded']);
      const all = files(life);
      const terminal = renderTerminal(life.report);
      for (const [name, text] of [...all, ['terminal', terminal] as const]) {
        expect(text, name).not.toMatch(/^::add-mask/m);
        expect(text, name).not.toContain('\u001b');
        if (name.endsWith('.md')) expect(text).not.toMatch(/<script|[^\\`]@octocat/);
      }
      const title = (parseCsv(all.get('runs.csv') ?? '', { bom: true }) as string[][]).flat().find((field) => field.includes('add-mask'));
      expect(title).toMatch(/^'=/);
      return [
        `summary.md: ${(all.get('summary.md') ?? '')
          .split('\n')
          .find((line) => line.includes('add-mask'))
          ?.replaceAll(/\d{11}/g, '{id}')}`,
        `runs.csv: ${title}`,
        `terminal: ${terminal
          .split('\n')
          .find((line) => line.includes('add-mask'))
          ?.trim()}`,
      ];
    },
  ),
  row(
    63,
    {
      case: 'the controller’s clock differs from GitHub’s',
      expected: 'metrics of the server’s stamps only; the skew is measured and shown',
      layer: 'virtual',
    },
    async () => {
      const straight = await new World({ arrivals: ONE }).live();
      const skewed = await new World({ arrivals: ONE, skewMs: 7 * MINUTE_MS }).live();
      const spans = (life: Life) => ['queue_time', 'execution_time'].map((name) => metric(life, name));
      expect(spans(skewed)).toEqual(spans(straight));
      expect(skewed.session?.clock?.offsetMs).toBeGreaterThan(7 * MINUTE_MS - 2 * SECOND_MS);
      return [...says(skewed), `7 min ahead: ${provenance(skewed)}`, `together: ${provenance(straight)}`];
    },
  ),
  row(
    64,
    {
      case: 'the machine sleeps ten minutes, or somebody sets its clock',
      expected: 'the schedule runs on monotonic time; no span is negative',
      layer: 'virtual',
    },
    async () => {
      let jumpMs = 0;
      const world = new World({
        arrivals: { model: 'open', shape: 'constant', rate: { count: 1, perMs: MINUTE_MS }, durationMs: 8 * MINUTE_MS },
        skewMs: () => jumpMs,
      });
      // Monotonic time stands still while a machine sleeps: what it sees is that everybody else's clock has jumped.
      void world.clock.sleepUntil(world.clock.now() + 3.5 * MINUTE_MS).then(() => {
        jumpMs = 10 * MINUTE_MS;
      });
      const life = await world.live();
      expect(boxes(life)).toEqual(Array(8).fill('succeeded'));
      const late = resultOf(life).scenarios[0]?.metrics.dispatch_lateness;
      expect(late?.unit === 's' ? late.max : undefined).toBeLessThan(2);
      expect(resultOf(life).scenarios[0]?.metrics.execution_time).toMatchObject({ n: 8, anomalous: 0 });
      const latency = resultOf(life).scenarios[0]?.metrics.dispatch_latency;
      expect(latency?.unit === 's' ? latency.max : undefined).toBeLessThan(2);
      return [...says(life), metric(life, 'dispatch_lateness'), metric(life, 'dispatch_latency'), metric(life, 'execution_time')];
    },
  ),
];
