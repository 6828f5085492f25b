import { seededRandom } from '../../src/core/random.ts';
import type { GateRow, HarnessResult, JobRow, MetricSummary, ReportInput, RunRow, ScenarioResult, ThresholdVerdict } from '../../src/core/result.ts';
import { RESULT_SCHEMA } from '../../src/core/result.ts';
import type { LedgerBox } from '../../src/core/session/ledger.ts';
import { emptyLedger } from '../../src/core/session/ledger.ts';

/** Names that attack the places where they are shown. */
export const HOSTILE_NAMES: readonly string[] = [
  'a|b',
  '<script>alert(1)</script>',
  '::error::x',
  'x\n::add-mask::0\r\n::stop-commands::y',
  '##[error]z',
  '=cmd()',
  "=cmd|' /C calc'!A0",
  '+1', // a formula for a spreadsheet
  '-2+3',
  '@SUM(1+1)',
  '\t=1+1',
  '@octocat please, see #123 and GH-7',
  '![x](https://evil.example/pixel.png)',
  '[click](javascript:alert(1))',
  '<img src=x onerror=alert(1)>',
  '</details></table><h1>owned</h1>',
  '`code` **bold** _it_ ~~gone~~ $\\sqrt{1}$',
  'back\\slash\\|bar \\',
  '# heading',
  '- item',
  '1. item',
  '> quote',
  '[^1]: note',
  '```\nfence',
  'https://evil.example/a?b=c www.evil.example me@evil.example',
  '\u001b[31mred\u001b]0;title\u0007\u009b2J',
  '\u202egnp.exe\u2066 שלום مرحبا',
  '👩‍👩‍👧‍👦 naïve ＝全角',
  `long ${'x'.repeat(1_024)}`,
  `e${'\u0301'.repeat(500)} zalgo`,
  '&lt;script&gt; &amp; "quotes" \'single\'',
  '\ud800 half a pair',
  '',
];

const START_AT = Date.parse('2026-11-21T03:30:00Z');
const stamp = (ms: number): string => new Date(Math.round(ms / 1_000) * 1_000).toISOString().replace('.000Z', 'Z');

export interface SampleOptions {
  /** 50 by default. */
  readonly runs?: number;
  /** Titles of the runs, used in turn. Default: `simple rh_…` as the workflow's `run-name` would write it. */
  readonly titles?: readonly string[];
  readonly outcome?: 'passed' | 'breached';
}

/** A session as the engine would end it: one scenario of `runs` runs, some in trouble, with a gate and a run left alive. */
export function sampleInput(options: SampleOptions = {}): ReportInput {
  const { runs: count = 50, outcome = 'breached' } = options;
  const random = seededRandom('sample');
  const rows = Array.from({ length: count }, (_, n) => sampleRun(n, boxOf(n, outcome), random.next(), random.next(), options.titles));
  const jobs = rows.flatMap((run) => (run.completedAt === undefined ? [] : [sampleJob(run)]));
  return { result: sampleResult(rows, outcome), runs: rows, jobs };
}

function boxOf(n: number, outcome: SampleOptions['outcome']): LedgerBox {
  if (outcome === 'passed') return 'succeeded';
  return n % 50 === 11 || n % 50 === 31 ? 'failed' : n % 50 === 23 ? 'timed_out' : n % 50 === 47 ? 'lost' : 'succeeded';
}

function sampleRun(n: number, box: LedgerBox, u: number, v: number, titles?: readonly string[]): RunRow {
  const intended = START_AT + n * 6_000;
  const created = intended + 1_000;
  const queue = Math.round(2 + 70 * u ** 3);
  const execution = Math.round(30 + 4 * v);
  const key = `rh_5f0c2a91_1_0-${n}_1`;
  const identity = { scenario: 'steady', slot: `0-${n}`, key, workflow: 'simple.yml' };
  if (box === 'lost') {
    return { ...identity, box, reason: 'no run carries the key, looked 3 times', intendedAt: stamp(intended), sentAt: stamp(intended), times: {} };
  }
  return {
    ...identity,
    runId: String(9_000_000_000 + n),
    url: `https://github.com/acme/widgets/actions/runs/${9_000_000_000 + n}`,
    title: titles === undefined ? `simple ${key}` : (titles[n % titles.length] ?? ''),
    box,
    conclusion: box === 'succeeded' ? 'success' : box === 'timed_out' ? 'cancelled' : 'failure',
    attempt: 1,
    ...(box === 'timed_out' ? { reason: 'not ended 20m after its dispatch: cancelled' } : {}),
    intendedAt: stamp(intended),
    sentAt: stamp(intended),
    createdAt: stamp(created),
    startedAt: stamp(created + queue * 1_000),
    completedAt: stamp(created + (queue + execution) * 1_000),
    jobs: 1,
    times: { queue_time: queue, execution_time: execution, wait_time: queue + 1, dispatch_latency: 0.4, run_execution_time: execution },
  };
}

function sampleJob(run: RunRow): JobRow {
  return {
    scenario: run.scenario,
    slot: run.slot,
    runId: run.runId ?? '',
    jobId: `7${run.runId}`,
    name: 'work',
    conclusion: run.conclusion ?? '',
    runner: 'pool-4-runner-2',
    labels: ['self-hosted', 'linux'],
    attempt: 1,
    url: `${run.url}/job/7${run.runId}`,
    createdAt: run.createdAt ?? '',
    startedAt: run.startedAt ?? '',
    completedAt: run.completedAt ?? '',
    times: {
      queue_time: { seconds: run.times.queue_time ?? 0, status: 'measured', evidence: 'started_at − created_at' },
      execution_time: { seconds: run.times.execution_time ?? 0, status: 'measured', evidence: 'completed_at − started_at' },
      detection_lag: { status: 'unavailable', evidence: 'the controller was restarted' },
    },
  };
}

function sampleResult(rows: readonly RunRow[], outcome: 'passed' | 'breached'): HarnessResult {
  const breached = outcome === 'breached';
  const scenario = sampleScenario(rows, breached);
  const gate = gateRows(breached, scenario.metrics);
  const reason = scenario.thresholds.find(({ verdict }) => verdict === 'failed')?.reason ?? '';
  return {
    schema: RESULT_SCHEMA,
    outcome,
    reasons: breached
      ? [
          `Threshold breached in "steady", queue_time p(90)<30s: ${reason}`,
          `${gate.find(({ verdict }) => verdict === 'regressed')?.reason}, beyond the margin of 10 %.`,
        ]
      : [],
    warnings: breached ? ['The controller occupies a runner of the pool "pool-4" that it measures: its queue times hold that one runner less.'] : [],
    session: {
      id: '5f0c2a91d3b84e77',
      plan: 'weekly mega-test',
      target: 'acme/widgets on api.github.com',
      seed: 1_593_847_261,
      generation: 1,
      startedAt: stamp(START_AT),
      endedAt: stamp(START_AT + 741_000),
      version: '0.1.0',
      resumed: 0,
    },
    scenarios: [scenario],
    gate: { baseline: 'file:baseline/result.json', margin: 0.1, rows: gate },
    api: {
      requests: 118,
      charged: 86,
      notModified: 32,
      perRun: 2.36,
      rateLimitWaits: 0,
      byEndpoint: {
        'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches': 50,
        'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs': 49,
        'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': 17,
        'GET /repos/{owner}/{repo}/contents/{path}': 2,
      },
    },
    cost: { runnerMinutes: 26.4, billedMinutes: 49 },
  };
}

function sampleScenario(rows: readonly RunRow[], breached: boolean): ScenarioResult {
  const ledger = emptyLedger();
  for (const { box } of rows) {
    ledger.planned += 1;
    if (box !== 'open') ledger[box] += 1;
  }
  const times = (metric: string): number[] => rows.flatMap((run) => run.times[metric] ?? []);
  const bad = ledger.failed + ledger.timed_out;
  const queueTime = summary(times('queue_time'), 'job');
  return {
    name: 'steady',
    test: 'load',
    verdict: breached ? 'failed' : 'passed',
    reasons: breached ? ['threshold queue_time p(90)<30s failed'] : [],
    startedAt: stamp(START_AT),
    endedAt: stamp(START_AT + 741_000),
    ledger,
    ledgerReasons: breached ? { 'lost: no run carries the key, looked 3 times': ledger.lost } : {},
    jobs: {
      planned: rows.length,
      succeeded: ledger.succeeded,
      failed: ledger.failed,
      cancelled: ledger.timed_out,
      skipped: 0,
    },
    extraRuns: breached
      ? [
          {
            id: '9000000099',
            url: 'https://github.com/acme/widgets/actions/runs/9000000099',
            why: 'a second run for the key rh_5f0c2a91_1_0-47_1 came 40 s late',
            cancelled: true,
          },
        ]
      : [],
    leftRunning: breached
      ? [
          {
            id: '9000000023',
            url: 'https://github.com/acme/widgets/actions/runs/9000000023',
            command: 'gh run cancel 9000000023 --repo acme/widgets',
          },
        ]
      : [],
    metrics: {
      queue_time: { ...queueTime, censored: breached ? 1 : 0 },
      wait_time: { ...summary(times('wait_time'), 'job'), ...(breached ? { anomalous: 1 } : {}) },
      execution_time: summary(times('execution_time'), 'job'),
      dispatch_latency: {
        ...summary(times('dispatch_latency'), 'run'),
        notes: ['resolution ± 1.2 s: stamps of 1 s, and what is left of the clock offset'],
      },
      release_latency: { ...summary([], 'job'), unavailable: 0 },
      detection_lag: { ...summary([4.2, 5, 6.1, 3], 'run'), unavailable: Math.max(0, rows.length - 4) },
      failed: { unit: 'ratio', of: 'run', value: bad / Math.max(1, rows.length), count: bad, n: rows.length },
      lost: { unit: 'ratio', of: 'run', value: ledger.lost / Math.max(1, rows.length), count: ledger.lost, n: rows.length },
    },
    thresholds: thresholds(breached, rows, queueTime.percentiles),
    ...(breached && {
      warmup: 2,
      schedule: {
        planned: 50,
        sent: 49,
        achieved: 0.98,
        dropped: 1,
        lateShare: 0.0612,
        lateness: { p50: 0.004, p95: 12.5, p99: 31, max: 33.2 },
        drift: 0.002,
        policy: 'drop after 30s',
        invalid: '49 of 50 runs that were due were sent (98 %, at least 99 % are needed): what was measured is not what was planned',
      },
      units: ['simple.yml (seconds=5)', 'fan-out.yml'].map((unit, n) => {
        const own = rows.filter((_, i) => i % 2 === n);
        const of = (metric: string) =>
          summary(
            own.flatMap((run) => run.times[metric] ?? []),
            'job',
          );
        const failed = own.filter((run) => run.box === 'failed' || run.box === 'timed_out').length;
        const rate = { unit: 'ratio', of: 'run', value: failed / Math.max(1, own.length), count: failed, n: own.length } as const;
        return { unit, runs: own.length, metrics: { queue_time: of('queue_time'), execution_time: of('execution_time'), failed: rate } };
      }),
    }),
  };
}

/** What the rule of the gate says of these 50 runs: P[Bin(49, 0.1) ≥ 13] = 0.08 %; 0 of 50 decides p90, not p99. */
function thresholds(breached: boolean, rows: readonly RunRow[], percentiles: Readonly<Record<string, number>>): ThresholdVerdict[] {
  const queued = rows.flatMap((run) => run.times.queue_time ?? []);
  const above = (limitS: number): string => `${queued.filter((seconds) => seconds > limitS).length} of ${queued.length} values lie above ${limitS} s`;
  const queue = { metric: 'queue_time', n: queued.length };
  const value = (p: string) => (percentiles[p] === undefined ? {} : { value: percentiles[p] });
  const bad = rows.filter((run) => run.box === 'failed' || run.box === 'timed_out').length;
  const rate = { metric: 'failed', expression: 'rate<0.10', value: bad / Math.max(1, rows.length), n: rows.length } as const;
  const failed: ThresholdVerdict = { ...rate, verdict: 'passed', reason: `${bad} of ${rows.length} runs failed or timed out, under 10 %.` };
  if (!breached) return [failed, { ...queue, ...value('90'), expression: 'p(90)<90s', verdict: 'passed', reason: `${above(90)}.` }];
  const chance = 'if p90 were 30 s, so many would come by chance in 0.08 % of sessions';
  return [
    failed,
    { ...queue, ...value('90'), expression: 'p(90)<30s', verdict: 'failed', reason: `${above(30)}; ${chance}.` },
    { ...queue, ...value('99'), expression: 'p(99)<2m', verdict: 'inconclusive', reason: `${above(120)}; 299 values would decide.` },
  ];
}

function gateRows(breached: boolean, metrics: ScenarioResult['metrics']): GateRow[] {
  const now = (metric: string, p: string): number => {
    const summary = metrics[metric];
    return summary?.unit === 's' ? (summary.percentiles[p] ?? 0) : 0;
  };
  const row = (metric: string, baseline: number, current: number, verdict: GateRow['verdict']): GateRow => {
    const change = current / baseline - 1;
    const word = change > 0 ? 'slower' : 'faster';
    const reason = `${metric}: ${Math.abs(change * 100).toFixed(1)} % ${word} (${current.toFixed(1)} s against ${baseline.toFixed(1)} s)`;
    return { benchmark: 'steady', metric, unit: 's', direction: 'smaller', baseline, current, change, n: [50, breached ? 49 : 50], verdict, reason };
  };
  return [
    row('execution_time p50', 32.1, now('execution_time', '50'), 'passed'),
    row('queue_time p50', breached ? 9.8 : 11.2, now('queue_time', '50'), breached ? 'regressed' : 'passed'),
    row('queue_time p95', 80, now('queue_time', '95'), 'improved'),
    ...(breached
      ? [
          {
            benchmark: 'calm',
            metric: 'queue_time p50',
            unit: 's',
            direction: 'smaller',
            baseline: 4,
            verdict: 'missing',
            reason: 'the baseline has the benchmark "calm", this session does not',
          } satisfies GateRow,
        ]
      : []),
  ];
}

/** Percentiles of type 7; an interval of the median where n suffices, by the ranks of a normal approximation (a sample needs no better). */
function summary(values: readonly number[], of: 'job' | 'run'): MetricSummary {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const rest = { unit: 's', of, n, estimator: 'R7', censored: 0, anomalous: 0, unavailable: 0 } as const;
  if (n === 0) return { ...rest, percentiles: {}, ci95: {} };
  const at = (rank: number): number => sorted[Math.min(n - 1, Math.max(0, rank))] ?? 0;
  const quantile = (p: number): number => {
    const h = (n - 1) * p;
    return at(Math.floor(h)) + (h - Math.floor(h)) * (at(Math.floor(h) + 1) - at(Math.floor(h)));
  };
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n;
  const half = 0.98 * Math.sqrt(n);
  return {
    ...rest,
    min: at(0),
    mean,
    sd: Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, n - 1)),
    max: at(n - 1),
    percentiles: Object.fromEntries([50, 75, 90, 95, 99].map((p) => [String(p), quantile(p / 100)])),
    ci95: n >= 6 ? { '50': [at(Math.floor(n / 2 - half)), at(Math.ceil(n / 2 + half))] } : {},
  };
}

/** The same input with a text in every place that takes text from outside. */
export function withText(input: ReportInput, text: string): ReportInput {
  const { result } = input;
  return {
    result: {
      ...result,
      reasons: [text, text],
      warnings: [text],
      session: { ...result.session, plan: text, target: text, version: text },
      scenarios: result.scenarios.map((scenario) => ({
        ...scenario,
        name: text,
        reasons: [text],
        ledgerReasons: { [text]: 1 },
        extraRuns: scenario.extraRuns.map((run) => ({ ...run, id: text, url: text, why: text })),
        leftRunning: scenario.leftRunning.map((run) => ({ ...run, id: text, url: text, command: text })),
        thresholds: scenario.thresholds.map((threshold) => ({ ...threshold, metric: text, expression: text, reason: text })),
        ...(scenario.schedule !== undefined && { schedule: { ...scenario.schedule, policy: text, invalid: text } }),
        ...(scenario.units !== undefined && { units: scenario.units.map((unit) => ({ ...unit, unit: text })) }),
        metrics: Object.fromEntries(
          Object.entries(scenario.metrics).map(([name, metric], i) => [
            i === 0 ? text : name,
            'notes' in metric ? { ...metric, notes: [text] } : metric,
          ]),
        ),
      })),
      ...(result.gate === undefined
        ? {}
        : {
            gate: {
              ...result.gate,
              baseline: text,
              rows: result.gate.rows.map((row) => ({ ...row, benchmark: text, metric: text, unit: text, reason: text })),
            },
          }),
      api: { ...result.api, byEndpoint: { [text]: 118 } },
    },
    runs: input.runs.map((run) => ({ ...run, scenario: text, title: text, workflow: text, reason: text, conclusion: text, url: text })),
    jobs: input.jobs.map((job) => ({ ...job, scenario: text, name: text, runner: text, labels: [text], url: text })),
  };
}
