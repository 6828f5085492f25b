import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { HOSTILE_NAMES, sampleInput } from '../../test/support/sample-result.ts';
import { renderJobsCsv, renderRunsCsv } from './csv.ts';
import { renderResultJson } from './json.ts';
import { renderRunsNdjson } from './ndjson.ts';
import { renderReports } from './render-reports.ts';

const records = (csv: string): Record<string, string>[] => parse(csv, { columns: true });

test('runs.csv and jobs.csv hold a line a run and a job, with the numbers of the result', () => {
  const input = sampleInput({ titles: HOSTILE_NAMES });
  const runs = records(renderRunsCsv(input.runs));
  expect(runs).toHaveLength(50);
  expect(Object.keys(runs[0] ?? {}).slice(0, 8)).toEqual(['scenario', 'slot', 'key', 'run_id', 'url', 'title', 'workflow', 'box']);
  expect(runs.map((run) => run.queue_time_s)).toEqual(input.runs.map((run) => String(run.times.queue_time ?? '')));
  expect(runs.map((run) => run.box)).toEqual(input.runs.map((run) => run.box));
  const jobs = records(renderJobsCsv(input.jobs));
  expect(jobs).toHaveLength(input.jobs.length);
  expect(jobs[0]).toMatchObject({ labels: 'self-hosted linux', queue_time_status: 'measured', queue_time_evidence: 'started_at − created_at' });
});

test('the columns are the same whatever was measured; unknown metrics come last', () => {
  const header = (csv: string): string | undefined => csv.split('\r\n')[0];
  const { runs } = sampleInput();
  expect(header(renderRunsCsv([]))).toBe(header(renderRunsCsv(runs)));
  const [first] = runs;
  expect(header(renderRunsCsv(first === undefined ? [] : [{ ...first, times: { zeal: 1 } }]))).toMatch(/run_execution_time_s,zeal_s$/);
});

test('runs.ndjson holds a run with its jobs a line, as they are, and the jobs of runs beside the plan', () => {
  const { runs, jobs } = sampleInput({ titles: HOSTILE_NAMES });
  const [job] = jobs;
  const stray = job === undefined ? [] : [{ ...job, runId: '99', jobId: '990' }];
  const lines = renderRunsNdjson({ runs, jobs: [...jobs, ...stray] })
    .trimEnd()
    .split('\n');
  const parsed = lines.map((line) => JSON.parse(line));
  expect(parsed).toHaveLength(51);
  expect(parsed.map((run) => run.title).slice(0, 50)).toEqual(runs.map((run) => run.title));
  expect(parsed[0]).toMatchObject({ slot: '0-0', jobCount: 1, jobs: [{ runId: runs[0]?.runId }] });
  expect(parsed[50]).toMatchObject({ runId: '99', jobs: [{ jobId: '990' }] });
  expect(parsed.flatMap((run) => run.jobs)).toHaveLength(jobs.length + 1);
});

test('no file for machines acts on a terminal', () => {
  const input = sampleInput({ titles: HOSTILE_NAMES });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  const acts = /[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  for (const [name, content] of renderReports(input)) expect(content, name).not.toMatch(acts);
});

test('result.json reads back as the result, in an order that does not depend on how it was made', () => {
  const { result } = sampleInput();
  const json = renderResultJson(result);
  expect(JSON.parse(json)).toEqual(result);
  const shuffled = JSON.parse(json, (_, value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value,
  );
  expect(renderResultJson(shuffled)).toBe(json);
  expect(Object.keys(JSON.parse(json))).toEqual(['schema', 'outcome', 'reasons', 'warnings', 'session', 'scenarios', 'gate', 'api', 'cost']);
  expect(json.endsWith('\n}\n')).toBe(true);
});

test('a number that JSON can not hold is an error with its place', () => {
  const { result } = sampleInput();
  expect(() => renderResultJson({ ...result, cost: { runnerMinutes: Number.NaN, billedMinutes: 0 } })).toThrow(
    "can't hold NaN at result.cost.runnerMinutes",
  );
});

test('a secret in any text reaches no file', () => {
  const token = `ghs_${'q7'.repeat(18)}`;
  const input = sampleInput({ titles: [`x ${token}`] });
  const poisoned = { ...input, result: { ...input.result, warnings: [`failed with ${token}`] } };
  for (const [name, content] of renderReports(poisoned)) expect(content.includes(token), name).toBe(false);
});
