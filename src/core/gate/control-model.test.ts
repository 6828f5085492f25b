import { describe, expect, it } from 'vitest';
import { nextNormal, seededRandom } from '../random.ts';
import { fitControl, median } from './control-model.ts';

const random = seededRandom('control');
const normal = (sd: number): number => sd * nextNormal(random);

describe('fitControl', () => {
  it.each([0, 0.5, 1])('finds that a series follows its siblings by %f', (beta) => {
    const control = Array.from({ length: 60 }, () => normal(0.1));
    const { beta: found, sigma } = fitControl({ own: control.map((value) => 7 + beta * value + normal(0.01)), control });
    expect(Math.abs(found - beta)).toBeLessThan(0.06);
    expect(sigma).toBeGreaterThan(0.006);
    expect(sigma).toBeLessThan(0.015);
  });

  it('is not moved by a few wild runs', () => {
    const control = Array.from({ length: 60 }, () => normal(0.1));
    const own = control.map((value, i) => value + normal(0.01) + (i % 20 === 0 ? 1 : 0));
    expect(Math.abs(fitControl({ own, control }).beta - 1)).toBeLessThan(0.1);
  });

  it('supposes what is usual while the siblings stand still', () => {
    const { beta } = fitControl({ own: Array.from({ length: 20 }, () => normal(0.05)), control: Array.from({ length: 20 }, () => normal(0.0001)) });
    expect(Math.abs(beta - 0.8)).toBeLessThan(0.05);
  });

  it('describes a series without siblings by its median', () => {
    expect(fitControl({ own: [1, 2, 9], control: undefined })).toEqual({ beta: 0, level: 2, residuals: [-1, 0, 7], sigma: 1.4826 });
  });
});

it('the median of nothing is 0, of two their middle', () => {
  expect([median([]), median([1, 3])]).toEqual([0, 2]);
});
