/** A check run that a client wrote. */
export interface WrittenCheck {
  readonly id: number;
  readonly headSha: string;
  readonly name: string;
  readonly startedAt: number;
  readonly detailsUrl: string | null;
  readonly status: string;
  readonly conclusion: string | null;
  readonly completedAt?: number;
  readonly title: string | null;
  readonly summary: string | null;
}

const FIRST_ID = 41_000_000_001;

/** The check runs that clients wrote, apart from those that are jobs. */
export class WrittenChecks {
  readonly #checks = new Map<number, WrittenCheck>();

  get(id: number): WrittenCheck | undefined {
    return this.#checks.get(id);
  }

  /** Newest first. */
  at(sha: string): readonly WrittenCheck[] {
    return [...this.#checks.values()].filter(({ headSha }) => headSha === sha).reverse();
  }

  /** @param check without id: a new one */
  put(check: Omit<WrittenCheck, 'id'> & { readonly id?: number }): WrittenCheck {
    const kept = { ...check, id: check.id ?? FIRST_ID + this.#checks.size };
    this.#checks.set(kept.id, kept);
    return kept;
  }
}
