import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/create-simulator.ts';
import type { Answer } from './openapi-validator.ts';

/** A clock that stands still until it is told to move. */
export interface HandClock {
  now(): number;
  sleepUntil(at: number): Promise<void>;
  advance(ms: number): void;
}

export function handClock(startAt = Date.UTC(2026, 10, 21, 10)): HandClock {
  let at = startAt;
  return {
    now: () => at,
    sleepUntil: async (until) => {
      at = Math.max(at, until);
    },
    advance: (ms) => {
      at += ms;
    },
  };
}

/** An answer as the client got it. */
export interface Reply extends Answer {
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into answers whose shape they assert themselves
  readonly json: any;
}

export interface SimulatorClient extends AsyncDisposable {
  readonly github: Simulator;
  readonly clock: HandClock;
  /** Every answer of {@link call}, in order. */
  readonly answers: Reply[];
  /** Sends one request over real HTTP, redirects not followed. `path` begins behind the base, e.g. `/rate_limit`. */
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** `call` under `/repos/octo/fleet`. */
  repo(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Dispatches and returns the id of the newest run. */
  dispatch(workflow: string, inputs?: Readonly<Record<string, unknown>>): Promise<number>;
}

export async function simulatorClient(
  options: Partial<SimulatorOptions> & { readonly base?: '' | '/api/v3'; readonly version?: string } = {},
): Promise<SimulatorClient> {
  const clock = handClock();
  const { base = '', version, ...rest } = options;
  const github = await createSimulator({ clock, workflowsDir: 'workflows-under-test', ...rest });
  const answers: Reply[] = [];
  const client: SimulatorClient = {
    github,
    clock,
    answers,
    async call(method, path, body, headers = {}) {
      const response = await fetch(`${github.url}${base}${path}`, {
        method,
        redirect: 'manual',
        headers: { authorization: 'token t', ...(version === undefined ? {} : { 'x-github-api-version': version }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const contentType = response.headers.get('content-type') ?? '';
      const reply = {
        method,
        path: path.split('?')[0] ?? path,
        ...(version === undefined ? {} : { version }),
        status: response.status,
        contentType,
        body: text,
        headers: response.headers,
        json: /json/.test(contentType) && text !== '' ? JSON.parse(text) : undefined,
      };
      answers.push(reply);
      return reply;
    },
    repo: (method, path, body, headers) => client.call(method, `/repos/octo/fleet${path}`, body, headers),
    async dispatch(workflow, inputs = {}) {
      const reply = await client.repo('POST', `/actions/workflows/${workflow}/dispatches`, { ref: 'main', inputs });
      if (reply.status >= 300) throw new Error(`dispatch of ${workflow}: ${reply.status} ${reply.body}`);
      return github.truth().at(-1)?.id ?? 0;
    },
    [Symbol.asyncDispose]: () => github.close(),
  };
  return client;
}
