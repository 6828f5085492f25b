import type { ProgressTracker } from '../../app/progress-tracker.ts';
import { describeScenario } from '../../core/plan/describe-scenario.ts';
import type { JournalEntry } from '../../core/session/event.ts';
import type { Session } from '../../core/session/session.ts';
import { terminalText } from '../../reports/escape/log.ts';
import { renderProgressPlain } from '../../reports/progress.ts';
import type { Out } from '../world.ts';
import { LiveRegion } from './live-region.ts';
import { renderProgressRegion } from './progress-region.ts';

/** Real time between two drawings on a terminal, and between two lines in a log. */
const REDRAW_MS = 125;
const PLAIN_EVERY_MS = 30_000;

export interface ProgressOptions {
  readonly out: Out;
  readonly tracker: ProgressTracker;
  /** The session's clock. */
  readonly now: () => number;
  readonly requests: () => number;
  readonly colour: boolean;
  /** Draw in place, or print lines? */
  readonly live: boolean;
}

/** Shows a session while it runs: in place on a terminal, in plain lines in a log. */
export class ProgressDisplay implements Disposable {
  readonly #options: ProgressOptions;
  readonly #region: LiveRegion | undefined;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#region = options.live ? new LiveRegion(options.out) : undefined;
    this.#timer = setInterval(() => this.#tick(), options.live ? REDRAW_MS : PLAIN_EVERY_MS);
  }

  /** A line that stays. */
  say(text: string): void {
    if (this.#region !== undefined) this.#region.print(text);
    else this.#options.out.write(`${text}\n`);
  }

  /** Takes in an event that the session and the tracker already know. */
  take({ event }: JournalEntry, session: Session): void {
    const line = milestone(event, session);
    if (line !== undefined) this.say(line);
    if (event.type === 'scenario_ended') this.#closeScenario(event.scenario);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#region?.clear();
  }

  #tick(): void {
    const { tracker, now, requests, out, colour } = this.#options;
    const view = tracker.view(now(), requests());
    if (view === undefined) return;
    if (this.#region === undefined) out.write(`${renderProgressPlain(view)}\n`);
    else this.#region.draw(renderProgressRegion(view, { columns: out.columns(), colour }));
  }

  /** The last state of a scenario stays on the screen. */
  #closeScenario(index: number): void {
    const { tracker, now, requests, out, colour } = this.#options;
    const view = tracker.view(now(), requests(), index);
    if (view === undefined) return;
    if (this.#region === undefined) out.write(`${renderProgressPlain(view)}\n`);
    else for (const line of renderProgressRegion(view, { columns: out.columns(), colour })) this.#region.print(line);
  }
}

/** What a person wants to read when it happens; everything else is in the counts. */
function milestone(event: JournalEntry['event'], session: Session): string | undefined {
  switch (event.type) {
    case 'controller_started':
      return event.epoch > 1
        ? `Going on with session ${session.id} and the plan "${terminalText(session.plan.name, 60)}" that it began with: it had no end mark`
        : undefined;
    case 'prepared':
      return [`Session ${session.id} on ${terminalText(event.target, 200)}`, ...event.warnings.map((warning) => `! ${terminalText(warning)}`)].join(
        '\n',
      );
    case 'scenario_started': {
      const scenario = session.plan.scenarios[event.scenario];
      return scenario === undefined ? undefined : `${terminalText(scenario.name)}: ${terminalText(describeScenario(scenario))}`;
    }
    case 'refused':
      return `✗ run ${event.slot} was refused: ${terminalText(event.why)}`;
    case 'ambiguous':
      return `? run ${event.slot} got no clear answer (${terminalText(event.why)}): looking for it before anything is sent again`;
    case 'breached':
      return `✗ ${terminalText(event.reason)}${event.abort ? ': nothing more is sent, and what has not begun is cancelled' : ''}`;
    case 'extra_run':
      return `! run ${terminalText(event.runId, 40)} stands beside the plan and is cancelled: ${terminalText(event.why)}`;
    case 'warned':
      return `! ${terminalText(event.message)}`;
    default:
      return undefined;
  }
}
