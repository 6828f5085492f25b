import * as core from '@actions/core';
import type { Annotation } from '../reports/annotations.ts';
import { logLine } from '../reports/escape/log.ts';
import { createRedactor, type Redact } from '../reports/escape/redact.ts';
import type { UsageProblem } from './problem.ts';
import type { Environment } from './surroundings.ts';

/** Longest line of the log; what is longer is cut, and stands whole in the session's files. */
const COLUMNS = 4_000;

/**
 * The one door to the step's log. Every text passes it as data: secrets are taken out, and no run name, input or error message can
 * become a workflow command or move a cursor, because a line leaves as one line and never begins with "::".
 */
export interface Console {
  line(text: string): void;
  /** Lines under a heading that folds. */
  group(heading: string, lines: Iterable<string>): void;
  annotate(note: Annotation): void;
  /** A problem of what the user gave, shown in its file where it has one. */
  problem(problem: UsageProblem, text: string): void;
}

/** The door for the step that the environment describes: its token is secret, also before it is known to be one. */
export function consoleFor(env: Environment): Console {
  const token = env.INPUT_TOKEN?.trim() ?? '';
  return createConsole(token === '' ? [] : [token]);
}

const SEND = { error: core.error, warning: core.warning, notice: core.notice } as const;

/** @param secrets are masked by the runner, and taken out here, because files and the log of a self-hosted runner are not masked */
export function createConsole(secrets: readonly string[]): Console {
  for (const secret of secrets) core.setSecret(secret);
  const redact: Redact = createRedactor(secrets);
  const clean = (text: string): string => logLine(redact(text), COLUMNS);
  const line = (text: string): void => {
    for (const part of text.split(/\r\n|\r|\n/)) core.info(clean(part));
  };
  return {
    line,
    group(heading, lines) {
      core.startGroup(clean(heading));
      for (const text of lines) line(text);
      core.endGroup();
    },
    annotate({ level, title, message }) {
      SEND[level](clean(message), { title: clean(title) });
    },
    problem({ place }, text) {
      const at = place === undefined ? {} : { file: place.file, startLine: place.line, startColumn: place.column };
      core.error(clean(text), { title: 'Runner Harness', ...at });
    },
  };
}
