/** A checkpoint that is kept somewhere. */
export interface StoredCheckpoint {
  readonly name: string;
  /** Of what is loaded, packed or not. */
  readonly sizeBytes?: number;
}

/** Keeps copies of journals where the death of the controller's machine does not reach them. */
export interface CheckpointStore {
  /** For people: `artifacts of run 123`. */
  readonly name: string;
  /** Every checkpoint of the session that can be loaded, in any order. */
  list(sessionId: string): Promise<readonly StoredCheckpoint[]>;
  /** @throws CheckpointNameTakenError when there is one of that name, which stays as it is */
  save(name: string, bytes: Uint8Array): Promise<void>;
  /** @throws when it is gone, damaged on the way, or larger than is read */
  load(name: string): Promise<Uint8Array>;
  /** Best effort; what is not there is no error. */
  remove(name: string): Promise<void>;
}

/** A checkpoint can't be replaced: take the next number. */
export class CheckpointNameTakenError extends Error {
  override readonly name = 'CheckpointNameTakenError';
}
