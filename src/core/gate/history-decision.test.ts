import { describe, expect, it } from 'vitest';
import { nextNormal, seededRandom } from '../random.ts';
import { decideByHistory } from './history-decision.ts';

/** Forty runs on machines whose speed differs by 10 % from run to run; the benchmark itself scatters by 1 %. */
function past(seed: string): { readonly own: number[]; readonly control: number[] } {
  const random = seededRandom(seed);
  const control = Array.from({ length: 40 }, () => 0.1 * nextNormal(random));
  return { control, own: control.map((mood) => 5 + mood + 0.01 * nextNormal(random)) };
}

describe('decideByHistory', () => {
  const { own, control } = past('machines');

  it('does not blame the benchmark for a slow machine', () => {
    const decision = decideByHistory({ own, now: 5.15, control: { before: control, now: 0.15 } }, 0.02);
    expect(decision.deviation).toBeLessThan(decision.worseFrom);
    expect(Math.abs(decision.deviation)).toBeLessThan(0.03);
  });

  it('sees 10 % that the siblings do not share', () => {
    const decision = decideByHistory({ own, now: 5.1, control: { before: control, now: 0 } }, 0.02);
    expect(decision.deviation).toBeGreaterThan(decision.worseFrom);
    expect(decision.pWorse).toBeCloseTo(1 / 41, 12);
    expect(decision.mde).toBeLessThan(Math.log(1.1));
  });

  it('without siblings it could not have', () => {
    const decision = decideByHistory({ own, now: 5.1 }, 0.02);
    expect(decision.deviation).toBeLessThan(decision.worseFrom);
    expect(decision.mde).toBeGreaterThan(Math.log(1.25));
  });

  it('does not follow the line to where the siblings never stood', () => {
    expect(decideByHistory({ own, now: 6, control: { before: control, now: 1 } }, 0.02).strange).toBe(true);
    expect(decideByHistory({ own, now: 5, control: { before: control, now: 0 } }, 0.02).strange).toBe(false);
  });

  it('asks for more than anything that was seen, whatever the distribution', () => {
    const wild = Array.from({ length: 40 }, (_, i) => (i === 7 ? 0.5 : 0));
    const decision = decideByHistory({ own: wild, now: 0.5 }, 0.02);
    expect(decision.deviation).toBeLessThan(decision.worseFrom);
    expect(decideByHistory({ own: wild, now: 0.6 }, 0.02).deviation).toBeGreaterThan(decision.worseFrom);
  });

  it('looks at the last forty runs only', () => {
    const before = Array.from({ length: 60 }, () => 9);
    const decision = decideByHistory({ own: [...before, ...own], now: 5 }, 0.02);
    expect(decision.runs).toBe(40);
    expect(Math.abs(decision.deviation)).toBeLessThan(0.2);
  });
});
