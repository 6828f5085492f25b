import type { LocalSpec, Plan, Unit } from '../../../core/plan/plan.ts';
import { checkInputs, readWorkflowFile as readDispatch } from '../../../core/plan/workflow-file.ts';
import type { WorkflowJob } from '../../../core/timing/records.ts';
import { checkInputs as fillInputs, typedInputs } from '../../../core/workflow/inputs.ts';
import { readWorkflowFile, type WorkflowFile, WorkflowFileError } from '../../../core/workflow/workflow-source.ts';
import type { Problem } from '../../../ports/target.ts';
import type { Git } from '../worktrees/git.ts';
import { workflowProblems } from './check-workflow.ts';
import { findWorkflow } from './find-workflow.ts';
import { githubErrors } from './github-parser.ts';

export interface WorkflowLibraryOptions {
  readonly spec: Pick<LocalSpec, 'uses'>;
  readonly git: Git;
  /** Absolute. */
  readonly repository: string;
  /** Folders with workflow files that the repository may lack. */
  readonly folders: readonly string[];
}

const MOST_ERRORS = 3;

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** The input in which the key of a dispatch travels, where a workflow has it. */
const KEY_INPUT = 'harness_key';

/** The workflows of a plan, read from the commits that they will run on. */
export class WorkflowLibrary {
  readonly #options: WorkflowLibraryOptions;
  readonly #files = new Map<string, WorkflowFile>();

  constructor(options: WorkflowLibraryOptions) {
    this.#options = options;
  }

  /** Reads every workflow of the plan; what is wrong with them and their inputs, all at once. */
  async problemsOf(plan: Plan): Promise<Problem[]> {
    const units = plan.scenarios.flatMap((scenario) => scenario.units.filter(({ work }) => work === undefined));
    const problems: Problem[] = [];
    const read = new Map<string, string | undefined>();
    for (const unit of units) {
      const key = keyOf(unit);
      if (!read.has(key)) read.set(key, await this.#read(unit, problems));
      const text = read.get(key);
      if (text !== undefined) problems.push(...inputProblems(unit, text));
    }
    return problems;
  }

  /** @throws Error for a unit that was not among those of the plan */
  workflowOf(unit: Unit): WorkflowFile {
    const file = this.#files.get(keyOf(unit));
    if (file === undefined) throw new Error(`the workflow ${unit.workflow} was not read`);
    return file;
  }

  /** Inputs as the jobs see them. */
  inputsOf(unit: Unit, key: string): Readonly<Record<string, unknown>> {
    const { inputs: declared = [] } = this.workflowOf(unit);
    const takesKey = declared.some(({ name }) => name === KEY_INPUT);
    const filled = fillInputs(declared, { ...unit.inputs, ...(takesKey ? { [KEY_INPUT]: key } : {}) });
    if (!filled.ok) throw new Error(filled.message);
    return typedInputs(declared, filled.inputs);
  }

  jobsOf(unit: Unit): readonly WorkflowJob[] {
    return this.workflowOf(unit).jobs.map(({ id, name, needs, matrix }) => ({
      ...{ id, needs, matrix: matrix !== undefined },
      ...(name === undefined ? {} : { name }),
    }));
  }

  async #read(unit: Unit, problems: Problem[]): Promise<string | undefined> {
    const { git, repository, folders, spec } = this.#options;
    const ref = unit.ref ?? 'HEAD';
    const found = await findWorkflow(unit.workflow, { git, repository, ref, folders });
    if (found === undefined) {
      const fix = 'commit it under .github/workflows: what is not committed is not in the worktrees';
      problems.push({ message: `there is no workflow ${unit.workflow} at ${ref} of ${repository}`, fix });
      return undefined;
    }
    const { text, where } = found;
    const errors = await githubErrors(where, text);
    if (errors.length > 0) {
      // One slip in the YAML makes a hundred of them; the first says which.
      for (const error of errors.slice(0, MOST_ERRORS)) problems.push({ message: `${where}: ${firstLine(error).replace(`${where}: `, '')}` });
      if (errors.length > MOST_ERRORS) problems.push({ message: `${where}: and ${errors.length - MOST_ERRORS} more` });
      return undefined;
    }
    try {
      const file = readWorkflowFile(unit.workflow, text);
      const wrong = workflowProblems(file, spec.uses);
      for (const message of wrong) problems.push({ message: `${where}: ${message}`, ...(message.includes(' uses ') ? { fix: SKIP } : {}) });
      this.#files.set(keyOf(unit), file);
      return text;
    } catch (error) {
      if (!(error instanceof WorkflowFileError)) throw error;
      problems.push({ message: error.message });
      return undefined;
    }
  }
}

const SKIP = 'write "uses: skip" in the target to leave such steps out';

const keyOf = ({ workflow, ref }: Unit): string => `${workflow}\0${ref ?? ''}`;

function inputProblems({ workflow, inputs }: Unit, text: string): Problem[] {
  const read = readDispatch(text);
  return read.ok ? checkInputs(read.file, inputs).map((message) => ({ message: `${workflow}: ${message}` })) : [];
}
