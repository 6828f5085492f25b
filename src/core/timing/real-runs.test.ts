import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseStamp } from '../time.ts';
import type { JobRecord, Observation } from './records.ts';
import { samplesOfRun } from './samples-of-run.ts';
import { summarizeMetrics } from './summarize-metric.ts';

const DATA = new URL('../../../../shared/data/actions/', import.meta.url);
const PRESENT = existsSync(DATA);
if (!PRESENT) console.warn('skipped: the real API answers (../shared/data/actions) are not on this machine');

// biome-ignore lint/suspicious/noExplicitAny: answers of the API, read here as they are
type Answer = any;
const load = (name: string): Answer => JSON.parse(readFileSync(new URL(name, DATA), 'utf8'));
const stamp = <K extends string>(key: K, value: unknown): Partial<Record<K, number>> => {
  const at = parseStamp(value);
  return at === undefined ? {} : ({ [key]: at } as Record<K, number>);
};

function jobOf(raw: Answer): JobRecord {
  return {
    id: String(raw.id),
    name: raw.name,
    status: raw.status,
    conclusion: raw.conclusion,
    ...stamp('createdAt', raw.created_at),
    ...stamp('startedAt', raw.started_at),
    ...stamp('completedAt', raw.completed_at),
    ...(raw.runner_name ? { runner: { id: String(raw.runner_id), name: raw.runner_name } } : {}),
    labels: raw.labels ?? [],
    attempt: raw.run_attempt ?? 1,
    ...stamp('firstStepStartedAt', raw.steps?.[0]?.started_at),
    ...stamp('lastStepCompletedAt', raw.steps?.at(-1)?.completed_at),
  };
}

const runOf = (raw: Answer): Observation => ({
  runId: String(raw.id),
  title: raw.display_title ?? '',
  status: raw.status,
  conclusion: raw.conclusion,
  attempt: raw.run_attempt ?? 1,
  ...stamp('createdAt', raw.created_at),
  url: raw.html_url ?? '',
});

const brief = (samples: ReturnType<typeof samplesOfRun>, metric: string): readonly string[] =>
  samples
    .filter((sample) => sample.metric === metric)
    .map(
      (sample) =>
        `${sample.status} ${sample.status === 'unavailable' ? sample.reason : sample.ms / 1_000}${sample.evidence ? ` [${sample.evidence}]` : ''}`,
    );

describe.skipIf(!PRESENT)('real answers of GitHub', () => {
  const answers: Answer[] = PRESENT ? load('otel-cicd-action_biome_runs_2026-01.json') : [];
  const body = (end: string): Answer => answers.find(({ url }) => String(url).split('?')[0]?.endsWith(end))?.body;
  const detailsOf = (id: string): { run: Observation; jobs: JobRecord[] } => ({
    run: runOf(body(`/runs/${id}`)),
    jobs: body(`/runs/${id}/jobs`).jobs.map(jobOf),
  });

  it('a run with a job behind another: queue, release and execution are told apart', () => {
    const jobs = ['pre_job', 'skip_individual_steps_job', 'build', 'private_action'].map((id) => ({ id, needs: [], matrix: false }));
    const samples = samplesOfRun({
      slot: { id: '0-0' },
      details: detailsOf('16620109074'),
      jobs: [...jobs, { id: 'main_job', needs: ['pre_job'], matrix: false }],
    });
    expect(brief(samples, 'queue_time')).toEqual(['measured 9', 'measured 8', 'measured 5', 'measured 8', 'measured 5']);
    expect(brief(samples, 'execution_time')).toEqual(['measured 16', 'measured 17', 'measured 31', 'measured 48', 'measured 40']);
    expect(brief(samples, 'orchestration_time')).toEqual(Array(4).fill('measured 0'));
    expect(brief(samples, 'release_latency')).toEqual(['measured 1']);
    expect(brief(samples, 'run_execution_time')).toEqual(['measured 66']);
    expect(summarizeMetrics(samples).queue_time).toMatchObject({ n: 5, percentiles: { 50: 8 } });
  });

  it("a job on another vendor's runner: the first step begins 27 s after started_at, and that is said", () => {
    const samples = samplesOfRun({ slot: { id: '0-0' }, details: detailsOf('21487811823') });
    expect(brief(samples, 'queue_time')).toEqual(['measured 1 [disputed: first step 27.0 s later]']);
    expect(brief(samples, 'execution_time')).toEqual(['measured 34 [disputed: first step 27.0 s later]']);
  });

  it.each([
    ['octokit_workflow_job_queued.payload.json', 'unavailable still queued: it has not started'],
    ['octokit_workflow_job_waiting.payload.json', 'unavailable still waiting: it has not started'],
    ['octokit_workflow_job_in_progress.payload.json', 'measured 0'],
    ['octokit_workflow_job_completed.success.with-organization.payload.json', 'measured 60 [disputed: first step 530.0 s earlier]'],
  ])('%s', (file, want) => {
    const job = jobOf(load(file).workflow_job);
    const run: Observation = { runId: '1', title: '', status: 'in_progress', conclusion: null, attempt: 1, url: '' };
    expect(brief(samplesOfRun({ slot: { id: '0-0' }, details: { run, jobs: [job] } }), 'queue_time')).toEqual([want]);
  });

  it('runs that could not start have no job and no number', () => {
    for (const raw of load('hub4j_startup_failure_runs_2023-11.json').workflow_runs) {
      const samples = samplesOfRun({ slot: { id: '0-0' }, details: { run: runOf(raw), jobs: [] } });
      expect(brief(samples, 'run_execution_time')).toEqual(['unavailable ended as startup_failure, not in success or failure']);
      expect(samples.filter(({ status }) => status === 'measured')).toEqual([]);
    }
  });
});
