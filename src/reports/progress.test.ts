import { expect, test } from 'vitest';
import { displayWidth } from './escape/truncate.ts';
import { type ProgressView, renderProgressLine, renderProgressPlain } from './progress.ts';

const VIEW: ProgressView = {
  scenario: 'steady',
  scenarioNumber: 1,
  scenarios: 2,
  planned: 50,
  issued: 31,
  queued: 3,
  running: 8,
  done: { succeeded: 18, failed: 2, cancelled: 0, timed_out: 0, shed: 0, lost: 0, excluded: 0 },
  queueP50S: 3.25,
  queueP95S: 21,
  elapsedMs: 184_000,
  remainingMs: 120_000,
  requests: 61,
};

test('a terminal gets a bar, the counts, and the time', () => {
  expect(renderProgressLine(VIEW, 140)).toBe(
    '1/2 steady  ████████▒▒▒▒░░░░░░░░  20/50 · 8 running · 3 queued · 2 failed · queue p50 3.25 s, p95 21 s · 3m4s, about 2m left',
  );
});

test('a narrow terminal loses what matters least, never the count and the time', () => {
  for (const columns of [60, 80, 100]) {
    const line = renderProgressLine({ ...VIEW, limitedForMs: 42_000 }, columns);
    expect(displayWidth(line)).toBeLessThanOrEqual(columns);
    expect(line).toContain('20/50');
    expect(line).toContain('3m4s');
  }
  expect(displayWidth(renderProgressLine(VIEW, 20))).toBeLessThanOrEqual(20);
});

test('a log gets every count', () => {
  expect(renderProgressPlain({ ...VIEW, limitedForMs: 42_000 })).toBe(
    '1/2 steady: 20 of 50 runs done · 8 running · 3 queued · 19 to come · 2 failed · waiting 42s for a rate limit · ' +
      'queue p50 3.25 s, p95 21 s · 3m4s, about 2m left · 61 requests',
  );
});

test('before anything has happened, nothing is invented', () => {
  const { queueP50S: _50, queueP95S: _95, remainingMs: _eta, ...rest } = VIEW;
  const start = {
    ...rest,
    scenarios: 1,
    issued: 0,
    queued: 0,
    running: 0,
    elapsedMs: 0,
    requests: 1,
    done: { ...VIEW.done, succeeded: 0, failed: 0 },
  };
  expect(renderProgressPlain(start)).toBe('steady: 0 of 50 runs done · 0 running · 0 queued · 50 to come · 0ms · 1 request');
});

test('a scenario’s name is one inert line', () => {
  expect(renderProgressPlain({ ...VIEW, scenarios: 1, scenario: '::error::x\n\u001b[2J' })).toMatch(/^:\u200b:error::x : 20 of/);
});
