import { lstatSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Numbers kept for each path: inode, mode, size, mtime and ctime in ms. Nobody can set a ctime: whatever changes a file moves it. */
export const STAT_WIDTH = 5;

/** Below this many paths a thread costs more than it saves (1.4 µs a path, measured on ext4). */
const ALONE = 2_000;
const MOST_THREADS = 4;

/** What is compared: absolute paths, and what they were like. The numbers are shared with the threads, so both sides see every change of them. */
export interface ScanList {
  readonly paths: readonly string[];
  readonly stats: Float64Array<SharedArrayBuffer>;
}

/** Threads that look at many files at once. One set serves all worktrees of a pool. */
export interface ScanThreads {
  /** Numbers of the paths that are not as they were, ascending. */
  scan(list: ScanList): Promise<number[]>;
  /** This list will not be asked about again. */
  forget(list: ScanList): void;
  close(): Promise<void>;
}

/** Is the path still what it was? Reads its inode, never its content. */
export function isAsBefore(path: string, stats: Float64Array, at: number): boolean {
  try {
    const now = lstatSync(path, { throwIfNoEntry: false });
    const i = at * STAT_WIDTH;
    return (
      now !== undefined &&
      now.ino === stats[i] &&
      now.mode === stats[i + 1] &&
      now.size === stats[i + 2] &&
      now.mtimeMs === stats[i + 3] &&
      now.ctimeMs === stats[i + 4]
    );
  } catch {
    // A folder on the way became unreadable, or a file.
    return false;
  }
}

export function scanThreads(threads = Math.min(MOST_THREADS, availableParallelism())): ScanThreads {
  const ids = new WeakMap<ScanList, number>();
  let workers: Worker[] | undefined;
  let lastId = 0;
  const ask = (worker: Worker, message: { readonly id: number; readonly load?: object }): Promise<number[]> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        worker.off('message', onMessage);
        worker.off('error', onError);
        if (worker.listenerCount('message') === 0) worker.unref();
      };
      const onMessage = (answer: { readonly id: number; readonly changed: number[] }): void => {
        if (answer.id !== message.id) return;
        end();
        resolve(answer.changed);
      };
      const onError = (error: Error): void => {
        end();
        reject(error);
      };
      worker.on('message', onMessage).on('error', onError);
      worker.ref();
      worker.postMessage(message);
    });
  return {
    async scan(list) {
      const { paths, stats } = list;
      if (paths.length < ALONE || threads < 2) return paths.flatMap((path, at) => (isAsBefore(path, stats, at) ? [] : [at]));
      workers ??= Array.from({ length: threads }, () => new Worker(`(${work.toString()})()`, { eval: true }));
      const known = ids.get(list);
      const id = known ?? ++lastId;
      ids.set(list, id);
      const share = Math.ceil(paths.length / workers.length);
      const parts = await Promise.all(
        workers.map((worker, n) => {
          const load = known === undefined ? { paths: paths.slice(n * share, (n + 1) * share), from: n * share, stats } : undefined;
          return ask(worker, load === undefined ? { id } : { id, load });
        }),
      );
      return parts.flat();
    },
    forget(list) {
      const id = ids.get(list);
      if (id !== undefined) for (const worker of workers ?? []) worker.postMessage({ id, forget: true });
      ids.delete(list);
    },
    async close() {
      await Promise.all((workers ?? []).map(async (worker) => await worker.terminate()));
      workers = undefined;
    },
  };
}

/** Runs in the thread, from its own text: so it works from source, from the package and from a bundle, and may use nothing from outside itself. */
function work(): void {
  const { lstatSync: look } = process.getBuiltinModule('node:fs');
  const { parentPort: port } = process.getBuiltinModule('node:worker_threads');
  interface Load {
    readonly paths: readonly string[];
    readonly from: number;
    readonly stats: Float64Array;
  }
  const loads = new Map<number, Load>();
  port?.on('message', ({ id, load, forget }: { readonly id: number; readonly load?: Load; readonly forget?: true }) => {
    if (forget === true) {
      loads.delete(id);
      return;
    }
    if (load !== undefined) loads.set(id, load);
    const { paths, from, stats } = loads.get(id) as Load;
    const changed: number[] = [];
    for (let n = 0; n < paths.length; n++) {
      const i = (from + n) * 5;
      try {
        const now = look(paths[n] as string, { throwIfNoEntry: false });
        if (
          now !== undefined &&
          now.ino === stats[i] &&
          now.mode === stats[i + 1] &&
          now.size === stats[i + 2] &&
          now.mtimeMs === stats[i + 3] &&
          now.ctimeMs === stats[i + 4]
        )
          continue;
      } catch {
        // Not as before.
      }
      changed.push(from + n);
    }
    port.postMessage({ id, changed });
  });
}
