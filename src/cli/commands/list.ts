import { Argument, type Command } from 'commander';
import { describeScenario } from '../../core/plan/describe-scenario.ts';
import { terminalText } from '../../reports/escape/log.ts';
import { listSessions, type SessionEntry } from '../../stores/session-folder/list-sessions.ts';
import { EXIT } from '../exit-code.ts';
import { hangingTable } from '../hanging-table.ts';
import { planOrError } from '../plan-or-error.ts';
import { readPlan } from '../read-plan.ts';
import type { Register } from '../register.ts';
import { DEFAULT_REPORT_DIR, resolveFolder } from '../report-folder.ts';
import { readTemplates } from '../templates.ts';
import { UsageError } from '../usage-error.ts';
import type { World } from '../world.ts';

/** `list tests`, `list scenarios PLAN`, `list sessions`. */
export function addList(program: Command, world: World, register: Register): void {
  program
    .command('list')
    .summary('list tests, scenarios of a plan, or sessions')
    .description('Lists the kinds of test and the templates, the scenarios of a plan, or the sessions in the report folder.')
    .addArgument(new Argument('[WHAT]', 'tests, scenarios or sessions').choices(['tests', 'scenarios', 'sessions']).default('tests'))
    .argument('[PLAN]', 'plan file, for "scenarios"')
    .option('--report-dir <DIR>', 'where sessions lie', DEFAULT_REPORT_DIR)
    .addHelpText('after', '\nExamples:\n  runner-harness list tests\n  runner-harness list scenarios plan.yml\n  runner-harness list sessions')
    .action(register(async (what: string, plan: string | undefined, options: { reportDir: string }) => await list(what, plan, options, world)));
}

async function list(what: string, source: string | undefined, options: { reportDir: string }, world: World): Promise<number> {
  if (what === 'scenarios') {
    if (source === undefined) throw new UsageError('list scenarios needs a plan', { fix: 'runner-harness list scenarios plan.yml' });
    world.stdout.write(await scenariosText(source, world));
    return EXIT.ok;
  }
  if (source !== undefined) throw new UsageError(`list ${what} takes no plan, got ${source}`, { fix: `runner-harness list scenarios ${source}` });
  if (what === 'sessions')
    world.stdout.write(sessionsText(await listSessions(resolveFolder(world.cwd, options.reportDir)), options.reportDir, world.stdout.columns()));
  else world.stdout.write(testsText(world.stdout.columns()));
  return EXIT.ok;
}

/** The kinds of test, and what each needs. */
const TESTS = [
  ['performance', 'a number of runs, so many at a time', '--runs 10 --concurrency 5'],
  ['load', 'runs at a rate, whether earlier ones have ended or not; also in bursts', '--rate 10/min --duration 30m, or --bursts 10,20,10 --every 5m'],
  ['spike', 'a rate with a peak in its middle', '--rate 5/min --peak 30/min --peak-duration 2m --duration 15m'],
  ['endurance', 'a modest rate for a long time', '--rate 1/min --duration 4h'],
  [
    'stress',
    'looks for the most that the fleet keeps up with',
    '--max-rate 60/min, or the simple ramp --initial 5/min --increment 5/min --until 60/min --every 5m',
  ],
  ['scalability', 'the capacity of one pool of runners after the other', '--over runs_on=pool-4,pool-8 --sizes 4,8'],
  [
    'suite',
    'a baseline of 30m, 10/min for 60m, a spike of 30m and a stress test of 60m, one after the other',
    '--target simulated --scale 0.01 tries it out',
  ],
] as const;

const LOCAL_TESTS = [
  ['suite: FILE', 'a command suite: tests with commands, timeouts and expected patterns'],
  ['plans: [FILE]', 'test plans: Markdown or YAML files of numbered batches of tasks'],
  ['command: LINE', 'one command, with any load'],
];

/** What `--test` takes. */
export function testsText(columns = 80): string {
  const kinds = hangingTable(
    TESTS.map(([name, about, needs]) => [name, `${about}: ${needs}`]),
    columns,
  );
  const templates = hangingTable(
    readTemplates().map(({ name, about }) => [name, about]),
    columns,
  );
  return [
    'Kinds of test (--test NAME):',
    ...kinds,
    '',
    'Templates (--test NAME: a performance test of a workflow that comes with runner-harness; init puts it into your repository):',
    ...templates,
    '',
    'Tests that this machine or a command server runs, in a plan for the target local or http:',
    ...hangingTable(LOCAL_TESTS, columns),
    '',
  ].join('\n');
}

async function scenariosText(source: string, world: World): Promise<string> {
  const { plan } = planOrError(await readPlan(source, world.cwd));
  const rows = plan.scenarios.map((scenario) => [terminalText(scenario.name), scenario.test, terminalText(describeScenario(scenario))]);
  return `${hangingTable(rows, world.stdout.columns(), 0).join('\n')}\n`;
}

function sessionsText(sessions: readonly SessionEntry[], folder: string, columns: number): string {
  if (sessions.length === 0) return `No sessions in ${terminalText(folder)}.\n`;
  const rows = sessions.map((session) => {
    const at = new Date(session.at).toISOString().slice(0, 19).replace('T', ' ');
    if (session.state === 'reported') return [session.id, at, session.outcome, terminalText(session.plan, 60)];
    const about = session.state === 'unreadable' ? terminalText(session.why) : `no result yet; what there is: runner-harness report ${session.id}`;
    return [session.id, at, session.state, about];
  });
  return `${hangingTable([['session', 'started (UTC)', 'outcome', 'plan'], ...rows], columns, 0).join('\n')}\n`;
}
