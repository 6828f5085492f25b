import { relative } from 'node:path';
import type { ReportInput } from '../core/result.ts';
import { terminalText } from '../reports/escape/log.ts';
import { renderTerminal } from '../reports/terminal.ts';
import { takesColour, type World } from './world.ts';

/** Lines longer than this are hard to read, however wide the terminal. */
const WIDEST = 120;

/** Prints the final report, and where its files lie. */
export function showReport(report: ReportInput, options: { readonly folder: string; readonly colour: boolean }, world: World): void {
  const { stdout } = world;
  const colour = takesColour(world, stdout, options.colour);
  stdout.write(`\n${renderTerminal(report, { colour, columns: Math.min(WIDEST, stdout.columns()) })}`);
  stdout.write(`\nResults: ${pathFor(world.cwd, options.folder)}\n`);
}

/** Short where it lies below the working directory. */
export function pathFor(cwd: string, folder: string): string {
  const short = relative(cwd, folder);
  return terminalText(short === '' || short.startsWith('..') ? folder : short, 2_000);
}
