import { currentBudget } from '../../core/limits/limits.ts';
import { budgetWarning, contentWarning, impossibleRates } from '../../core/limits/preflight.ts';
import type { Plan, Unit } from '../../core/plan/plan.ts';
import { didYouMean } from '../../core/plan/suggest.ts';
import { checkInputs, KEY_INPUT, readWorkflowFile, type WorkflowFile } from '../../core/plan/workflow-file.ts';
import type { UnitFacts } from '../../core/session/event.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import { type Preparation, type Problem, TargetError } from '../../ports/target.ts';
import type { ApiAnswer, GitHubClient } from './client.ts';
import { type Attempted, explainFailure } from './explain.ts';
import type { ReadyUnit } from './places.ts';
import { fileContent, repositoryInfo, type WorkflowInfo, workflowInfo, workflowPage } from './shapes.ts';

export interface PrepareOptions {
  readonly client: GitHubClient;
  readonly clock: Clock;
  /** `owner/name` for units that name none. */
  readonly repository?: string;
  /** For units of that repository that name none. */
  readonly ref?: string;
  readonly signal: StopSignal;
  /** What was found when the session began; see `Target.prepare`. */
  readonly earlier?: readonly (readonly UnitFacts[])[];
}

export interface Prepared {
  readonly preparation: Preparation;
  /** By scenario, then by unit; empty when there are problems. */
  readonly units: readonly (readonly ReadyUnit[])[];
}

const TRIES = 4;

/**
 * Looks before the first dispatch: repository, workflow, file at the ref, inputs. Every problem of every unit is found, and each
 * thing is asked for once: a plan of one workflow costs three requests, two when it names its ref.
 */
export async function prepareGitHub(plan: Plan, options: PrepareOptions): Promise<Prepared> {
  const look = new Preflight(options);
  const problems: Problem[] = [];
  const warnings = new Set<string>();
  const units: { readonly ready: ReadyUnit; readonly facts: UnitFacts }[][] = [];
  for (const [index, scenario] of plan.scenarios.entries()) {
    const row: (typeof units)[number] = [];
    units.push(row);
    for (const [unitIndex, unit] of scenario.units.entries()) {
      const answer = await look.unit(unit);
      const facts = options.earlier?.[index]?.[unitIndex];
      const keeps = 'problems' in answer && facts !== undefined && !answer.problems.some((problem) => look.isAccess(problem));
      const found = keeps ? (keepEarlier(facts, unit, answer.problems) ?? answer) : answer;
      if ('problems' in found) problems.push(...found.problems);
      else {
        row.push(found);
        for (const warning of found.warnings) warnings.add(warning);
      }
    }
  }
  // A session that is under way keeps its plan.
  if (options.earlier === undefined) problems.push(...impossibleRates(plan, options.client.limits().config.pointsPerMinute));
  const [first, ...others] = distinct(problems);
  if (first !== undefined) return { preparation: { ok: false, problems: [first, ...others] }, units: [] };
  const budget = currentBudget(options.client.limits(), 'core', options.clock.now());
  const tight = budget === undefined ? undefined : budgetWarning(plan, budget);
  if (tight !== undefined) warnings.add(tight);
  const content = contentWarning(plan);
  if (content !== undefined) warnings.add(content);
  const offset = options.client.clockOffset();
  const repositories = [...new Set(units.flat().map(({ ready }) => `${ready.owner}/${ready.repo}`))];
  return {
    preparation: {
      ok: true,
      target: `${repositories.join(', ')} on ${options.client.host}`,
      units: units.map((row) => row.map(({ facts }) => facts)),
      warnings: [...warnings],
      ...(offset === undefined ? {} : { clock: offset }),
    },
    units: units.map((row) => row.map(({ ready }) => ready)),
  };
}

type UnitAnswer =
  | { readonly ready: ReadyUnit; readonly facts: UnitFacts; readonly warnings: readonly string[] }
  | { readonly problems: readonly Problem[] };
type Found<T> = { readonly value: T } | { readonly problem: Problem };

class Preflight {
  readonly #options: PrepareOptions;
  /** Answers by what was asked, so that nothing is asked twice. */
  readonly #asked = new Map<string, Promise<unknown>>();
  readonly #access = new Set<Problem>();

  constructor(options: PrepareOptions) {
    this.#options = options;
  }

  async unit(unit: Unit): Promise<UnitAnswer> {
    if (unit.work !== undefined) {
      return { problems: [{ message: `${unit.workflow} is a command or a test plan, and GitHub runs workflows`, fix: 'write "target: local"' }] };
    }
    const repository = unit.repository ?? this.#options.repository;
    if (repository === undefined) {
      return {
        problems: [{ message: `no repository for the workflow ${unit.workflow}`, fix: 'name it under target.github.repository in the plan' }],
      };
    }
    const [, owner, repo] = /^([A-Za-z0-9-]+)\/([\w.-]+)$/.exec(repository) ?? [];
    if (owner === undefined || repo === undefined)
      return { problems: [{ message: `"${repository}" is no repository`, fix: 'write it as owner/name' }] };
    const asked = unit.ref ?? (repository === this.#options.repository ? this.#options.ref : undefined);
    if (asked !== undefined && /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(asked)) {
      return { problems: [{ message: `the ref ${asked} is a commit: GitHub dispatches branches and tags only`, fix: 'name a branch or a tag' }] };
    }
    const ref = asked === undefined ? await this.#defaultBranch(owner, repo) : { value: asked };
    if ('problem' in ref) return { problems: [ref.problem] };
    const name = unit.workflow.replace(/^\.github\/workflows\//, '');
    const workflow = await this.#once(`workflow ${repository} ${name}`, () => this.#workflow(owner, repo, name));
    if ('problem' in workflow) return { problems: [workflow.problem] };
    const { path } = workflow.value;
    const text = await this.#once(`file ${repository} ${path} ${ref.value}`, () => this.#file(owner, repo, path, ref.value));
    if ('problem' in text) return { problems: [text.problem] };
    return judge({ owner, repo, workflow: name, ref: ref.value }, path, unit, text.value);
  }

  async #defaultBranch(owner: string, repo: string): Promise<Found<string>> {
    return await this.#once(`repository ${owner}/${repo}`, async () => {
      const route = 'GET /repos/{owner}/{repo}';
      const answer = await this.#get(route, { owner, repo }, repositoryInfo);
      if (answer.kind === 'answer' && answer.status === 200 && answer.body.ok) return { value: answer.body.value.defaultBranch };
      return this.#problemOf(answer, { doing: `read the repository ${owner}/${repo}`, permission: 'actions: write' });
    });
  }

  async #workflow(owner: string, repo: string, name: string): Promise<Found<WorkflowInfo>> {
    const where = `${owner}/${repo}`;
    const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}';
    const answer = await this.#get(route, { owner, repo, workflow_id: name }, workflowInfo);
    if (answer.kind === 'answer' && answer.status === 404) return await this.#missingWorkflow(owner, repo, name);
    if (answer.kind !== 'answer' || answer.status !== 200 || !answer.body.ok) {
      return this.#problemOf(answer, { doing: `read the workflow ${name} in ${where}`, permission: 'actions: write' });
    }
    const { state } = answer.body.value;
    if (state === 'active') return { value: answer.body.value };
    const fix = state.startsWith('disabled') ? `gh workflow enable ${name} -R ${where}` : 'put the file back on the default branch';
    return { problem: { message: `the workflow ${name} in ${where} can't run: its state is ${state}`, fix } };
  }

  async #missingWorkflow(owner: string, repo: string, name: string): Promise<Found<never>> {
    const where = `${owner}/${repo}`;
    const list = await this.#once(`workflows ${where}`, () =>
      this.#get('GET /repos/{owner}/{repo}/actions/workflows', { owner, repo, per_page: 100 }, workflowPage),
    );
    if (list.kind !== 'answer' || list.status !== 200 || !list.body.ok) {
      return this.#problemOf(list, { doing: `read the workflows of ${where}`, permission: 'actions: write' });
    }
    const files = list.body.value.map(({ path }) => path.replace(/^\.github\/workflows\//, ''));
    const there = files.length === 0 ? 'it has none yet' : `it has ${files.slice(0, 20).join(', ')}${files.length > 20 ? ' …' : ''}`;
    const near = didYouMean(name, files);
    const fix = near ?? 'a workflow must stand on the default branch under .github/workflows: "runner-harness init" writes one';
    return { problem: { message: `no workflow ${name} in ${where} (404): ${there}`, fix } };
  }

  /** `undefined`: it is there, but may not be read. */
  async #file(owner: string, repo: string, path: string, ref: string): Promise<Found<string | undefined>> {
    const answer = await this.#get('GET /repos/{owner}/{repo}/contents/{+path}', { owner, repo, path, ref }, fileContent);
    if (answer.kind === 'answer') {
      if (answer.status === 200 && answer.body.ok) return { value: answer.body.value };
      if (answer.status === 403) return { value: undefined };
      if (answer.status === 404) {
        const noRef = /no commit found/i.test(answer.message);
        const message = noRef ? `no branch or tag "${ref}" in ${owner}/${repo} (404)` : `${path} is not on "${ref}" in ${owner}/${repo} (404)`;
        return { problem: { message, fix: noRef ? 'check the ref' : 'commit the workflow on that branch too, or name another ref' } };
      }
    }
    return this.#problemOf(answer, { doing: `read ${path} in ${owner}/${repo}`, permission: 'contents: read' });
  }

  /** Could the target not be asked, so that nothing at all will go on? */
  isAccess(problem: Problem): boolean {
    return this.#access.has(problem);
  }

  #problemOf(answer: ApiAnswer<unknown>, attempted: Attempted): { readonly problem: Problem } {
    const found = problemOf(answer, attempted);
    this.#access.add(found.problem);
    return found;
  }

  async #get<T>(route: string, params: Readonly<Record<string, unknown>>, shape: (value: unknown) => T): Promise<ApiAnswer<T>> {
    return await this.#options.client.request({ route, params, shape, priority: 'details', tries: TRIES, signal: this.#options.signal });
  }

  async #once<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#asked.get(name) as Promise<T> | undefined;
    if (known !== undefined) return await known;
    const asked = ask();
    this.#asked.set(name, asked);
    return await asked;
  }
}

/** A unit that was dispatched before and can't be any more: its runs are watched on, and only new dispatches are refused. */
function keepEarlier(facts: UnitFacts, unit: Unit, problems: readonly Problem[]): UnitAnswer | undefined {
  const [owner, repo] = facts.repository?.split('/') ?? [];
  const [problem] = problems;
  if (owner === undefined || repo === undefined || facts.ref === undefined || problem === undefined) return undefined;
  const workflow = unit.workflow.replace(/^\.github\/workflows\//, '');
  const { message: why, fix } = problem;
  const refused = { why, ...(fix === undefined ? {} : { fix }) };
  const told = `${why}${fix === undefined ? '' : ` (${fix})`}: runs that were dispatched before are watched to their end, new ones fail`;
  return { ready: { owner, repo, workflow, ref: facts.ref, keyed: facts.keyed, sendKey: true, refused }, facts, warnings: [told] };
}

/** What the file says about a dispatch of this unit. */
function judge(place: Pick<ReadyUnit, 'owner' | 'repo' | 'workflow' | 'ref'>, path: string, unit: Unit, text: string | undefined): UnitAnswer {
  const repository = `${place.owner}/${place.repo}`;
  const where = `${path} on ${place.ref} in ${repository}`;
  const facts = { repository, workflow: path.split('/').at(-1) ?? place.workflow, ref: place.ref };
  const reading = text === undefined ? undefined : readWorkflowFile(text);
  if (reading === undefined) {
    const warning = `${where} may not be read, so its inputs are not checked: add "permissions: { contents: read }" to the job, or give the token that right`;
    return { ready: { ...place, keyed: false, sendKey: true }, facts: { ...facts, keyed: false }, warnings: [warning] };
  }
  if (!reading.ok) return { problems: [{ message: `${where} is no workflow: ${reading.why}`, fix: 'correct the file' }] };
  const { file } = reading;
  if (!file.dispatchable) return { problems: [{ message: `${where} has no trigger workflow_dispatch`, fix: 'add "on: workflow_dispatch" to it' }] };
  const wrong = checkInputs(file, unit.inputs);
  if (wrong.length > 0) return { problems: wrong.map((message) => ({ message: `${where}: ${message}` })) };
  const keyed = file.declaresKey && file.echoesKey;
  const { concurrency } = file;
  const warnings = keyed ? [] : [unkeyedWarning(where, file)];
  if (concurrency !== undefined) {
    warnings.push(
      `${where} has the concurrency group "${concurrency}": GitHub runs one of its runs at a time and cancels those that wait when a later one comes, so that the load won't reach the runners. Take it out, or make the group different for every run: \${{ github.run_id }}`,
    );
  }
  return {
    ready: { ...place, keyed, sendKey: file.declaresKey },
    facts: { ...facts, keyed, jobs: file.jobs, ...(concurrency === undefined ? {} : { concurrency }) },
    warnings,
  };
}

function unkeyedWarning(where: string, file: WorkflowFile): string {
  const lacks = file.declaresKey ? `does not show the input "${KEY_INPUT}" in its run-name` : `has no input "${KEY_INPUT}"`;
  return `${where} ${lacks}: a run whose dispatch gets no clear answer can be found by its circumstances only. Give it the input and "run-name: \${{ inputs.${KEY_INPUT} }}"`;
}

function problemOf(answer: ApiAnswer<unknown>, attempted: Attempted): { readonly problem: Problem } {
  const { why, fix } = explainFailure(answer, attempted);
  // A network that is not there is no mistake in the plan.
  if (answer.kind !== 'answer' || answer.status >= 500) throw new TargetError(why, fix === undefined ? {} : { fix });
  return { problem: { message: why, ...(fix === undefined ? {} : { fix }) } };
}

function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
