import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from '../../scripts/tool.ts';

const FOLDER = join(import.meta.dirname, '..');
const PROGRAM = join(FOLDER, 'node_modules', 'artillery', 'bin', 'run');

/**
 * Installs artillery as bench/package-lock.json has it, without the scripts of its 470 packages (one fetches a browser).
 *
 * @returns whether it is there
 */
export async function installArtillery(): Promise<boolean> {
  if (existsSync(PROGRAM)) return true;
  console.log('artillery is not installed yet: npm ci in bench/ (470 MB, once; it is no part of the program)');
  const code = await new Promise<number | null>((resolve) => {
    const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: FOLDER, stdio: 'inherit' });
    npm.once('error', () => resolve(1));
    npm.once('close', resolve);
  });
  if (code === 0) return true;
  console.log(
    'artillery could not be installed, so there is nothing to compare with. Is the npm registry reachable? Try: npm ci --ignore-scripts --prefix bench',
  );
  return false;
}

/** Lets artillery send dispatches at an even rate, by its own command line in a process of its own. */
export async function runArtillery(options: { readonly url: string; readonly perMinute: number; readonly seconds: number }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'runner-harness-artillery-'));
  const { url, perMinute, seconds } = options;
  const json = { ref: 'main', inputs: { seconds: 1 } };
  const post = { url: '/repos/octo/fleet/actions/workflows/quick.yml/dispatches', headers: { authorization: 'token of-nobody' }, json };
  const script = { config: { target: url, phases: [{ duration: seconds, arrivalRate: perMinute / 60 }] }, scenarios: [{ flow: [{ post }] }] };
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(script));
  try {
    const { code, stdout } = await runNode([PROGRAM, 'run', join(folder, 'plan.json')], { capture: true, cwd: folder });
    if (code !== 0) throw new Error(`artillery ended with ${code}:\n${stdout}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
