import type { JobRecord, WorkflowJob } from './records.ts';

/** Which job of the workflow file a record of the API belongs to. */
export type Placement =
  | {
      readonly kind: 'placed';
      readonly job: WorkflowJob;
      /** A job inside of the reusable workflow that `job` calls: what *it* needs, the file at hand does not say. */
      readonly inside: boolean;
    }
  | { readonly kind: 'unplaced'; readonly why: string };

/**
 * Finds the job of the workflow file by the name that the API shows. It is the job's `name:` (else its id), followed by ` (…)` for a leg
 * of a matrix, and preceded by `caller / ` inside of a reusable workflow. Expressions in a `name:` stand for any text. The closest kind of
 * match wins, a plain name before one with expressions; two of the same kind are ambiguous.
 */
export function placeJob(record: Pick<JobRecord, 'name'>, jobs: readonly WorkflowJob[] | undefined): Placement {
  if (jobs === undefined) return { kind: 'unplaced', why: 'the workflow file could not be read, so what the job needs is unknown' };
  const { name } = record;
  for (const nearest of [byName, byPattern]) {
    const direct = nearest(name, jobs);
    if (direct.length > 0) return chosen(name, direct, false);
    for (let cut = name.indexOf(' / '); cut >= 0; cut = name.indexOf(' / ', cut + 1)) {
      const callers = nearest(name.slice(0, cut), jobs);
      if (callers.length > 0) return chosen(name, callers, true);
    }
  }
  return { kind: 'unplaced', why: `no job of the workflow file is named "${name}"` };
}

function chosen(name: string, found: readonly WorkflowJob[], inside: boolean): Placement {
  const [job, second] = found;
  if (job === undefined || second !== undefined) {
    return { kind: 'unplaced', why: `"${name}" fits several jobs of the workflow file: ${found.map(({ id }) => id).join(', ')}` };
  }
  return { kind: 'placed', job, inside };
}

const shown = (job: WorkflowJob): string => job.name ?? job.id;

/** The name itself, else a leg of a matrix. */
function byName(name: string, jobs: readonly WorkflowJob[]): readonly WorkflowJob[] {
  const exact = jobs.filter((job) => name === shown(job));
  return exact.length > 0 ? exact : jobs.filter((job) => job.matrix && isLeg(name, shown(job)));
}

/** `deploy (eu)` is a leg of `deploy`; `deploy (eu) / push (1)` lies inside of that leg. */
function isLeg(name: string, of: string): boolean {
  return name.startsWith(`${of} (`) && name.endsWith(')') && !name.slice(of.length).includes(') / ');
}

/** Names with expressions. A leg whose name holds no expression of the matrix gets its suffix all the same. */
function byPattern(name: string, jobs: readonly WorkflowJob[]): readonly WorkflowJob[] {
  const suffix = name.endsWith(')') ? name.lastIndexOf(' (') : -1;
  return jobs.filter((job) => fitsPattern(name, shown(job)) || (job.matrix && suffix > 0 && fitsPattern(name.slice(0, suffix), shown(job))));
}

/** Does the text fit a name whose `${{ … }}` stand for anything? Each fixed part is looked for once, left to right: linear, whatever the name. */
function fitsPattern(text: string, pattern: string): boolean {
  const parts = pattern.split(/\$\{\{[^}]*\}\}/);
  const last = parts.pop() ?? '';
  if (parts.length === 0) return false;
  let at = 0;
  for (const [i, part] of parts.entries()) {
    const found = i === 0 ? (text.startsWith(part) ? 0 : -1) : text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
