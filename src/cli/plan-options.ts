import type { Command } from 'commander';

/** The options that say what to run: shared by `run`, `plan` and `doctor`. Every value is a text, as it was typed. */
export interface PlanOptions {
  readonly test?: string;
  readonly workflow?: string;
  readonly workflows?: string;
  readonly runs?: string;
  readonly rate?: string;
  readonly wpm?: string;
  readonly concurrency?: string;
  readonly duration?: string;
  readonly bursts?: string;
  readonly every?: string;
  readonly arrivals?: string;
  readonly peak?: string;
  readonly peakDuration?: string;
  readonly initial?: string;
  readonly maxRate?: string;
  readonly maxRuns?: string;
  readonly slo?: readonly string[];
  readonly increment?: string;
  readonly until?: string;
  readonly over?: string;
  readonly sizes?: string;
  readonly jobsPerRun?: string;
  readonly scale?: string;
  readonly inputs?: readonly string[];
  readonly repository?: string;
  readonly ref?: string;
  readonly target?: string;
  readonly set?: readonly string[];
  readonly scenarios?: string;
  readonly thresholds?: readonly string[];
  readonly seed?: string;
  readonly only?: readonly string[];
  readonly shuffle?: string;
}

/** Keeps every value of an option that may be given several times. */
export const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value];

/** Adds the options of {@link PlanOptions} to a command. */
export function addPlanOptions(command: Command): Command {
  return command
    .optionsGroup('Without a plan file:')
    .option(
      '--test <NAME>',
      'performance, load, spike, endurance, stress, scalability, suite, or a template such as simple (default: performance; see --list-tests)',
    )
    .option('--workflow <FILE>', 'workflow to start (default: simple.yml)')
    .option('--runs <N>', 'performance: how many runs (default: 10)')
    .option('--workflows <N>', 'the same as --runs')
    .option('--concurrency <N>', 'performance: how many at a time (default: 5)')
    .option('--rate <RATE>', 'load, spike, endurance: runs in a unit of time, such as 10/min, 0.5/s, 100/h')
    .option('--wpm <N>', 'load: runs a minute, the same as --rate N/min')
    .option('--duration <SPAN>', 'for how long, such as 90s, 30m, 1h30m; a bare number is minutes. stress, scalability: at most')
    .option('--bursts <SIZES>', 'load, in place of a rate: runs that are sent at once, such as 10,20,10')
    .option('--every <SPAN>', 'bursts: from one to the next; the simple ramp of stress: how long a level is held')
    .option('--arrivals <HOW>', 'load, spike, endurance: even (default), or poisson: at random, as users come')
    .option('--peak <RATE>', 'spike: rate of the peak')
    .option('--peak-duration <SPAN>', 'spike: how long the peak is held, in the middle')
    .option('--initial <RATE>', 'stress, scalability: where the search, or the ramp, begins (default: a tenth of --max-rate)')
    .option('--max-rate <RATE>', 'stress, scalability: no more than this is tried (default: as fast as one token can send)')
    .option('--max-runs <N>', 'stress, scalability: at most so many runs in all')
    .option('--slo <RULE>', 'stress, scalability: also the largest load with which this limit holds; may be given several times', collect)
    .option('--increment <RATE>', 'stress: a simple ramp in steps of this, with --initial, --until and --every')
    .option('--until <RATE>', 'stress: the last level of the ramp')
    .option('--over <INPUT=VALUES>', 'scalability: an input and its values, such as runs_on=pool-4,pool-8')
    .option('--sizes <N,N>', 'scalability: runners of each pool, such as 4,8')
    .option('--jobs-per-run <N>', 'so many jobs with one dispatch, as input "count" of a workflow such as fan-out.yml; then rates may say jobs/min')
    .option('--scale <FACTOR>', 'simulated target: every span of load times this, such as 0.01, to try a long test out; what a search may take stays')
    .optionsGroup('With or without:')
    .option('--target <NAME>', 'github; simulated: the embedded GitHub, no account needed; local: worktrees on this machine')
    .option('--repository <OWNER/NAME>', 'where the workflow is (default: that of the remote "origin" here)')
    .option('--ref <REF>', 'branch or tag to start it on (default: the default branch)')
    .option('--inputs <NAME=VALUE>', 'input of the workflow; may be given several times', collect)
    .option('--thresholds <RULE>', 'limit such as "queue_time: p(90)<60s"; may be given several times', collect)
    .option('--seed <N>', 'seeds everything that is random')
    .optionsGroup('With a plan file:')
    .option('--scenarios <NAMES>', 'only these scenarios, separated by commas')
    .option('--only <ID>', 'only this test of the suites, and what it needs; may be given several times', collect)
    .option('--shuffle <SEED>', 'run the tests of the suites in an order that the seed gives')
    .option('--set <KEY=VALUE>', 'replaces a value of the plan: scenarios.calm.runs=20; may be given several times', collect);
}
