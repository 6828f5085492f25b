import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { createFleet } from './fleet.ts';
import { drawSpanMs, type FleetJob, type FleetModel } from './model.ts';

const model = (runners: number, more: Partial<FleetModel> = {}): FleetModel => ({
  pools: [{ name: 'linux', labels: ['linux', 'x64'], runners, startupMs: 0 }],
  failureRate: 0,
  seed: 1,
  ...more,
});
const job = (id: string, workMs: number, more: Partial<FleetJob> = {}): FleetJob => ({ id, labels: ['linux'], workMs, ...more });

/** Lets everything happen. */
function drain(fleet: ReturnType<typeof createFleet>): void {
  for (let at = fleet.nextEventAt(); at !== undefined; at = fleet.nextEventAt()) fleet.advanceTo(at);
}

describe('a fleet', () => {
  it('starts jobs in the order in which they were queued, as runners become free', () => {
    const fleet = createFleet(model(2));
    for (const [id, workMs] of [
      ['a', 30],
      ['b', 10],
      ['c', 5],
    ] as const)
      fleet.submit(0, job(id, workMs));
    expect(fleet.advanceTo(100).map(({ at, kind, jobId }) => `${at} ${jobId} ${kind}`)).toEqual([
      '0 a queued',
      '0 a started',
      '0 b queued',
      '0 b started',
      '0 c queued',
      '10 b completed',
      '10 c started',
      '15 c completed',
      '30 a completed',
    ]);
    expect(fleet.job('c')).toMatchObject({ queuedAt: 0, startedAt: 10, completedAt: 15, runner: { pool: 'linux', number: 2 } });
    expect(fleet.nextEventAt()).toBeUndefined();
  });

  it('holds the runner while it starts up', () => {
    const fleet = createFleet(model(1, { pools: [{ name: 'linux', runners: 1, startupMs: 7 }] }));
    for (const id of ['a', 'b']) fleet.submit(0, job(id, 10));
    drain(fleet);
    expect([fleet.job('a'), fleet.job('b')]).toMatchObject([
      { startedAt: 7, completedAt: 17 },
      { startedAt: 24, completedAt: 34 },
    ]);
  });

  it('gives a job only to a pool that has all of its labels, in any letter case', () => {
    const pools = [
      { name: 'small', labels: ['linux'], runners: 1, startupMs: 0 },
      { name: 'big', labels: ['linux', 'GPU'], runners: 1, startupMs: 0 },
    ];
    const fleet = createFleet(model(1, { pools }));
    fleet.submit(0, job('a', 10, { labels: ['gpu', 'linux'] }));
    fleet.submit(0, job('b', 10, { labels: ['gpu'] }));
    fleet.submit(0, job('c', 10));
    fleet.submit(0, job('d', 10, { labels: ['windows'] }));
    drain(fleet);
    expect([fleet.job('a')?.runner?.pool, fleet.job('b')?.runner?.pool, fleet.job('c')?.runner?.pool]).toEqual(['big', 'big', 'small']);
    expect(fleet.job('b')?.startedAt).toBe(10);
    // Nobody has the label: given up after a day, as GitHub does.
    expect(fleet.job('d')).toMatchObject({ conclusion: 'cancelled', completedAt: 86_400_000 });
    expect(fleet.job('d')?.startedAt).toBeUndefined();
  });

  it('waits for needs, skips what depends on a failure, and runs what always runs', () => {
    const fleet = createFleet(model(5, { failureRate: 1 }));
    fleet.submit(0, job('build', 10));
    fleet.submit(0, job('test', 10, { needs: ['build'] }));
    fleet.submit(0, job('report', 10, { needs: ['test'], always: true }));
    expect(fleet.job('test')?.status).toBe('blocked');
    drain(fleet);
    expect(fleet.job('build')).toMatchObject({ conclusion: 'failure', completedAt: 10 });
    expect(fleet.job('test')).toMatchObject({ conclusion: 'skipped', completedAt: 10 });
    expect(fleet.job('report')).toMatchObject({ queuedAt: 10, startedAt: 10, completedAt: 20 });
  });

  it('lets no more than max-parallel jobs of a matrix wait or run at once', () => {
    const fleet = createFleet(model(5));
    const matrix = { id: 'm', maxParallel: 2, failFast: true };
    for (const id of ['a', 'b', 'c']) fleet.submit(0, job(id, 10, { matrix }));
    drain(fleet);
    expect([fleet.job('a')?.queuedAt, fleet.job('b')?.queuedAt, fleet.job('c')?.queuedAt]).toEqual([0, 0, 10]);
  });

  it.each([
    [true, ['cancelled', 'cancelled', 'cancelled', 'failure']],
    [false, ['failure', 'failure', 'failure', 'failure']],
  ])('ends a matrix with its first failure: %s', (failFast, conclusions) => {
    const fleet = createFleet(model(2, { failureRate: 1, cancelMs: 0 }));
    const matrix = { id: 'm', maxParallel: 3, failFast };
    for (const [id, workMs] of [
      ['a', 5],
      ['b', 30],
      ['c', 30],
      ['d', 30],
    ] as const)
      fleet.submit(0, job(id, workMs, { matrix }));
    drain(fleet);
    expect(['a', 'b', 'c', 'd'].map((id) => fleet.job(id)?.conclusion).toSorted()).toEqual(conclusions);
  });

  it('cancels at once what has no runner, after a moment what runs, at once again by force', () => {
    const fleet = createFleet(model(1, { cancelMs: 4 }));
    for (const id of ['a', 'b', 'c']) fleet.submit(0, job(id, 100));
    expect(fleet.cancel(10, 'b')).toBe(true);
    expect(fleet.job('b')).toMatchObject({ conclusion: 'cancelled', completedAt: 10 });
    expect(fleet.cancel(10, 'a')).toBe(true);
    expect(fleet.job('a')?.status).toBe('in_progress');
    fleet.advanceTo(20);
    expect(fleet.job('a')).toMatchObject({ conclusion: 'cancelled', completedAt: 14 });
    expect(fleet.job('c')?.startedAt).toBe(14);
    expect(fleet.cancel(20, 'c', true)).toBe(true);
    expect(fleet.job('c')).toMatchObject({ conclusion: 'cancelled', completedAt: 20 });
    expect(fleet.cancel(21, 'c')).toBe(false);
    expect(fleet.cancel(21, 'nobody')).toBe(false);
  });

  it('ends a job at its time limit', () => {
    const fleet = createFleet(model(1));
    fleet.submit(0, job('a', 100, { limitMs: 60 }));
    drain(fleet);
    expect(fleet.job('a')).toMatchObject({ conclusion: 'cancelled', completedAt: 60 });
  });

  it('refuses what can not be', () => {
    expect(() => createFleet(model(0))).toThrow('pool linux needs a whole number of runners ≥ 1, got 0');
    expect(() => createFleet(model(1, { pools: [] }))).toThrow('a fleet needs at least one pool');
    expect(() => createFleet(model(1, { failureRate: 2 }))).toThrow('failureRate must be 0 to 1, got 2');
    const fleet = createFleet(model(1));
    fleet.submit(5, job('a', 1));
    expect(() => fleet.submit(5, job('a', 1))).toThrow('already has a job a');
    expect(() => fleet.submit(5, job('b', 1, { needs: ['z'] }))).toThrow('job b needs z');
    expect(() => fleet.advanceTo(4)).toThrow('time went back from 5 to 4');
  });
});

describe('a fleet of any kind', () => {
  const spans = fc.array(fc.record({ gap: fc.nat(20), work: fc.nat(50), cancelAfter: fc.option(fc.nat(80)) }), { minLength: 1, maxLength: 60 });

  it('keeps every job in order: queued ≤ started ≤ completed, never more at once than runners, first come first served', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 4 }), fc.nat(5), (jobs, runners, startupMs) => {
        const fleet = createFleet(model(runners, { pools: [{ name: 'linux', runners, startupMs }] }));
        const plan: { at: number; act: () => void }[] = [];
        let at = 0;
        jobs.forEach(({ gap, work, cancelAfter }, i) => {
          at += gap;
          const arrival = at;
          plan.push({ at: arrival, act: () => fleet.submit(arrival, job(`${i}`, work)) });
          if (cancelAfter !== null) plan.push({ at: arrival + cancelAfter, act: () => void fleet.cancel(arrival + cancelAfter, `${i}`) });
        });
        for (const { act } of plan.toSorted((a, b) => a.at - b.at)) act();
        drain(fleet);
        const states = jobs.flatMap((_, i) => fleet.job(`${i}`) ?? []);
        for (const state of states) {
          expect(state.status).toBe('completed');
          expect(state.startedAt ?? state.queuedAt).toBeGreaterThanOrEqual(state.queuedAt ?? Number.NaN);
          expect(state.completedAt).toBeGreaterThanOrEqual(state.startedAt ?? 0);
        }
        const started = states.filter((state) => state.startedAt !== undefined);
        expect(started.map((state) => state.startedAt)).toEqual(started.map((state) => state.startedAt).toSorted((a = 0, b = 0) => a - b));
        for (const { startedAt = 0 } of started)
          expect(started.filter((other) => (other.startedAt ?? 0) <= startedAt && (other.completedAt ?? 0) > startedAt).length).toBeLessThanOrEqual(
            runners,
          );
        expect(fleet.load()).toEqual({ queued: 0, busy: 0 });
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on how often somebody looks', () => {
    fc.assert(
      fc.property(spans, fc.array(fc.nat(2_000), { maxLength: 40 }), (jobs, looks) => {
        const end = (stops: readonly number[]): unknown => {
          const fleet = createFleet(model(2, { failureRate: 0.3, execution: { meanMs: 20, cv: 1 } }));
          const arrivals: number[] = [];
          for (const { gap } of jobs) arrivals.push((arrivals.at(-1) ?? 0) + gap);
          const steps = [...arrivals.map((at, i) => ({ at, i })), ...stops.map((at) => ({ at, i: -1 }))].toSorted((a, b) => a.at - b.at);
          for (const { at, i } of steps) i < 0 ? fleet.advanceTo(at) : fleet.submit(at, job(`${i}`, 5));
          drain(fleet);
          return jobs
            .map((_, i) => ({ ...fleet.job(`${i}`) }) as { startedAt?: number; completedAt?: number; conclusion?: string })
            .map(({ startedAt, completedAt, conclusion }) => [startedAt, completedAt, conclusion]);
        };
        expect(end(looks)).toEqual(end([]));
      }),
      { numRuns: 100 },
    );
  });
});

describe('queueing theory', () => {
  /** Probability that an arrival has to wait in M/M/c with offered load `a` = λ ÷ μ (Erlang's second formula). */
  function erlangC(c: number, a: number): number {
    let term = 1;
    let sum = 1;
    for (let k = 1; k < c; k++) {
      term *= a / k;
      sum += term;
    }
    const last = ((term * a) / c) * (c / (c - a));
    return last / (sum + last);
  }

  // Published values of the Erlang C formula: C(5, 4) = 0.5541, C(5, 3) = 0.2362.
  it('knows the formula', () => expect([erlangC(5, 4), erlangC(5, 3)].map((p) => p.toFixed(4))).toEqual(['0.5541', '0.2362']));

  const RUNNERS = 5;
  const MEAN_WORK_MS = 1_000;
  const MEAN_GAP_MS = 1_000 / 3;

  /** One day of Poisson arrivals with exponential work. */
  function day(seed: string, count: number) {
    const random = seededRandom(seed);
    const exponential = (mean: number): number => -mean * Math.log(1 - random.next());
    const fleet = createFleet(model(RUNNERS));
    let at = 0;
    for (let i = 0; i < count; i++) {
      at += exponential(MEAN_GAP_MS);
      fleet.submit(at, job(`${i}`, exponential(MEAN_WORK_MS)));
    }
    drain(fleet);
    return Array.from({ length: count }, (_, i) => {
      const { queuedAt = 0, startedAt = 0, completedAt = 0 } = fleet.job(`${i}`) ?? {};
      return { queuedAt, startedAt, completedAt };
    });
  }

  it('M/M/5 at ρ = 0.6: the mean wait is what Erlang C says', () => {
    // Independent days, the first 200 arrivals of each left out (the system starts empty; its relaxation time is about 12 arrivals).
    const means = Array.from({ length: 60 }, (_, i) => {
      const waits = day(`day ${i}`, 4_200)
        .slice(200)
        .map(({ queuedAt, startedAt }) => startedAt - queuedAt);
      return waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    });
    const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
    const sd = Math.sqrt(means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (means.length - 1));
    const standardError = sd / Math.sqrt(means.length);
    const offered = MEAN_WORK_MS / MEAN_GAP_MS;
    const expected = (erlangC(RUNNERS, offered) * MEAN_WORK_MS) / (RUNNERS - offered);
    expect(standardError / expected).toBeLessThan(0.03);
    // 99 % of Student's t with 59 degrees of freedom: qt(0.995, 59) = 2.662 (R)
    expect(Math.abs(mean - expected)).toBeLessThan(2.662 * standardError);
  });

  it("Little's law: the mean number in the system is the rate of arrivals times the mean time in it", () => {
    const states = day('little', 5_000);
    const changes = states
      .flatMap(
        ({ queuedAt, completedAt }) =>
          [
            [queuedAt, 1],
            [completedAt, -1],
          ] as const,
      )
      .toSorted((a, b) => a[0] - b[0]);
    const from = changes[0]?.[0] ?? 0;
    let [inside, area, last] = [0, 0, from];
    for (const [at, change] of changes) {
      area += inside * (at - last);
      inside += change;
      last = at;
    }
    const meanTime = states.reduce((sum, { queuedAt, completedAt }) => sum + completedAt - queuedAt, 0) / states.length;
    expect(area / (last - from)).toBeCloseTo((states.length / (last - from)) * meanTime, 6);
  });

  it('draws log-normal spans with the mean and the coefficient of variation that were asked for', () => {
    const spans = Array.from({ length: 50_000 }, (_, i) => drawSpanMs({ meanMs: 30_000, cv: 0.5 }, `span ${i}`));
    const mean = spans.reduce((sum, span) => sum + span, 0) / spans.length;
    const sd = Math.sqrt(spans.reduce((sum, span) => sum + (span - mean) ** 2, 0) / spans.length);
    expect(mean / 30_000).toBeCloseTo(1, 2);
    expect(sd / mean).toBeCloseTo(0.5, 2);
  });
});
