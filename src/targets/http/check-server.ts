import type { HttpSpec, Plan, Unit } from '../../core/plan/plan.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import type { Problem } from '../../ports/target.ts';
import { ask, type Server } from './http-exchange.ts';

/** What a look at a server showed. */
export type Health =
  | { readonly ok: true; readonly knowsExecutions: boolean; readonly warnings: readonly string[] }
  /** `unhealthy`: it is the server's fault, not the plan's or the token's. */
  | { readonly ok: false; readonly problem: Problem; readonly unhealthy: boolean };

/** How servers call themselves unwell. */
const UNWELL = /^(unhealthy|down|error|fail(ed|ing)?|critical|not[ _-]?ok|unavailable)$/i;

/**
 * Looks whether the server can run anything, before anything is sent: `GET /health`, and, where it knows executions, whether the token is taken.
 *
 * @param tokenName variable that the token came from, or would have
 */
export async function checkServer(server: Server, tokenName: string, count: (endpoint: string) => void, signal: StopSignal): Promise<Health> {
  const { url, token } = server;
  const start = `start it (npx runner-harness serve), or mend target.http.url`;
  count('health');
  const health = await ask(server, { method: 'GET', path: '/health', answerMs: 10_000 }, signal);
  if (health.kind === 'failed')
    return { ok: false, unhealthy: true, problem: { message: `the command server at ${url} can't be reached: ${health.why}`, fix: start } };
  if (health.status === 401 || health.status === 403) return denied(url, health.why, tokenName, token);
  if (health.status < 200 || health.status > 299) {
    return {
      ok: false,
      unhealthy: true,
      problem: { message: `the command server at ${url} is not well: GET /health answered ${health.why}`, fix: start },
    };
  }
  const { status, features } = (health.json ?? {}) as { status?: unknown; features?: unknown };
  if (typeof status === 'string' && UNWELL.test(status))
    return {
      ok: false,
      unhealthy: true,
      problem: { message: `the command server at ${url} says of itself that it is "${status}"`, fix: 'look at its log' },
    };
  const knowsExecutions = Array.isArray(features) && features.includes('executions');
  if (!knowsExecutions) {
    return {
      ok: true,
      knowsExecutions,
      warnings: [
        `${url} does not know executions by their ids: a command whose connection breaks is an infrastructure error, and none can be cancelled or found again`,
        ...clearText(server),
      ],
    };
  }
  count('executions');
  const known = await ask(server, { method: 'GET', path: '/executions?prefix=none' }, signal);
  if (known.kind === 'failed')
    return { ok: false, unhealthy: true, problem: { message: `the command server at ${url} can't be reached: ${known.why}`, fix: start } };
  if (known.status === 401 || known.status === 403) return denied(url, known.why, tokenName, token);
  if (known.status !== 200)
    return {
      ok: false,
      unhealthy: true,
      problem: { message: `the command server at ${url} is not well: GET /executions answered ${known.why}`, fix: start },
    };
  return { ok: true, knowsExecutions, warnings: clearText(server) };
}

function denied(url: string, why: string, tokenName: string, token: string | undefined): Health {
  const fix =
    token === undefined
      ? `set ${tokenName} to the token that the server printed when it started`
      : `the token in ${tokenName} is another one than the server printed when it started`;
  return { ok: false, unhealthy: false, problem: { message: `the command server at ${url} refuses us: ${why}`, fix } };
}

function clearText({ url, token }: Server): string[] {
  const { protocol, hostname } = new URL(url);
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return token === undefined || protocol === 'https:' || isLoopback
    ? []
    : [`the token travels to ${hostname} in clear text: put the server behind https, or reach it through a tunnel`];
}

/** What of a plan a command server can't do; every problem. */
export function unitProblems({ http, plan }: { readonly http: HttpSpec; readonly plan: Plan }): readonly Problem[] {
  return plan.scenarios.flatMap(({ name, units }) => units.flatMap((unit) => problemsOf(name, unit, http)));
}

function problemsOf(scenario: string, { work, workflow }: Unit, { url }: HttpSpec): Problem[] {
  const at = `scenario ${scenario}, ${workflow}`;
  if (work === undefined) return [{ message: `${at}: ${url} runs commands, not workflows`, fix: 'name a "suite", "plans" or a "command"' }];
  const local = [
    ...(work.fs === undefined ? [] : ['fs: read-only']),
    ...(work.needs === undefined || work.needs.length === 0 ? [] : ['needs']),
    ...(work.exclusive === undefined || work.exclusive.length === 0 ? [] : ['exclusive']),
  ];
  return local.map((key) => ({
    message: `${at}: "${key}" is for the local target: a command server can't see to it`,
    fix: `remove it, or take target: local`,
  }));
}
