import { createHash } from 'node:crypto';

/** A file that a run left behind. */
export interface StoredArtifact {
  readonly id: number;
  readonly name: string;
  /** The run as the artifact service knows it: the run's id for simulated runs, whatever the token said for real clients. */
  readonly backendRunId: string;
  readonly backendJobId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** False while it is being uploaded: nobody sees it yet. */
  finalized: boolean;
  updatedAt: number;
  /** The whole archive. */
  bytes: Uint8Array;
  contentType: string;
  /** `sha256:…` */
  digest: string;
  /** Blocks of an upload under way, by their id. */
  readonly blocks: Map<string, Uint8Array>;
}

const FIRST_ID = 4_310_000_001;

/** All artifacts of the repository. */
export class ArtifactStore {
  readonly #artifacts = new Map<number, StoredArtifact>();
  #nextId = FIRST_ID;

  /** Begins an upload. `undefined`: the run has an artifact of that name already. */
  create(at: number, spec: Pick<StoredArtifact, 'name' | 'backendRunId' | 'backendJobId' | 'expiresAt' | 'contentType'>): StoredArtifact | undefined {
    if (this.find(spec.backendRunId, spec.name) !== undefined) return undefined;
    const artifact: StoredArtifact = {
      ...spec,
      id: this.#nextId++,
      createdAt: at,
      updatedAt: at,
      finalized: false,
      bytes: new Uint8Array(),
      digest: '',
      blocks: new Map(),
    };
    this.#artifacts.set(artifact.id, artifact);
    return artifact;
  }

  /** The bytes are complete. */
  finalize(at: number, artifact: StoredArtifact): void {
    artifact.finalized = true;
    artifact.updatedAt = at;
    artifact.digest = `sha256:${createHash('sha256').update(artifact.bytes).digest('hex')}`;
    artifact.blocks.clear();
  }

  get(id: number): StoredArtifact | undefined {
    return this.#artifacts.get(id);
  }

  delete(id: number): boolean {
    return this.#artifacts.delete(id);
  }

  find(backendRunId: string, name: string): StoredArtifact | undefined {
    return this.list().find((one) => one.backendRunId === backendRunId && one.name === name);
  }

  /** Newest first; with uploads under way. */
  list(): readonly StoredArtifact[] {
    return [...this.#artifacts.values()].reverse();
  }
}
