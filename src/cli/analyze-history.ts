import { randomInt } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../app/system-clock.ts';
import { analyzeRuns } from '../core/analyze/analyze-runs.ts';
import { DAY_MS, formatDuration, parseDuration } from '../core/time.ts';
import { analysisJson, analysisMarkdown, arrivalsCsv } from '../reports/analysis/analysis-files.ts';
import { analysisText } from '../reports/analysis/analysis-terminal.ts';
import { createPaint } from '../reports/paint.ts';
import { createNodeFetch } from '../targets/github/node-fetch.ts';
import { readHistory } from '../targets/github-history/read-history.ts';
import { EXIT } from './exit-code.ts';
import { type AccessOptions, githubAccess } from './github-access.ts';
import { DEFAULT_REPORT_DIR, resolveFolder } from './report-folder.ts';
import { UsageError } from './usage-error.ts';
import { takesColour, type World } from './world.ts';

/** Options of `analyze`. Every value is a text, as it was typed. */
export interface AnalyzeOptions extends AccessOptions {
  readonly repo?: string;
  readonly since: string;
  readonly workflow?: string;
  readonly branch?: string;
  readonly maxRequests?: string;
  readonly seed?: string;
  readonly reportDir?: string;
  readonly json?: true;
  readonly color: boolean;
}

const LONGEST_MS = 400 * DAY_MS;
/** A line of progress for so many runs. */
const PROGRESS_STEP = 100;

/**
 * Measures runs that nobody here started, prints what was found, and writes it into a folder.
 *
 * @throws UsageError, TargetError
 */
export async function analyzeHistory(options: AnalyzeOptions, world: World): Promise<number> {
  const { apiUrl, token, repository: ofFolder } = githubAccess(options, world);
  const repository = repositoryOf(options.repo ?? ofFolder);
  let said = 0;
  const reading = await readHistory({
    fetch: createNodeFetch({ env: world.env }),
    clock: systemClock(),
    token: () => token,
    apiUrl,
    repository,
    sinceMs: sinceMs(options.since),
    seed: options.seed === undefined ? randomInt(2 ** 31) : wholeNumber('--seed', options.seed),
    ...(options.workflow !== undefined && { workflow: options.workflow.replace(/^\.github\/workflows\//, '') }),
    ...(options.branch !== undefined && { branch: options.branch }),
    ...(options.maxRequests !== undefined && { maxRequests: wholeNumber('--max-requests', options.maxRequests) }),
    onProgress: ({ runs, read, of }) => {
      const step = Math.floor((of === undefined ? runs : read) / PROGRESS_STEP);
      if (step === said || step === 0) return;
      said = step;
      world.stderr.write(of === undefined ? `${runs} runs listed\n` : `jobs of ${read} of ${of} runs read\n`);
    },
  });
  const analysis = analyzeRuns(reading);
  const folder = resolveFolder(world.cwd, options.reportDir ?? join(DEFAULT_REPORT_DIR, `analysis-${repository.replace('/', '-')}`));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'analysis.json'), analysisJson(analysis));
  await writeFile(join(folder, 'analysis.md'), analysisMarkdown(analysis));
  await writeFile(join(folder, 'arrivals.csv'), arrivalsCsv(analysis));
  if (options.json === true) world.stdout.write(analysisJson(analysis));
  else {
    world.stdout.write(analysisText(analysis, world.stdout.columns(), createPaint(takesColour(world, world.stdout, options.color))));
    world.stdout.write(
      `\n${folder}: analysis.json, analysis.md, arrivals.csv\nWhat would other runners make of it: runner-harness plan --from-history ${join(folder, 'analysis.json')} --runners N\n`,
    );
  }
  return EXIT.ok;
}

function repositoryOf(name: string | undefined): string {
  if (name === undefined) throw new UsageError('which repository? There is no remote "origin" here', { fix: 'add --repo OWNER/NAME' });
  if (!/^[\w.-]+\/[\w.-]+$/.test(name)) throw new UsageError(`--repo ${name}: expected OWNER/NAME`, { fix: 'such as --repo acme/widgets' });
  return name;
}

function sinceMs(text: string): number {
  const ms = /^\d+d$/.test(text) ? Number(text.slice(0, -1)) * DAY_MS : parseDuration(text);
  if (ms !== undefined && ms > 0 && ms <= LONGEST_MS) return ms;
  throw new UsageError(`--since ${text}: expected a span of at most ${formatDuration(LONGEST_MS)}, as long as GitHub keeps runs`, {
    fix: 'such as 12h, 7d, 30d',
  });
}

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`${option} ${text}: expected a whole number from 1 on`);
}
