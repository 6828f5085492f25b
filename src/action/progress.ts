import { ProgressTracker } from '../app/progress-tracker.ts';
import { describeScenario } from '../core/plan/describe-scenario.ts';
import type { JournalEntry, StopReason } from '../core/session/event.ts';
import type { Session } from '../core/session/session.ts';
import { SECOND_MS } from '../core/time.ts';
import type { Clock } from '../ports/clock.ts';
import { renderProgressPlain } from '../reports/progress.ts';
import type { Console } from './console.ts';

/** Between two lines of the log when nothing else happens. */
const EVERY_MS = 30 * SECOND_MS;

/** What becomes of the runs that are open when a session stops. */
function stopMeans({ kind }: StopReason): string {
  if (kind === 'suspended' || kind === 'fenced') return 'go on';
  return kind === 'journal' ? 'are watched to their end' : 'are cancelled';
}

/** A session as lines of a log: milestones as they come, and every 30 s where it stands. */
export class Progress {
  readonly #console: Console;
  readonly #clock: Clock;
  readonly #requests: () => number;
  readonly #tracker = new ProgressTracker();

  /** @param requests how many were sent up to now */
  constructor(console: Console, clock: Clock, requests: () => number) {
    this.#console = console;
    this.#clock = clock;
    this.#requests = requests;
  }

  /** Prints the regular lines until the returned function is called. */
  start(): () => void {
    const timer = setInterval(() => this.#standing(), EVERY_MS);
    return () => clearInterval(timer);
  }

  /** To be told every event. */
  onEvent(entry: JournalEntry, session: Session): void {
    this.#tracker.take(entry, session);
    const { event } = entry;
    const { line } = this.#console;
    switch (event.type) {
      case 'controller_started':
        if (event.epoch > 1)
          line(`Going on with session ${session.id}: ${session.slots.size} runs came due before, ${session.open.size} of them are open`);
        return;
      case 'prepared':
        line(`Session ${session.id}: ${event.target}`);
        // As annotations they come with the result.
        for (const warning of event.warnings) line(`Warning: ${warning}`);
        return;
      case 'scenario_started': {
        const scenario = session.plan.scenarios[event.scenario];
        if (scenario !== undefined) line(`Scenario ${scenario.name}: ${describeScenario(scenario)}`);
        return;
      }
      case 'refused':
        return line(`Run ${event.slot} was refused: ${event.why}`);
      case 'ambiguous':
        return line(`Run ${event.slot} got no clear answer (${event.why}): looking for it before anything is sent again`);
      case 'breached':
        return line(`Breached: ${event.reason}${event.abort ? ': nothing more is sent, and what has not begun is cancelled' : ''}`);
      case 'extra_run':
        return line(`Run ${event.runId} stands beside the plan and is cancelled: ${event.why} ${event.url}`);
      case 'warned':
        return line(`Warning: ${event.message}`);
      case 'stopping':
        return line(`Stopping: nothing more is sent, ${session.open.size} open runs ${stopMeans(event.reason)}`);
      case 'suspended':
        return line(`Suspended: session ${session.id} waits for the next job, with ${session.open.size} runs open`);
      case 'scenario_ended':
        return this.#standing(event.scenario);
      default:
        return;
    }
  }

  #standing(scenario?: number): void {
    const view = this.#tracker.view(this.#clock.now(), this.#requests(), scenario);
    if (view !== undefined) this.#console.line(renderProgressPlain(view));
  }
}
