import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { planFiles } from '../app/plan-files.ts';
import { type PlanParse, parsePlan } from '../core/plan/parse-plan.ts';
import { planFormat } from '../core/plan/plan-format.ts';
import { UsageError } from './usage-error.ts';

/** The parser refuses more than 256 KiB; this much is read so that it can say so. */
const MOST_BYTES = 256 * 1_024 + 1;

/** A plan file as it lies on disk. */
export interface PlanText {
  /** As the user named it. */
  readonly source: string;
  readonly text: string;
  readonly parse: (set?: readonly string[]) => PlanParse;
}

/**
 * Reads a plan file.
 *
 * @throws UsageError when there is no such file, or its name says no format
 */
export async function readPlan(source: string, folder: string): Promise<PlanText> {
  const format = planFormat(source);
  const path = resolve(folder, source);
  const text = await readText(path, source);
  if (format === undefined) throw new UsageError(`${source}: a plan's name ends in .yml, .yaml, .json or .toml`);
  return { source, text, parse: (set = []) => parsePlan(text, { format, source, set, readFile: planFiles(dirname(path)) }) };
}

async function readText(path: string, source: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      if ((await file.stat()).isDirectory())
        throw new UsageError(`${source} is a folder`, { fix: `name the plan in it, such as ${source.replace(/\/$/, '')}/plan.yml` });
      const { bytesRead, buffer } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
      return buffer.subarray(0, bytesRead).toString('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new UsageError(`there is no plan ${source} (looked for ${path})`, { fix: 'runner-harness init writes one to start from', cause: error });
    }
    throw new UsageError(`${source} can't be read: ${message}`, { cause: error });
  }
}
