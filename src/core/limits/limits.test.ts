import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerFacts, admit, allowanceOf, initialLimits, type Limits, LONGEST_PAUSE_MS, learn } from './limits.ts';

const T0 = Date.UTC(2026, 10, 21, 12, 0, 0);
const httpDate = (at: number) => new Date(at).toUTCString();
const fresh = (more: Partial<Limits['config']> = {}) => initialLimits({ mutationSpacingMs: 1_000, reserve: 0.2, ...more });
const READ = { kind: 'read' } as const;
const MUTATION = { kind: 'mutation' } as const;

function sendNow(state: Limits, kind: 'read' | 'mutation', now: number): Limits {
  const admission = admit(state, { kind }, now);
  if (!admission.go) throw new Error(`held back by ${admission.hold} until ${admission.at - now} ms from now`);
  return admission.state;
}

/** Sends and answers at the same instant. */
function exchange(state: Limits, now: number, answer: Omit<AnswerFacts, 'sentAt'>): Limits {
  return learn(sendNow(state, 'read', now), { sentAt: now, ...answer }, now);
}

const budgetHeaders = (remaining: number, resetServerAt: number, serverNow: number, limit = 1_000) => ({
  date: httpDate(serverNow),
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(resetServerAt / 1_000),
  'x-ratelimit-resource': 'core',
});

describe('mutation spacing', () => {
  it('lets a burst of two go, then one every spacing', () => {
    let state = fresh();
    const sent: number[] = [];
    for (let now = T0; sent.length < 5; ) {
      const admission = admit(state, MUTATION, now);
      if (!admission.go) {
        now = admission.at;
        continue;
      }
      sent.push(now - T0);
      state = learn(admission.state, { sentAt: now }, now);
    }
    expect(sent).toEqual([0, 0, 1_000, 2_000, 3_000]);
  });

  it('does not hold back reads', () => {
    const state = sendNow(sendNow(fresh(), 'mutation', T0), 'mutation', T0);
    expect(admit(state, MUTATION, T0)).toEqual({ go: false, at: T0 + 1_000, hold: 'spacing' });
    expect(admit(state, READ, T0).go).toBe(true);
  });
});

describe('the least that was told', () => {
  const RESET = T0 + 1_800_000;

  it('is not raised by an answer that was overtaken: the reserve stays untouched', () => {
    let state = sendNow(sendNow(fresh(), 'read', T0), 'read', T0);
    state = learn(state, { sentAt: T0, status: 200, headers: budgetHeaders(200, RESET, T0) }, T0 + 100);
    state = learn(state, { sentAt: T0, status: 200, headers: budgetHeaders(201, RESET, T0) }, T0 + 200);
    expect(admit(state, READ, T0 + 300)).toMatchObject({ go: false, hold: 'budget' });
  });

  it('gives back what a 304 did not cost, and begins anew with each window', () => {
    let state = exchange(fresh(), T0, { status: 200, headers: budgetHeaders(201, RESET, T0) });
    state = exchange(state, T0, { status: 304, headers: budgetHeaders(201, RESET, T0) });
    expect(admit(state, READ, T0).go).toBe(true);
    state = exchange(state, RESET + 2_000, { status: 200, headers: budgetHeaders(999, RESET + 3_600_000, RESET + 2_000) });
    expect(state.budgets.core?.remaining).toBe(999);
  });
});

describe('points a minute', () => {
  it('never exceeds 900 points in any 60 s, whatever the mix (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 400 })), { minLength: 400, maxLength: 1_500 }), (requests) => {
        let state = initialLimits({ mutationSpacingMs: 340, reserve: 0 });
        let now = T0;
        const sent: [at: number, cost: number][] = [];
        for (const [mutation, pauseMs] of requests) {
          now += pauseMs;
          let admission = admit(state, mutation ? MUTATION : READ, now);
          while (!admission.go) {
            expect(admission.at).toBeGreaterThan(now);
            now = admission.at;
            admission = admit(state, mutation ? MUTATION : READ, now);
          }
          state = learn(admission.state, { sentAt: now }, now);
          sent.push([now, mutation ? 5 : 1]);
        }
        for (let from = 0, to = 0, points = 0; to < sent.length; to++) {
          points += sent[to]?.[1] ?? 0;
          while ((sent[from]?.[0] ?? 0) <= (sent[to]?.[0] ?? 0) - 60_000) points -= sent[from++]?.[1] ?? 0;
          expect(points).toBeLessThanOrEqual(900);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('concurrency', () => {
  it('holds back until an answer has come', () => {
    let state = initialLimits({ mutationSpacingMs: 1_000, reserve: 0, concurrency: 2 });
    state = sendNow(sendNow(state, 'read', T0), 'read', T0);
    expect(admit(state, READ, T0)).toEqual({ go: false, at: Number.POSITIVE_INFINITY, hold: 'concurrency' });
    expect(admit(learn(state, { sentAt: T0 }, T0 + 5), READ, T0 + 5).go).toBe(true);
  });
});

describe('primary limit', () => {
  it('leaves the reserve to others, and waits for the reset on the server clock', () => {
    for (const skewMs of [0, 600_000, -600_000]) {
      const serverNow = T0 + skewMs;
      const resetAt = serverNow + 1_800_000;
      let state = exchange(fresh(), T0, { status: 200, headers: budgetHeaders(201, resetAt, serverNow) });
      state = sendNow(state, 'read', T0);
      const held = admit(state, READ, T0);
      expect(held).toEqual({ go: false, at: T0 + 1_801_000, hold: 'budget' });
      expect(admit(state, { kind: 'mutation', urgent: true }, T0).go).toBe(true);
      expect(admit(state, READ, T0 + 1_801_000).go).toBe(true);
    }
  });

  it('lets nothing but cancels into the reserve, and cancels no further than what is left (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.array(fc.boolean(), { maxLength: 500 }), (left, asked) => {
        let state = exchange(initialLimits({ mutationSpacingMs: 340, reserve: 0.2 }), T0, {
          status: 200,
          headers: budgetHeaders(left, T0 + 3_600_000, T0),
        });
        let spent = 0;
        for (const [n, urgent] of asked.entries()) {
          const now = T0 + (n + 1) * 400;
          const admission = admit(state, urgent ? { kind: 'mutation', urgent } : READ, now);
          if (!admission.go) continue;
          spent += 1;
          expect(left - spent).toBeGreaterThanOrEqual(urgent ? 0 : 200);
          state = learn(admission.state, { sentAt: now }, now);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('counts the requests that are under way', () => {
    let state = sendNow(sendNow(sendNow(fresh(), 'read', T0), 'read', T0), 'read', T0);
    state = learn(state, { sentAt: T0, status: 200, headers: budgetHeaders(202, T0 + 60_000, T0) }, T0);
    expect(admit(state, READ, T0)).toMatchObject({ go: false, hold: 'budget' });
  });

  it('ignores an answer of the window before', () => {
    let state = exchange(fresh(), T0, { status: 200, headers: budgetHeaders(900, T0 + 3_600_000, T0) });
    state = exchange(state, T0, { status: 200, headers: budgetHeaders(3, T0 + 1_000, T0) });
    expect(admit(state, READ, T0).go).toBe(true);
  });

  it('knows no budget without headers (GHES with limits off)', () => {
    let state = fresh();
    for (let n = 0; n < 500; n++) state = exchange(state, T0 + n * 1_000, { status: 200, headers: {} });
    expect(admit(state, READ, T0 + 500_000).go).toBe(true);
  });
});

describe('the quota of the plan', () => {
  const HOUR = 3_600_000;
  const quota = { count: 3, perMs: HOUR };

  it('lets so many requests go in each window, whatever the server would take, and cancels beyond it', () => {
    let state = fresh({ quota });
    for (const n of [0, 1, 2]) state = learn(sendNow(state, 'read', T0 + n * 1_000), { sentAt: T0 }, T0 + n * 1_000 + 1);
    expect(admit(state, READ, T0 + 4_000)).toEqual({ go: false, at: T0 + HOUR, hold: 'quota' });
    expect(allowanceOf(state, 'core', T0 + 4_000)).toEqual({ left: 0, resetAt: T0 + HOUR });
    expect(admit(state, { kind: 'mutation', urgent: true }, T0 + 4_000).go).toBe(true);
    expect(admit(state, READ, T0 + HOUR).go).toBe(true);
    expect(allowanceOf(state, 'core', T0 + HOUR)?.left).toBe(3);
  });
});

describe('limit answers', () => {
  const blockedFor = (answer: Omit<AnswerFacts, 'sentAt'>) => {
    const state = exchange(fresh(), T0, answer);
    const admission = admit(state, READ, T0 + 1);
    return state.hopeless ?? (admission.go ? 'not blocked' : `${admission.at - T0} ms: ${state.blocked?.why}`);
  };
  const date = httpDate(T0);

  const answers: readonly (readonly [string, Omit<AnswerFacts, 'sentAt'>])[] = [
    ['seconds', { status: 429, headers: { date, 'retry-after': '7' } }],
    ['403 with retry-after', { status: 403, headers: { date, 'retry-after': '60' } }],
    ['an HTTP date, by the server clock', { status: 429, headers: { date: httpDate(T0 + 600_000), 'retry-after': httpDate(T0 + 630_000) } }],
    ['zero', { status: 429, headers: { date, 'retry-after': '0' } }],
    ['negative', { status: 429, headers: { date, 'retry-after': '-5' } }],
    ['garbage', { status: 429, headers: { date, 'retry-after': 'soon' } }],
    ['absurd', { status: 429, headers: { date, 'retry-after': '999999' } }],
    ['used up', { status: 403, headers: budgetHeaders(0, T0 + 90_000, T0) }],
    ['used up, reset in the past', { status: 403, headers: budgetHeaders(0, T0 - 90_000, T0) }],
    ['used up, reset absurd', { status: 403, headers: budgetHeaders(0, T0 + 10 * 3_600_000, T0) }],
    ['secondary by its text', { status: 403, headers: { date }, message: 'You have exceeded a secondary rate limit.' }],
    ['no permission', { status: 403, headers: { date }, message: 'Resource not accessible by integration' }],
  ];

  it('says what each answer asks for', () => {
    expect(Object.fromEntries(answers.map(([name, answer]) => [name, blockedFor(answer)]))).toMatchInlineSnapshot(`
      {
        "403 with retry-after": "60000 ms: GitHub asked for a pause (retry-after: 60)",
        "absurd": "GitHub asked for a pause that no limit of its own explains (retry-after: 999999)",
        "an HTTP date, by the server clock": "30000 ms: GitHub asked for a pause (retry-after: Sat, 21 Nov 2026 12:10:30 GMT)",
        "garbage": "60000 ms: GitHub's secondary rate limit",
        "negative": "1000 ms: GitHub asked for a pause (retry-after: -5)",
        "no permission": "not blocked",
        "secondary by its text": "60000 ms: GitHub's secondary rate limit",
        "seconds": "7000 ms: GitHub asked for a pause (retry-after: 7)",
        "used up": "91000 ms: the token's requests are used up until 2026-11-21T12:01:30Z",
        "used up, reset absurd": "GitHub says that the token's requests are used up until 2026-11-21T22:00:00Z, which no limit of its own explains",
        "used up, reset in the past": "1000 ms: the token's requests are used up until 2026-11-21T11:58:30Z",
        "zero": "1000 ms: GitHub asked for a pause (retry-after: 0)",
      }
    `);
  });

  it('doubles the pause without a stated end, then gives up, and says so', () => {
    let state = fresh();
    let now = T0;
    const pauses: number[] = [];
    while (state.hopeless === undefined && pauses.length < 10) {
      state = exchange(state, now, { status: 429, headers: { date: httpDate(now) } });
      if (state.hopeless !== undefined) break;
      const admission = admit(state, READ, now);
      if (admission.go) throw new Error('not blocked');
      pauses.push((admission.at - now) / 60_000);
      now = admission.at;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16]);
    expect(state.hopeless).toBe("GitHub's secondary rate limit did not end after 5 pauses");
  });

  it('counts requests that were refused together as one', () => {
    let state = fresh();
    for (let n = 0; n < 4; n++) state = sendNow(state, 'read', T0);
    for (let n = 0; n < 4; n++) state = learn(state, { sentAt: T0, status: 429, headers: { date } }, T0 + 10 + n);
    expect(state.strikes).toBe(1);
    expect(admit(state, READ, T0 + 20)).toMatchObject({ go: false, at: T0 + 60_013 });
  });

  it('asks less and less often where the stated end is none: retry-after 0, or a reset that has passed', () => {
    const endless: Omit<AnswerFacts, 'sentAt'>[] = [
      { status: 429, headers: { date, 'retry-after': '0' } },
      { status: 403, headers: budgetHeaders(0, T0 - 90_000, T0) },
    ];
    for (const answer of endless) {
      let state = fresh();
      let now = T0;
      const pausesS: number[] = [];
      while (pausesS.length < 8) {
        state = exchange(state, now, { ...answer, headers: { ...answer.headers, date: httpDate(now) } });
        const admission = admit(state, READ, now);
        if (admission.go) throw new Error('not blocked');
        pausesS.push((admission.at - now) / 1_000);
        now = admission.at;
      }
      expect(pausesS).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    }
  });

  it('begins anew after a success', () => {
    let state = exchange(fresh(), T0, { status: 429, headers: { date } });
    state = exchange(state, T0 + 60_000, { status: 200, headers: {} });
    expect(state).toMatchObject({ strikes: 0 });
    expect(state.blocked).toBeUndefined();
  });

  it('is not undone by a success that was sent before it', () => {
    let state = sendNow(sendNow(fresh(), 'read', T0), 'read', T0);
    state = learn(state, { sentAt: T0, status: 429, headers: { 'retry-after': '30' } }, T0 + 5);
    state = learn(state, { sentAt: T0, status: 200, headers: {} }, T0 + 6);
    expect(admit(state, READ, T0 + 7)).toMatchObject({ go: false, at: T0 + 30_005, hold: 'blocked' });
  });

  it('sends nothing before the stated end and waits at most two hours, whatever the header says (property)', () => {
    const header = fc.oneof(
      fc.integer({ min: -10, max: 10_000_000 }).map(String),
      fc.string(),
      fc.integer({ min: -7_200, max: 90_000 }).map((s) => httpDate(T0 + s * 1_000)),
    );
    fc.assert(
      fc.property(header, fc.constantFrom(403, 429), (retryAfter, status) => {
        const state = exchange(fresh(), T0, { status, headers: { date, 'retry-after': retryAfter } });
        if (state.hopeless !== undefined) return;
        const admission = admit(state, READ, T0);
        if (admission.go) throw new Error('not blocked');
        expect(admission.at - T0).toBeGreaterThanOrEqual(1_000);
        expect(admission.at - T0).toBeLessThanOrEqual(LONGEST_PAUSE_MS);
        if (/^\d+$/.test(retryAfter)) expect(admission.at).toBeGreaterThanOrEqual(T0 + Number(retryAfter) * 1_000);
      }),
    );
  });
});
