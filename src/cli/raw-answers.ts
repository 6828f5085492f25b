import type { JournalEntry, SessionEvent } from '../core/session/event.ts';
import { conclusionEntry } from '../core/session/ledger.ts';
import type { Session } from '../core/session/session.ts';
import type { JobRecord, Observation } from '../core/timing/records.ts';
import { type RawExchange, readRawLog } from '../stores/raw-log/raw-log.ts';
import { jobPage, listedRun, observationOf, runPage } from '../targets/github/shapes.ts';

interface Seen<T> {
  readonly at: number;
  readonly value: T;
}

/** What GitHub answered in a session, by run, in the order of time. */
export class RawAnswers {
  readonly #runs = new Map<string, Seen<Observation>[]>();
  readonly #jobs = new Map<string, Seen<readonly JobRecord[]>[]>();
  count = 0;

  /** Reads `raw.ndjson.gz`. */
  static async read(path: string): Promise<RawAnswers> {
    const answers = new RawAnswers();
    for await (const exchange of readRawLog(path)) answers.#take(exchange);
    return answers;
  }

  /** The event as it follows from the answers; one that does not come from an answer, or whose answer was not kept, as it is. */
  reread({ at, event }: JournalEntry, session: Session | undefined): SessionEvent {
    switch (event.type) {
      case 'observed': {
        const observation = this.#runAt(event.observation.runId, at);
        return observation === undefined ? event : { ...event, observation };
      }
      case 'details': {
        const run = this.#runAt(event.runId, at) ?? event.run;
        const jobs = this.#jobsUntil(event.runId, at);
        return { ...event, run, jobs: jobs.length === 0 ? event.jobs : jobs };
      }
      case 'settled': {
        const runId = session?.slots.get(event.slot)?.runId;
        const run = runId === undefined ? undefined : session?.runs.get(runId);
        const conclusion = run?.details?.run.conclusion;
        // What the controller itself decided (cancelled, gave up) is no answer of GitHub's.
        if (conclusion === undefined || conclusion === null || run?.cancel !== undefined) return event;
        const { box, hint } = conclusionEntry(conclusion);
        const reason = hint ?? (box === 'succeeded' ? undefined : `concluded as ${conclusion}`);
        return { type: 'settled', slot: event.slot, box, ...(reason === undefined ? {} : { reason }) };
      }
      default:
        return event;
    }
  }

  #take({ at, endpoint, url, status, body }: RawExchange): void {
    this.count += 1;
    if (status !== 200 || !endpoint.startsWith('GET ')) return;
    if (endpoint.endsWith('/runs')) for (const run of runPage(JSON.parse(body))) this.#note(this.#runs, run.runId, at, observationOf(run));
    else if (endpoint.endsWith('/runs/{run_id}')) {
      const run = listedRun(JSON.parse(body));
      this.#note(this.#runs, run.runId, at, observationOf(run));
    } else if (endpoint.endsWith('/jobs')) {
      const runId = /\/runs\/(\d+)\//.exec(url)?.[1];
      if (runId !== undefined) this.#note(this.#jobs, runId, at, jobPage(JSON.parse(body)));
    }
  }

  #note<T>(map: Map<string, Seen<T>[]>, runId: string, at: number, value: T): void {
    const list = map.get(runId);
    if (list === undefined) map.set(runId, [{ at, value }]);
    else list.push({ at, value });
  }

  /** The last that was known of a run at an instant. */
  #runAt(runId: string, at: number): Observation | undefined {
    return this.#runs.get(runId)?.findLast((seen) => seen.at <= at)?.value;
  }

  /** All jobs that were told until an instant, each as it was told last. */
  #jobsUntil(runId: string, at: number): readonly JobRecord[] {
    const jobs = new Map<string, JobRecord>();
    for (const seen of this.#jobs.get(runId) ?? []) if (seen.at <= at) for (const job of seen.value) jobs.set(job.id, job);
    return [...jobs.values()];
  }
}
