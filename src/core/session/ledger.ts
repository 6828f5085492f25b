/** What can become of a slot. Every slot ends in exactly one box, so the boxes add up to the planned slots. */
export const LEDGER_BOXES = ['succeeded', 'failed', 'cancelled', 'timed_out', 'shed', 'lost', 'excluded'] as const;
/** One of {@link LEDGER_BOXES}. */
export type LedgerBox = (typeof LEDGER_BOXES)[number];

/** Counts of slots; `planned` is the sum of the boxes once the session has ended. */
export type Ledger = { readonly planned: number } & Readonly<Record<LedgerBox, number>>;

/** Stands in the reason of every slot that a search ended or never sent, because its trial needed it no more. */
export const TRIAL_DECIDED = 'its trial had been decided';

/** Where a conclusion of GitHub goes, and what to tell the user about it. */
export interface ConclusionEntry {
  readonly box: LedgerBox;
  /** Does a job with this conclusion have an execution time (DESIGN: ended in success or failure)? */
  readonly timed: boolean;
  readonly hint?: string;
}

/** Every conclusion that GitHub documents. Anything else is kept verbatim and counts as `failed`. */
const CONCLUSIONS: Readonly<Record<string, ConclusionEntry>> = {
  success: { box: 'succeeded', timed: true },
  neutral: { box: 'succeeded', timed: false },
  failure: { box: 'failed', timed: true },
  startup_failure: {
    box: 'failed',
    timed: false,
    hint: 'GitHub could not start the workflow: check its syntax, the actions it uses and the policies of the organisation',
  },
  timed_out: { box: 'timed_out', timed: false },
  // Of a target that runs tests itself; what could not be run says nothing about what is tested.
  infrastructure_error: { box: 'excluded', timed: false, hint: 'it could not be run' },
  // By somebody else; what the session itself cancels is told apart before it is looked up here.
  cancelled: { box: 'excluded', timed: false, hint: 'cancelled on GitHub, not by this session' },
  skipped: { box: 'excluded', timed: false, hint: 'every job was skipped by its condition, so nothing was measured' },
  action_required: { box: 'excluded', timed: false, hint: 'the run waits for an approval: use an environment without required reviewers' },
  stale: { box: 'excluded', timed: false, hint: 'GitHub gave up on the run after 14 days' },
};

/** Looks a conclusion up; total: an unknown one is `failed`, with the conclusion named. */
export function conclusionEntry(conclusion: string): ConclusionEntry {
  const known = Object.hasOwn(CONCLUSIONS, conclusion) ? CONCLUSIONS[conclusion] : undefined;
  return known ?? { box: 'failed', timed: false, hint: `GitHub answered the conclusion "${conclusion}", which this version does not know` };
}

/** An empty ledger to count into. */
export function emptyLedger(): { -readonly [K in keyof Ledger]: number } {
  return { planned: 0, succeeded: 0, failed: 0, cancelled: 0, timed_out: 0, shed: 0, lost: 0, excluded: 0 };
}
