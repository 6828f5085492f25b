import { seededRandom } from '../../src/core/random.ts';

/** When a process is killed. Milliseconds are real ones, but for `later`. */
export type Moment =
  /** So long after its start. */
  | { readonly at: 'start'; readonly afterMs: number }
  /** So long after its start on the session's clock. */
  | { readonly at: 'later'; readonly afterMs: number }
  /** So long after its n-th dispatch (from 1) has come in at the server: the answer is on its way, or the next request is about to leave. */
  | { readonly at: 'dispatch'; readonly n: number; readonly afterMs: number }
  /** So long after its n-th request of any kind has come in. */
  | { readonly at: 'request'; readonly n: number; readonly afterMs: number }
  /** So long after the first file of the reports has appeared. */
  | { readonly at: 'reports'; readonly afterMs: number };

/** One life of the Action: the step that is started, and when it is killed. */
export interface Life {
  readonly step: 'main' | 'post';
  readonly kill: Moment;
}

/** A session that is killed again and again, then left alone. Everything about it follows from seed and number. */
export interface KillPlan {
  readonly name: string;
  readonly model: 'closed' | 'open';
  readonly runs: number;
  readonly concurrency: number;
  /** With the artifact service, so that upload and checkpoints are interrupted as well. */
  readonly artifacts: boolean;
  readonly lives: readonly Life[];
}

/**
 * What the n-th session of a seed has to go through: bursts of early kills, kills around a dispatch, at any request, at any time and while the
 * reports are written; one life in ten is a post step.
 *
 * @param n from 0
 * @param kills how many of them; the last one hits the reports
 */
export function killPlan(seed: string, n: number, kills: number): KillPlan {
  const random = seededRandom(`${seed}/${n}`);
  const whole = (from: number, to: number): number => from + Math.floor(random.next() * (to - from + 1));
  const moment = (): Moment => {
    const kind = random.next();
    if (kind < 0.2) return { at: 'start', afterMs: whole(1, 500) };
    if (kind < 0.4) return { at: 'later', afterMs: whole(400, 5_000) };
    // Around its answer, some milliseconds later, and around the next one.
    if (kind < 0.65) return { at: 'dispatch', n: whole(1, 3), afterMs: whole(0, 12) };
    if (kind < 0.8) return { at: 'dispatch', n: whole(1, 3), afterMs: whole(330, 370) };
    return { at: 'request', n: whole(1, 25), afterMs: whole(0, 8) };
  };
  const lives: Life[] = [];
  while (lives.length < kills - 1) {
    if (random.next() < 0.08) {
      // Hard on each other's heels.
      for (let i = whole(2, 4); i > 0 && lives.length < kills - 1; i--) lives.push({ step: 'main', kill: { at: 'start', afterMs: whole(1, 350) } });
    } else if (lives.length > 0 && random.next() < 0.1) {
      lives.push({
        step: 'post',
        kill: random.next() < 0.5 ? { at: 'start', afterMs: whole(50, 1_500) } : { at: 'request', n: whole(1, 8), afterMs: whole(0, 8) },
      });
    } else lives.push({ step: 'main', kill: moment() });
  }
  lives.push({ step: 'main', kill: { at: 'reports', afterMs: whole(0, 25) } });
  const model = random.next() < 0.6 ? 'closed' : 'open';
  return { name: `${seed}/${n}`, model, runs: whole(14, 30), concurrency: whole(2, 6), artifacts: random.next() < 0.25, lives };
}

/** For people: `main, 8 ms after dispatch 2`. */
export function lifeText({ step, kill }: Life): string {
  if (kill.at === 'start' || kill.at === 'later') return `${step}, ${kill.afterMs} ms after its start`;
  if (kill.at === 'reports') return `${step}, ${kill.afterMs} ms after the first report`;
  return `${step}, ${kill.afterMs} ms after ${kill.at} ${kill.n}`;
}
