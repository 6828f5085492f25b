/**
 * Kills the Action's bundle again and again and compares what it says in the end with what really happened: `npm run soak -- --kills 500`.
 *
 *   --kills N     how many processes to kill (default 100)
 *   --seed TEXT   the kills follow from it (default: the day)
 *   --lanes N     sessions at a time (default 12: they mostly wait)
 *   --speed N     time goes N times as fast, for a quick look (default 1)
 *   --session N   only this session of the seed: replays what failed (kills come at the same places; the machine's timing is its own)
 */
import { parseArgs } from 'node:util';
import { killPlan } from '../test/soak/kill-plan.ts';
import { type KilledSession, killedSession } from '../test/soak/killed-session.ts';

const KILLS_A_SESSION = 20;

const { values } = parseArgs({
  options: { kills: { type: 'string' }, seed: { type: 'string' }, lanes: { type: 'string' }, speed: { type: 'string' }, session: { type: 'string' } },
});
const seed = values.seed ?? new Date().toISOString().slice(0, 10);
const speed = number('speed', values.speed, 1);
const only = values.session === undefined ? undefined : number('session', values.session, 0);
const kills = only === undefined ? number('kills', values.kills, 100) : KILLS_A_SESSION;
const lanes = only === undefined ? number('lanes', values.lanes, 12) : 1;

let killed = 0;
let next = only ?? 0;
const ended: KilledSession[] = [];
const more = (): boolean => (only === undefined ? killed < kills : next === only);

console.log(`${kills} kills of dist/index.js, seed ${seed}, ${lanes} sessions at a time${speed === 1 ? '' : `, time ${speed} times as fast`}\n`);
console.log('session  model   slots  runs  extra  kills  seconds  outcome       differences');
const lane = async (): Promise<void> => {
  while (more()) {
    const n = next++;
    const session = await killedSession(killPlan(seed, n, KILLS_A_SESSION), {
      speed,
      enough: () => only === undefined && killed >= kills,
      onKill: () => {
        killed += 1;
      },
    });
    ended.push(session);
    show(n, session);
  }
};
await Promise.all(Array.from({ length: lanes }, lane));

const bad = ended.filter(({ differences }) => differences.length > 0);
const sum = (of: (session: KilledSession) => number): number => ended.reduce((total, session) => total + of(session), 0);
const byMoment = Map.groupBy(
  ended.flatMap((session) => session.killed),
  (text) => text.replace(/\d+ ms after/, 'after').replace(/ \d+$/, ''),
);
console.log('');
for (const [moment, all] of [...byMoment].sort()) console.log(`${String(all.length).padStart(5)} kills  ${moment}`);
console.log(
  `\n${ended.length} sessions, ${sum(({ plan, executions }) => plan.runs * executions)} slots, ${sum(({ runs }) => runs)} runs, ${sum(({ extraRuns }) => extraRuns)} of them listed as extra, ${killed} kills`,
);
console.log(`${ended.length - bad.length} passed, ${bad.length} failed`);
process.exitCode = bad.length === 0 && ended.length > 0 ? 0 : 1;

function show(
  n: number,
  { plan, executions, runs, extraRuns, kills: count, seconds, outcome, differences, log, killed: moments }: KilledSession,
): void {
  const cells = [
    String(n).padStart(7),
    plan.model.padEnd(6),
    ...[plan.runs * executions, runs, extraRuns, count].map((value) => String(value).padStart(5)),
  ];
  console.log(
    `${cells.join('  ')}  ${seconds.toFixed(0).padStart(7)}  ${outcome.padEnd(12)}  ${differences.length === 0 ? 'none' : differences.length}`,
  );
  if (differences.length === 0) return;
  for (const difference of differences.slice(0, 20)) console.log(`         ${difference}`);
  console.log(`         killed: ${moments.join('; ')}`);
  console.log(
    `         the log of its last step ended:\n${log
      .split('\n')
      .slice(-15)
      .map((line) => `           ${line}`)
      .join('\n')}`,
  );
  console.log(`         again: npm run soak -- --seed ${seed} --session ${n}${speed === 1 ? '' : ` --speed ${speed}`}`);
}

function number(name: string, given: string | undefined, fallback: number): number {
  const value = Number(given ?? fallback);
  if (Number.isFinite(value) && value >= 0) return value;
  console.error(`--${name}: expected a number, got "${given}"`);
  process.exit(2);
}
