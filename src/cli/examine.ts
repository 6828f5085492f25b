import { join } from 'node:path';
import { systemClock } from '../app/system-clock.ts';
import { systemRandom } from '../app/system-random.ts';
import { planSession } from '../core/cost/plan-session.ts';
import { reservedRequests } from '../core/limits/limits.ts';
import type { Plan, Scenario, Unit } from '../core/plan/plan.ts';
import { formatDuration } from '../core/time.ts';
import { TargetError } from '../ports/target.ts';
import { terminalText } from '../reports/escape/log.ts';
import { formatPercent } from '../reports/format.ts';
import { createPaint } from '../reports/paint.ts';
import { estimateRun } from './estimate-run.ts';
import { EXIT } from './exit-code.ts';
import type { AccessOptions } from './github-access.ts';
import { openTarget } from './open-target.ts';
import type { PlanOptions } from './plan-options.ts';
import type { ReadPlan } from './plan-or-error.ts';
import type { Place } from './target-place.ts';
import { tokenKind } from './token.ts';
import { type Access, askGitHub, type TokenFacts } from './token-facts.ts';
import { UsageError } from './usage-error.ts';
import { takesColour, type World } from './world.ts';

/** Options of `doctor`. */
export interface DoctorOptions extends PlanOptions, AccessOptions {
  readonly color: boolean;
}

/** One thing that was looked at. */
interface Finding {
  /** `!`: works, but know this. */
  readonly sign: '✓' | '✗' | '!';
  readonly text: string;
  readonly fix?: string;
}

/**
 * Looks at everything that a plan needs, in the order in which it would be missed.
 *
 * @returns 0 when `run` can begin, 2 when it can't
 */
export async function examine({ plan, notes }: ReadPlan, options: DoctorOptions, world: World): Promise<number> {
  const paint = createPaint(takesColour(world, world.stdout, options.color));
  let broken = 0;
  const say = ({ sign, text, fix }: Finding): void => {
    if (sign === '✗') broken += 1;
    const tone = sign === '✓' ? 'good' : sign === '✗' ? 'bad' : 'open';
    world.stdout.write(`${paint[tone](sign)} ${terminalText(text)}\n${fix === undefined ? '' : `    ${terminalText(fix)}\n`}`);
  };
  say({ sign: '✓', text: `the plan "${plan.name}" is valid` });
  for (const note of notes) say({ sign: '!', text: note });
  const opened = await openTarget(plan, { ...options, sessionId: systemRandom.hex(8), clock: systemClock() }, world).catch((error: unknown) => {
    if (error instanceof UsageError || error instanceof TargetError) return error;
    throw error;
  });
  if (opened instanceof Error) {
    say({ sign: '✗', text: opened.message, ...(opened.fix === undefined ? {} : { fix: opened.fix }) });
    world.stdout.write(`${verdict(broken)}\n`);
    return EXIT.usage;
  }
  await using place = opened;
  const { access } = place;
  if (access === undefined) {
    // Nobody else is asked: the target itself says what it lacks.
    for (const finding of await localFindings(plan, place, world)) say(finding);
    world.stdout.write(`${verdict(broken)}\n`);
    return broken === 0 ? EXIT.ok : EXIT.usage;
  }
  say(tokenFinding(access));
  const facts = await askGitHub(access);
  const reached = facts.kind === 'answered';
  for (const finding of apiFindings(access, facts)) say(finding);
  if (reached) for (const finding of await unitFindings(plan, place, world)) say(finding);
  if (reached) say(fitFinding(plan, facts, world.cwd));
  world.stdout.write(`${verdict(broken)}\n`);
  return broken === 0 ? EXIT.ok : EXIT.usage;
}

function verdict(broken: number): string {
  if (broken === 0) return 'Ready: nothing was sent that changes anything.';
  return broken === 1 ? 'One thing must be mended first.' : `${broken} things must be mended first.`;
}

function tokenFinding(access: Access): Finding {
  if (access.from === undefined) return { sign: '✓', text: 'the embedded GitHub takes any token' };
  const { kind, note } = tokenKind(access.token);
  const text = `token from ${access.from}: ${kind}`;
  if (access.token.startsWith('ghr_')) return { sign: '✗', text, ...(note === undefined ? {} : { fix: note }) };
  return { sign: note === undefined ? '!' : '✓', text: note === undefined ? `${text}; its prefix is none of GitHub's` : `${text}; ${note}` };
}

function apiFindings(access: Access, facts: TokenFacts): Finding[] {
  if (facts.kind === 'unreachable')
    return [{ sign: '✗', text: `${access.apiUrl} can't be reached: ${facts.why}`, fix: 'check the network, the proxy (HTTPS_PROXY) and --api-url' }];
  if (facts.kind === 'refused')
    return [
      {
        sign: '✗',
        text: `${access.apiUrl} refuses the token (${facts.status}): ${facts.message}`,
        fix: 'it has expired, was revoked, or belongs to another GitHub: make a new one',
      },
    ];
  const findings: Finding[] = [{ sign: '✓', text: `${access.apiUrl} answers in ${Math.round(facts.tookMs)} ms` }];
  if (facts.scopes !== undefined) {
    const enough = facts.scopes.includes('repo') || facts.scopes.includes('public_repo');
    findings.push(
      enough
        ? { sign: '✓', text: `the token's scopes (${facts.scopes.join(', ')}) allow dispatching` }
        : {
            sign: '✗',
            text: `the token's scopes (${facts.scopes.join(', ') || 'none'}) don't allow dispatching`,
            fix: 'gh auth refresh --scopes repo, or make a token with the scope "repo"',
          },
    );
  }
  if (facts.budget === undefined) return [...findings, { sign: '✓', text: 'this server limits no requests' }];
  const { limit, remaining, resetsInMs } = facts.budget;
  const left = `${remaining} of ${limit} requests are left for the next ${formatDuration(Math.max(1_000, resetsInMs))}`;
  return [
    ...findings,
    remaining > limit * 0.2 ? { sign: '✓', text: left } : { sign: '!', text: `${left}: something else uses this token, and the run will wait` },
  ];
}

/** Each unit by itself, so that one that is wrong does not hide the others. */
async function unitFindings(plan: Plan, place: Place, world: World): Promise<Finding[]> {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const scenario of plan.scenarios) {
    for (const unit of scenario.units) {
      const id = JSON.stringify(unit);
      if (seen.has(id)) continue;
      seen.add(id);
      findings.push(...(await unitFinding(plan, scenario, unit, place, world)));
    }
  }
  return findings;
}

/** The whole plan at once: a session of that target is prepared, and nothing is run. */
async function localFindings(plan: Plan, place: Place, world: World): Promise<Finding[]> {
  const target = place.createTarget({ seed: 0, folder: join(world.cwd, 'no-session') }, () => {});
  try {
    const prepared = await target.prepare(plan, new AbortController().signal);
    if (!prepared.ok) return prepared.problems.map(({ message, fix }) => ({ sign: '✗', text: message, ...(fix === undefined ? {} : { fix }) }));
    const runs = plan.scenarios.reduce((sum, { units }) => sum + units.length, 0);
    return [
      { sign: '✓', text: `${prepared.target}: ready for ${runs} different tests` },
      ...prepared.warnings.map((text) => ({ sign: '!' as const, text })),
    ];
  } finally {
    await target.close();
  }
}

async function unitFinding(plan: Plan, scenario: Scenario, unit: Unit, place: Place, world: World): Promise<Finding[]> {
  const target = place.createTarget({ seed: 0, folder: join(world.cwd, 'no-session') }, () => {});
  try {
    const prepared = await target.prepare({ ...plan, scenarios: [{ ...scenario, units: [unit] }] }, new AbortController().signal);
    if (!prepared.ok) return prepared.problems.map(({ message, fix }) => ({ sign: '✗', text: message, ...(fix === undefined ? {} : { fix }) }));
    const facts = prepared.units[0]?.[0];
    const where = `${facts?.workflow ?? unit.workflow} in ${facts?.repository ?? unit.repository ?? 'the repository'}`;
    const findings: Finding[] = [
      { sign: '✓', text: `${where}: found, enabled, dispatchable on ${facts?.ref ?? 'its default branch'}, and its inputs fit` },
    ];
    if (facts?.keyed === true) findings.push({ sign: '✓', text: `${where}: the key of a dispatch comes back in the run's title` });
    return [...findings, ...prepared.warnings.map((text) => ({ sign: '!' as const, text }))];
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return [{ sign: '✗', text: error.message, ...(error.fix === undefined ? {} : { fix: error.fix }) }];
  } finally {
    await target.close();
  }
}

function fitFinding(plan: Plan, facts: Extract<TokenFacts, { kind: 'answered' }>, cwd: string): Finding {
  const fleet = plan.target.kind === 'simulated' ? plan.target.fleet : undefined;
  const forecast = planSession(plan, {
    run: (unit) => estimateRun(unit, cwd, fleet) ?? { runMs: 120_000, jobs: 1, runnerMs: 120_000 },
    ...(fleet === undefined ? {} : { runners: fleet.runners }),
  });
  const about = `${forecast.runs} runs need about ${forecast.requests.total} requests, ${forecast.busiestHour} of them in one hour`;
  if (facts.budget === undefined) return { sign: '✓', text: about };
  const { limit } = facts.budget;
  const usable = limit - reservedRequests({ limit }, plan.limits.reserve);
  const leaves = `${usable} of the token's ${limit} may be used (${formatPercent(plan.limits.reserve)} stays for others)`;
  if (forecast.busiestHour <= usable) return { sign: '✓', text: `${about}; ${leaves}: fits` };
  return {
    sign: '!',
    text: `${about}; ${leaves}: it will wait for the next hour`,
    fix: 'lower the rate, split the plan, or use a token with more requests (a personal one has 5000)',
  };
}
