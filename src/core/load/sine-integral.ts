import type { Arrivals } from '../plan/plan.ts';
import { perMs } from './per-ms.ts';
import type { RateIntegral } from './rate-integral.ts';

type Sine = Extract<Arrivals, { readonly shape: 'sine' }>;

/** Arrivals up to which an instant is solved; the bar is 1e-6. */
const TOLERANCE = 1e-8;
const MOST_STEPS = 80;

/**
 * Integrates `mean + amplitude · sin(2π (t + phase) / period)`, which never is below 0:
 * `Λ(t) = mean·t + amplitude · period / 2π · (cos(2π phase / period) − cos(2π (t + phase) / period))`. It has no inverse in closed form, so Newton's steps look for
 * the instant, with bisection where they would leave the bracket or the rate is 0.
 */
export function integrateSine(sine: Sine): RateIntegral {
  const [mean, amplitude] = [perMs(sine.mean), perMs(sine.amplitude)];
  const { periodMs, phaseMs, durationMs } = sine;
  const turn = (2 * Math.PI) / periodMs;
  const start = Math.cos(turn * phaseMs);
  const dueAt = (t: number): number => mean * t + (amplitude / turn) * (start - Math.cos(turn * (t + phaseMs)));
  const rateAt = (t: number): number => mean + amplitude * Math.sin(turn * (t + phaseMs));
  const instantOf = (due: number): number => {
    let [low, high] = [0, durationMs];
    if (due <= 0) return 0;
    let t = Math.min(durationMs, due / mean);
    for (let step = 0; step < MOST_STEPS; step++) {
      const miss = dueAt(t) - due;
      if (Math.abs(miss) <= TOLERANCE) break;
      if (miss > 0) high = t;
      else low = t;
      const newton = t - miss / rateAt(t);
      t = newton > low && newton < high ? newton : (low + high) / 2;
    }
    return t;
  };
  return { durationMs, total: dueAt(durationMs), dueAt, instantOf };
}
