import { createFleet } from '../../src/core/fleet/fleet.ts';
import { seededRandom } from '../../src/core/random.ts';

/** Probability that an arrival has to wait in M/M/c with offered load `a` = λ ÷ μ (Erlang's second formula). */
export function erlangC(c: number, a: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < c; k++) {
    term *= a / k;
    sum += term;
  }
  const last = ((term * a) / c) * (c / (c - a));
  return last / (sum + last);
}

/** Arrivals of one fleet: it keeps every job, and a fleet a million jobs is one too many. */
const LOT = 200_000;
/** Left out at the beginning of each lot, in which the fleet fills. */
const FILLING = 2_000;

/**
 * Plays M/M/c on the fleet model: Poisson arrivals, exponential work of mean 1,000.
 *
 * @returns mean wait as played and by Erlang C, and by how much, as a fraction, the mean number in the system differs from arrival rate × mean time in it
 *   (Little's law), the number counted at even distances of time
 */
export function meanWait(c: number, load: number, arrivals: number): { readonly wait: number; readonly erlang: number; readonly little: number } {
  const gap = 1_000 / (c * load);
  let [waits, counted, little] = [0, 0, 0];
  for (let lot = 0; lot * LOT < arrivals; lot++) {
    const random = seededRandom(`M/M/${c} at ${load}: ${lot}`);
    const exponential = (mean: number): number => -mean * Math.log(1 - random.next());
    const fleet = createFleet({ pools: [{ name: 'linux', labels: ['linux'], runners: c, startupMs: 0 }], failureRate: 0, seed: 1, maxQueueMs: 1e12 });
    let at = 0;
    let [seen, looks, lookAt] = [0, 0, 0];
    for (let i = 0; i < LOT; i++) {
      at += exponential(gap);
      // Looks at even distances, as somebody would who only counts.
      for (; lookAt <= at; lookAt += gap) {
        fleet.advanceTo(lookAt);
        if (i < FILLING) continue;
        const { queued, busy } = fleet.load();
        seen += queued + busy;
        looks += 1;
      }
      fleet.submit(at, { id: `${i}`, labels: ['linux'], workMs: exponential(1_000) });
    }
    for (let next = fleet.nextEventAt(); next !== undefined; next = fleet.nextEventAt()) fleet.advanceTo(next);
    let spans = 0;
    for (let i = FILLING; i < LOT; i++) {
      const { queuedAt = 0, startedAt = 0, completedAt = 0 } = fleet.job(`${i}`) ?? {};
      waits += startedAt - queuedAt;
      counted += 1;
      spans += completedAt - queuedAt;
    }
    // Arrivals per time as they came.
    const rate = (LOT - FILLING) / (looks * gap);
    little = Math.max(little, Math.abs(seen / looks / (rate * (spans / (LOT - FILLING))) - 1));
  }
  const a = c * load;
  return { wait: waits / counted, erlang: (erlangC(c, a) * 1_000) / (c - a), little };
}
