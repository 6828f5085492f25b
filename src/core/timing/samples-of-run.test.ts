import { describe, expect, it } from 'vitest';
import type { JobRecord, Observation, WorkflowJob } from './records.ts';
import type { Sample, TimeMetric } from './sample.ts';
import { type RunReading, samplesOfDroppedSlot, samplesOfRun } from './samples-of-run.ts';

/** Every stamp of these tests is a number of seconds after this. */
const T0 = 1_790_000_000_000;
const at = (seconds: number): number => T0 + seconds * 1_000;

/** A job that was created at 10 s, taken at 14 s and done at 44 s. */
function job(change: Partial<JobRecord> = {}): JobRecord {
  return {
    id: '1',
    name: 'work',
    status: 'completed',
    conclusion: 'success',
    createdAt: at(10),
    startedAt: at(14),
    completedAt: at(44),
    runner: { id: '7', name: 'runner-7' },
    labels: ['ubuntu-latest'],
    attempt: 1,
    ...change,
  };
}

function without<K extends keyof JobRecord>(record: JobRecord, ...keys: K[]): JobRecord {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key as K))) as unknown as JobRecord;
}

function run(change: Partial<Observation> = {}): Observation {
  return {
    runId: '500',
    title: 'simple',
    status: 'completed',
    conclusion: 'success',
    attempt: 1,
    createdAt: at(9),
    url: 'https://x.test/500',
    ...change,
  };
}

const WORK: WorkflowJob = { id: 'work', needs: [], matrix: false };

/** An open-model slot: wanted at 5 s, sent at 6 s, on a controller whose clock is 2 s behind the server's. */
function read(jobs: readonly JobRecord[], change: Partial<RunReading> = {}, of: Observation = run()): readonly Sample[] {
  const slot = { id: '0-0', intendedAt: at(5), sentAt: at(6), clock: { offsetMs: 2_000, residualMs: 300 }, endSeenAt: at(50) };
  return samplesOfRun({ slot, details: { run: of, jobs }, jobs: [WORK], ...change });
}

/** What a reader sees of one metric: seconds or the reason. */
function pick(samples: readonly Sample[], metric: TimeMetric, jobId?: string): readonly string[] {
  return samples
    .filter((sample) => sample.metric === metric && (jobId === undefined || sample.jobId === jobId))
    .map((sample) =>
      sample.status === 'unavailable'
        ? `unavailable: ${sample.reason}`
        : `${sample.status} ${sample.ms / 1_000}${sample.reason === undefined ? '' : `: ${sample.reason}`}`,
    );
}

const evidenceOf = (samples: readonly Sample[], metric: TimeMetric): string | undefined =>
  samples.find((sample) => sample.metric === metric)?.evidence;

describe('a plain run', () => {
  it('has every metric once, controller and server clock brought together', () => {
    const samples = read([job()]);
    expect(Object.fromEntries(samples.map(({ metric }) => [metric, pick(samples, metric).join()]))).toEqual({
      queue_time: 'measured 4',
      execution_time: 'measured 30',
      wait_time: 'measured 7', // 14 − (5 + 2)
      wait_time_from_sent: 'measured 6', // 14 − (6 + 2)
      total_time: 'measured 37', // 44 − (5 + 2)
      orchestration_time: 'measured 1',
      dispatch_lateness: 'measured 1',
      dispatch_latency: 'measured 1', // 9 − (6 + 2)
      detection_lag: 'measured 8', // (50 + 2) − 44
      run_execution_time: 'measured 30',
    });
    expect(samples).toHaveLength(10);
  });

  it('shows the view from the sending beside the wait, and how sure the clocks are', () => {
    expect(evidenceOf(read([job()]), 'wait_time')).toBe('from sending it is 6.0 s; ± 1.3 s');
    expect(evidenceOf(read([job()]), 'dispatch_latency')).toBe('± 1.3 s');
  });

  it('has no wait in a closed model, and says why', () => {
    const samples = read([job()], { slot: { id: '0-0', sentAt: at(6) } });
    for (const metric of ['wait_time', 'total_time', 'dispatch_lateness'] as const) {
      expect(pick(samples, metric)).toEqual(['unavailable: closed model: there is no intended time']);
    }
    expect(pick(samples, 'queue_time')).toEqual(['measured 4']);
    expect(evidenceOf(samples, 'dispatch_latency')).toBe('± 1.0 s, clock offset not measured, taken as 0');
  });
});

describe('jobs that did not run', () => {
  it('a skipped job is no queue time of 0', () => {
    const samples = read([without(job({ conclusion: 'skipped', startedAt: at(10), completedAt: at(10) }), 'runner')]);
    expect(pick(samples, 'queue_time')).toEqual(['unavailable: skipped: it never ran']);
    expect(pick(samples, 'run_execution_time')).toEqual(['unavailable: no job ran']);
  });

  it('a job that was cancelled in the queue waited at least until then', () => {
    const samples = read(
      [without(job({ conclusion: 'cancelled', startedAt: at(10), completedAt: at(100) }), 'runner')],
      {},
      run({ conclusion: 'cancelled' }),
    );
    expect(pick(samples, 'queue_time')).toEqual(['censored 90: cancelled while it was queued']);
    expect(pick(samples, 'wait_time')).toEqual(['censored 93: cancelled while it was queued']);
    expect(pick(samples, 'execution_time')).toEqual(['unavailable: cancelled while it was queued']);
    expect(pick(samples, 'run_execution_time')).toEqual(['unavailable: ended as cancelled, not in success or failure']);
  });

  it('a job without a runner that failed never started', () => {
    const samples = read([without(job({ conclusion: 'failure', startedAt: at(10) }), 'runner')]);
    expect(pick(samples, 'queue_time')).toEqual(['unavailable: never started: no runner was assigned (conclusion failure)']);
  });

  it('a job that was cancelled at work has a queue time and no execution time', () => {
    const samples = read([job({ conclusion: 'cancelled' })], {}, run({ conclusion: 'cancelled' }));
    expect(pick(samples, 'queue_time')).toEqual(['measured 4']);
    expect(pick(samples, 'execution_time')).toEqual(['unavailable: ended as cancelled, not in success or failure']);
  });

  it('a failed job is timed as a successful one is', () => {
    expect(pick(read([job({ conclusion: 'failure' })]), 'execution_time')).toEqual(['measured 30']);
  });
});

describe('live jobs', () => {
  const queued = without(job({ status: 'queued', conclusion: null, startedAt: at(10) }), 'completedAt', 'runner');

  it('one in the queue is censored at the last look, where that is known', () => {
    expect(pick(read([queued]), 'queue_time')).toEqual(['unavailable: still queued: it has not started']);
    expect(pick(read([queued], { asOfAt: at(58) }), 'queue_time')).toEqual(['censored 50: still queued when it was last looked at']);
  });

  it('one at work has waited, and has not ended', () => {
    const samples = read([without(job({ status: 'in_progress', conclusion: null }), 'completedAt')]);
    expect(pick(samples, 'queue_time')).toEqual(['measured 4']);
    expect(pick(samples, 'execution_time')).toEqual(['unavailable: still running']);
    expect(pick(samples, 'run_execution_time')).toEqual(['unavailable: a job has not ended']);
    expect(pick(samples, 'detection_lag')).toEqual(['unavailable: the last completed_at is unknown']);
  });
});

describe('impossible spans', () => {
  it('are anomalous and keep their value, never clamped to 0', () => {
    expect(pick(read([job({ startedAt: at(9) })]), 'queue_time')).toEqual(['anomalous -1: started_at lies before created_at']);
    expect(pick(read([job({ completedAt: at(13) })]), 'execution_time')).toEqual(['anomalous -1: completed_at lies before started_at']);
  });

  it('are anomalous beyond the 35 days for which a run can live', () => {
    const late = at(36 * 86_400);
    expect(pick(read([job({ completedAt: late })]), 'execution_time')[0]).toMatch(/^anomalous .*35 days/);
  });

  it('across two clocks begin only beyond what the stamps and the offset leave open', () => {
    // Sent at 8 s of the server's clock, uncertain by 1.3 s.
    expect(pick(read([job()], {}, run({ createdAt: at(6.7) })), 'dispatch_latency')).toEqual(['measured -1.3']);
    expect(pick(read([job()], {}, run({ createdAt: at(6.6) })), 'dispatch_latency')).toEqual([
      'anomalous -1.4: run.created_at lies before the time of sending',
    ]);
  });

  it('a missing stamp is named', () => {
    expect(pick(read([without(job(), 'createdAt')]), 'queue_time')).toEqual(['unavailable: created_at is unknown']);
    expect(pick(read([without(job(), 'completedAt')]), 'execution_time')).toEqual(['unavailable: completed_at is unknown']);
    expect(pick(read([without(job(), 'startedAt')]), 'queue_time')).toEqual(['unavailable: neither started_at nor a step tells when it started']);
  });
});

describe("the first step's start, which is the runner's clock", () => {
  it('agrees within 2 s and says nothing', () => {
    expect(evidenceOf(read([job({ firstStepStartedAt: at(16) })]), 'queue_time')).toBeUndefined();
  });

  it('disputes a start beyond that, and does not replace it', () => {
    const samples = read([job({ firstStepStartedAt: at(17) })]);
    expect(pick(samples, 'queue_time')).toEqual(['measured 4']);
    expect(evidenceOf(samples, 'queue_time')).toBe('disputed: first step 3.0 s later');
    expect(evidenceOf(read([job({ firstStepStartedAt: at(4) })]), 'queue_time')).toBe('disputed: first step 10.0 s earlier');
  });

  it('replaces a start that was never rewritten when a runner took the job', () => {
    const samples = read([job({ startedAt: at(10), firstStepStartedAt: at(40) })]);
    expect(pick(samples, 'queue_time')).toEqual(['measured 30']);
    expect(pick(samples, 'execution_time')).toEqual(['measured 4']);
    expect(evidenceOf(samples, 'queue_time')).toBe("from the first step (runner's clock), 30.0 s later: started_at still equals created_at");
  });

  it('is missed where it would have been needed', () => {
    expect(evidenceOf(read([job({ startedAt: at(10) })]), 'queue_time')).toBe(
      'unchecked: started_at equals created_at, and there is no step to check it with',
    );
  });
});

describe('jobs behind others', () => {
  const build: WorkflowJob = { id: 'build', needs: [], matrix: true };
  const test: WorkflowJob = { id: 'test', name: 'Test it', needs: ['build'], matrix: false };
  const legs = [job({ id: '1', name: 'build (a)', completedAt: at(30) }), job({ id: '2', name: 'build (b)', completedAt: at(44) })];
  const after = job({ id: '3', name: 'Test it', createdAt: at(47), startedAt: at(50), completedAt: at(60) });

  it('are released after the last leg of what they need', () => {
    const samples = read([...legs, after], { jobs: [build, test] });
    expect(pick(samples, 'release_latency')).toEqual(['measured 3']);
    expect(pick(samples, 'orchestration_time')).toEqual(['measured 1', 'measured 1']);
    expect(pick(samples, 'wait_time', '3')).toEqual(['unavailable: behind other jobs of its run: until they end, it does not wait for a runner']);
    expect(pick(samples, 'run_execution_time')).toEqual(['measured 46']);
  });

  it('are unplaced, with the reason, where the file is unknown or fits nothing', () => {
    const unread = samplesOfRun({ slot: { id: '0-0', intendedAt: at(5) }, details: { run: run(), jobs: [...legs, after] } });
    expect(pick(unread, 'release_latency', '3')).toEqual(['unavailable: the workflow file could not be read, so what the job needs is unknown']);
    expect(evidenceOf(unread, 'wait_time')).toContain('needs unknown');
    expect(pick(read([...legs, after], { jobs: [build] }), 'orchestration_time', '3')).toEqual([
      'unavailable: no job of the workflow file is named "Test it"',
    ]);
  });

  it('have no release when what they need is not listed', () => {
    expect(pick(read([after], { jobs: [build, test] }), 'release_latency')).toEqual([
      'unavailable: no job of "build", which it needs, is in the list',
    ]);
  });
});

describe('re-runs', () => {
  const first = job({ conclusion: 'failure' });
  const second = job({ id: '2', attempt: 2, createdAt: at(500), startedAt: at(600), completedAt: at(630) });
  const again = run({ attempt: 2 });

  it('count by their first attempt', () => {
    const samples = read([first, second], {}, again);
    expect(pick(samples, 'queue_time', '1')).toEqual(['measured 4']);
    expect(pick(samples, 'queue_time', '2')).toEqual(['unavailable: re-run: attempt 1 of this job counts']);
  });

  it('count by a later one where only that is listed, but not from the intended time', () => {
    const samples = read([second], {}, again);
    expect(pick(samples, 'queue_time')).toEqual(['measured 100']);
    expect(evidenceOf(samples, 'queue_time')).toBe('attempt 2: the first one is not listed');
    expect(pick(samples, 'wait_time')).toEqual(['unavailable: re-run: somebody started this attempt later, not the dispatch']);
    expect(pick(samples, 'orchestration_time')[0]).toContain('re-run');
  });

  it('do not measure what was carried over', () => {
    const carried = job({ id: '3', attempt: 2, createdAt: at(500) });
    expect(pick(read([job(), carried], {}, again), 'queue_time', '3')).toEqual(['unavailable: carried over from attempt 1']);
    expect(pick(read([carried], {}, again), 'queue_time')).toEqual([
      'unavailable: carried over from an earlier attempt: it started before it was created',
    ]);
  });
});

describe('slots without job records', () => {
  it('that were shed are censored waits', () => {
    const samples = samplesOfDroppedSlot({ slot: { id: '0-3', intendedAt: at(5) }, why: 'shed: the target was full', givenUpAt: at(65) });
    expect(pick(samples, 'wait_time')).toEqual(['censored 60: shed: the target was full']);
    expect(pick(samples, 'queue_time')).toEqual(['unavailable: shed: the target was full']);
  });

  it('that vanished say so and keep what was seen', () => {
    const samples = samplesOfDroppedSlot({ slot: { id: '0-3', intendedAt: at(5), sentAt: at(6) }, why: 'the run vanished', run: run() });
    expect(pick(samples, 'wait_time')).toEqual(['unavailable: the run vanished']);
    expect(pick(samples, 'dispatch_latency')).toEqual(['measured 3']);
  });
});
