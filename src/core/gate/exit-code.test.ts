import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../result.ts';
import { exitCodeOf, parseFailOn } from './exit-code.ts';

describe('exitCodeOf', () => {
  it('gives every outcome its code when it is named', () => {
    expect(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, exitCodeOf(outcome, OUTCOMES).code]))).toEqual({
      error: 1,
      aborted: 143,
      invalid: 6,
      failed: 6,
      breached: 3,
      regressed: 4,
      inconclusive: 5,
      suspended: 7,
      passed: 0,
    });
  });

  it('by default fails on breached, regressed, failed and invalid only', () => {
    expect(OUTCOMES.filter((outcome) => exitCodeOf(outcome).code === 0)).toEqual(['inconclusive', 'suspended', 'passed']);
    expect(exitCodeOf('inconclusive').warning).toBe(
      'the outcome is inconclusive, which does not fail because fail-on names only breached, regressed, failed, invalid',
    );
    expect(exitCodeOf('passed').warning).toBeUndefined();
  });

  it('fails on error and on being aborted whatever is named', () => {
    expect(exitCodeOf('error', []).code).toBe(1);
    expect(exitCodeOf('aborted', [], 'SIGINT').code).toBe(130);
    expect(exitCodeOf('aborted', [], 'SIGTERM').code).toBe(143);
    expect(exitCodeOf('failed', [])).toEqual({ code: 0, warning: 'the outcome is failed, which does not fail because fail-on names only nothing' });
  });
});

describe('parseFailOn', () => {
  it('reads names', () => {
    expect(parseFailOn('breached, failed\ninvalid breached')).toEqual({ ok: true, failOn: ['breached', 'failed', 'invalid'] });
    expect(parseFailOn('none')).toEqual({ ok: true, failOn: [] });
  });

  it('refuses what is no outcome, and emptiness', () => {
    expect(parseFailOn('breached,passed,broken')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('fail-on: got "passed", "broken"; it takes error'),
    });
    expect(parseFailOn('  ')).toMatchObject({ ok: false });
  });
});
