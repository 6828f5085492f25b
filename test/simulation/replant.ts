import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlantedBug } from './planted-bugs.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** What a copy of the program with one bug showed. */
export interface PlantOutcome {
  /** The first seed that broke an invariant. */
  readonly seed?: number;
  readonly broken?: string;
}

/** The file with the bug. Throws when it does not stand there exactly once: then the list has to be mended. */
export function plant(bug: PlantedBug, text = readFileSync(join(ROOT, bug.file), 'utf8')): string {
  const parts = text.split(bug.find);
  if (parts.length !== 2)
    throw new Error(`"${bug.name}": its text stands ${parts.length - 1} times in ${bug.file}, not once: mend test/simulation/planted-bugs.ts`);
  return parts.join(bug.replace);
}

/** Puts the bug into a copy of the source and runs seeds there until one finds it. */
export async function huntBug(bug: PlantedBug, from: number, to: number): Promise<PlantOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'runner-harness-planted-'));
  try {
    const text = plant(bug);
    for (const part of ['src', 'test/simulation', 'test/support', 'package.json']) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, bug.file), text);
    const output = await runNode([join(folder, 'test/simulation/hunt.ts'), String(from), String(to)]);
    const [, seed, broken] = /^FOUND (\d+) (.*)$/m.exec(output) ?? [];
    if (seed === undefined && !/^NOTHING$/m.test(output)) throw new Error(`"${bug.name}": the hunt ended without a word: ${output.slice(-600)}`);
    return seed === undefined ? {} : { seed: Number(seed), broken: broken ?? '' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runNode(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}
