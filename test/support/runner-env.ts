import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUNDLE = join(ROOT, 'dist', 'index.js');
const CONTRACT = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as { inputs: Record<string, { default?: string }> };

/** The token that the tests give the Action; it must turn up nowhere but in the line that masks it. */
export const TOKEN = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';

export interface RunnerOptions {
  readonly apiUrl: string;
  /** The artifact service; absent: the job has none. */
  readonly results?: { readonly url: string; readonly token: string };
  readonly env?: Readonly<Record<string, string>>;
  /** Files of the checkout, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** How a step ended, and what the runner would make of it. */
export interface StepEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly annotations: readonly { readonly level: string; readonly title: string; readonly message: string }[];
}

export interface Step {
  readonly process: ChildProcess;
  readonly end: Promise<StepEnd>;
  /** Resolves when the log so far matches; rejects when the step ends without. */
  logged(pattern: RegExp): Promise<void>;
}

/**
 * A GitHub Actions runner as an action sees it: an environment of its variables and nothing else, a working directory, files for
 * outputs, state and summary. Starts the committed bundle as its own process on this Node.
 */
export class Runner implements Disposable {
  readonly workspace: string;
  /** Everything that the runner would keep of what main saved. */
  readonly state: Record<string, string> = {};
  readonly #root: string;
  readonly #options: RunnerOptions;
  #steps = 0;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#root = realpathSync(mkdtempSync(join(tmpdir(), 'runner-harness-action-')));
    this.workspace = join(this.#root, 'workspace');
    mkdirSync(this.workspace);
    for (const [name, text] of Object.entries(options.files ?? {})) this.write(name, text);
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  write(name: string, text: string): void {
    const path = join(this.workspace, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** The main step, to its end. */
  async main(inputs: Readonly<Record<string, string>>): Promise<StepEnd> {
    return await this.start(inputs).end;
  }

  /** The post step, with the state that main left. */
  async post(inputs: Readonly<Record<string, string>>): Promise<StepEnd> {
    return await this.start(inputs, Object.fromEntries(Object.entries(this.state).map(([name, value]) => [`STATE_${name}`, value]))).end;
  }

  start(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}): Step {
    const files = this.#commandFiles();
    const child = spawn(process.execPath, [BUNDLE], {
      cwd: this.workspace,
      env: { ...this.#variables(files), ...inputVariables(inputs), ...this.#options.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    const waiting = new Set<() => void>();
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        for (const look of waiting) look();
      });
    }
    const end = new Promise<StepEnd>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        Object.assign(this.state, keyValues(files.GITHUB_STATE));
        resolve({
          code,
          signal,
          log,
          outputs: keyValues(files.GITHUB_OUTPUT),
          summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
          annotations: annotationsOf(log),
        });
      });
    });
    const logged = (pattern: RegExp): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!pattern.test(log)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void end.then(() => reject(new Error(`the step ended without ${pattern} in its log:\n${log}`)));
      });
    return { process: child, end, logged };
  }

  /** Every file below the results' folder, by its path. */
  results(folder = 'runner-harness-results'): ReadonlyMap<string, Buffer> {
    const root = join(this.workspace, folder);
    const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(
      entries.map((entry) => [join(entry.parentPath, entry.name).slice(root.length + 1), readFileSync(join(entry.parentPath, entry.name))]),
    );
  }

  #commandFiles() {
    const folder = join(this.#root, `step-${++this.#steps}`);
    mkdirSync(folder);
    const file = (name: string): string => {
      const path = join(folder, name);
      writeFileSync(path, '');
      return path;
    };
    return {
      GITHUB_OUTPUT: file('output'),
      GITHUB_STATE: file('state'),
      GITHUB_STEP_SUMMARY: file('summary'),
      GITHUB_ENV: file('env'),
      GITHUB_PATH: file('path'),
    };
  }

  #variables(files: Readonly<Record<string, string>>): Record<string, string> {
    const { apiUrl, results } = this.#options;
    return {
      ...files,
      PATH: '/usr/bin:/bin',
      HOME: this.#root,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION: '__org_runner-harness',
      GITHUB_API_URL: apiUrl,
      GITHUB_EVENT_NAME: 'workflow_dispatch',
      GITHUB_JOB: 'load',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_REF_TYPE: 'branch',
      GITHUB_REPOSITORY: 'octo/fleet',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_ID: '4711',
      // The artifact client takes any other host for a GitHub Enterprise Server, and refuses.
      GITHUB_SERVER_URL: 'http://github.localhost',
      GITHUB_WORKSPACE: this.workspace,
      RUNNER_OS: 'Linux',
      RUNNER_TEMP: this.#root,
      ...(results === undefined ? {} : { ACTIONS_RESULTS_URL: results.url, ACTIONS_RUNTIME_TOKEN: results.token }),
    };
  }
}

/** As the runner does: defaults of action.yml, overruled by what the workflow gives. */
function inputVariables(given: Readonly<Record<string, string>>): Record<string, string> {
  for (const name of Object.keys(given)) if (!Object.hasOwn(CONTRACT.inputs, name)) throw new Error(`action.yml has no input ${name}`);
  const defaults = Object.entries(CONTRACT.inputs).map(([name, { default: text }]) => [name, name === 'token' ? TOKEN : (text ?? '')]);
  const values = { ...(Object.fromEntries(defaults) as Record<string, string>), ...given };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
}

/** A file of `name<<DELIMITER`, lines, `DELIMITER`. */
function keyValues(path: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [, name = '', , value = ''] of readFileSync(path, 'utf8').matchAll(/^(\S+?)<<(ghadelimiter_\S+)\r?\n([\s\S]*?)\r?\n\2$/gm))
    values[name] = value;
  return values;
}

function annotationsOf(log: string): StepEnd['annotations'] {
  return [...log.matchAll(/^::(error|warning|notice)(?: ([^\n]*?))?::(.*)$/gm)].map(([, level = '', properties = '', message = '']) => {
    const title = /(?:^|,)title=([^,]*)/.exec(properties)?.[1] ?? '';
    return { level, title: unescapeCommand(title), message: unescapeCommand(message) };
  });
}

function unescapeCommand(text: string): string {
  return text.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
}
