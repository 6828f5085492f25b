import { strToU8, zipSync } from 'fflate';
import type { FleetModel } from '../core/fleet/model.ts';
import type { WorkflowFile } from '../core/workflow/workflow-source.ts';
import type { Clock } from '../ports/clock.ts';
import { Api } from './api.ts';
import { ArtifactService, isArtifactCall, runtimeToken } from './artifacts/artifact-service.ts';
import { ArtifactStore } from './artifacts/artifact-store.ts';
import { FileServer } from './artifacts/file-server.ts';
import type { Fault, FaultHook } from './fault.ts';
import { GITHUB_LIMITS, type LimitOptions, RateLimits } from './limits.ts';
import type { ApiRequest, ApiResponse } from './message.ts';
import { artifactRoutes } from './routes/artifacts.ts';
import { checkRoutes } from './routes/checks.ts';
import { commentRoutes } from './routes/comments.ts';
import { metaRoutes } from './routes/meta.ts';
import { repositoryRoutes } from './routes/repository.ts';
import { runRoutes } from './routes/runs.ts';
import { workflowRoutes } from './routes/workflows.ts';
import { type ServerMode, serverKind } from './server-kind.ts';
import { SignedLinks } from './signed-links.ts';
import { type TokenSpec, Tokens } from './tokens.ts';
import { type TrueRun, trueRun } from './truth.ts';
import type { SimJob, SimRun } from './world/run.ts';
import { World } from './world/world.ts';

export interface EmbeddedGitHubOptions {
  /** Stamps everything; a client in the same process should share it. */
  readonly clock: Clock;
  readonly workflows: readonly WorkflowFile[];
  /** Default: 20 runners for any label, no start-up time, jobs take what their steps sleep. */
  readonly fleet?: FleetModel;
  /** `owner/name`; default `octo/fleet`. */
  readonly repository?: string;
  /** Default `github`. */
  readonly mode?: ServerMode;
  /** Default: github.com's for a personal token, none on a GHES. `off`: none, and no headers about them. */
  readonly limits?: LimitOptions | 'off';
  /** A run appears in listings so long after it came to be; default 0. */
  readonly listLagMs?: number;
  /** Who may come in, by token; default: any token may do everything. */
  readonly tokens?: Readonly<Record<string, TokenSpec>>;
  /** Branches and tags besides `main`. */
  readonly refs?: readonly string[];
  /** How many times as long as elsewhere jobs work on one of the refs: `{ feature: 1.05 }` is 5 % slower there. */
  readonly slowRefs?: Readonly<Record<string, number>>;
}

/** A request that came in, as it was answered. */
export interface LoggedRequest {
  readonly at: number;
  readonly door: 'api' | 'files';
  readonly method: string;
  /** With the query, without `/api/v3`. */
  readonly path: string;
  /** 0: the connection was broken. */
  readonly status: number;
  readonly fault?: Fault['kind'];
}

/** What to do with a request: answer, perhaps late or not to the end, or break the connection. */
export type Outcome =
  | { readonly kind: 'answer'; readonly response: ApiResponse; readonly delayMs: number; readonly cutAtBytes?: number }
  | { readonly kind: 'reset' };

const DEFAULT_FLEET: FleetModel = { pools: [{ name: 'runner', runners: 20, startupMs: 0 }], failureRate: 0, seed: 1 };
const DAY_MS = 86_400_000;
/** The earliest year that a zip file can hold is 1980. */
const ZIP_EPOCH_MS = Date.UTC(1980, 0, 2);

/** The embedded GitHub without a socket: requests in, answers out. Time passes between requests, when somebody looks. */
export class EmbeddedGitHub {
  readonly repository: string;
  /** Every request, in order. */
  readonly requests: LoggedRequest[] = [];
  readonly #clock: Clock;
  readonly #world: World;
  readonly #api: Api;
  readonly #service: ArtifactService;
  readonly #files: FileServer;
  readonly #artifacts = new ArtifactStore();
  #fault: FaultHook | undefined;
  #latest = Number.NEGATIVE_INFINITY;

  /** @param filesOrigin where the `files` door is; asked late, because a port is known late */
  constructor(options: EmbeddedGitHubOptions, filesOrigin: () => string) {
    const { clock, workflows, fleet = DEFAULT_FLEET, repository = 'octo/fleet', mode = 'github', listLagMs = 0, refs = [], slowRefs = {} } = options;
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new RangeError(`repository must be owner/name, got "${repository}"`);
    const kind = serverKind(mode);
    const limits = new RateLimits(options.limits === 'off' ? {} : (options.limits ?? (kind.limited ? GITHUB_LIMITS : {})));
    const links = new SignedLinks(`${repository}/${fleet.seed}`);
    this.#clock = clock;
    this.repository = repository;
    const onSuccess = (at: number, run: SimRun, job: SimJob): void => this.#leaveArtifacts(at, run, job);
    this.#world = new World({ repository, workflows, fleet, bornAt: this.#now(), refs, slowRefs, onSuccess });
    this.#service = new ArtifactService(this.#artifacts, links, filesOrigin);
    this.#files = new FileServer(this.#artifacts, links, this.#world);
    const routes = [
      ...repositoryRoutes(this.#world),
      ...workflowRoutes(this.#world, kind, listLagMs),
      ...runRoutes(this.#world, listLagMs),
      ...artifactRoutes(this.#world, this.#artifacts, links),
      ...checkRoutes(this.#world),
      ...commentRoutes(this.#world),
      ...metaRoutes(limits),
    ];
    this.#api = new Api({ repository, kind, tokens: new Tokens(options.tokens), limits, routes, filesOrigin });
  }

  /** Answers one request. Never throws for anything that a client can send. */
  handle(request: ApiRequest, door: 'api' | 'files'): Outcome {
    const at = this.#now();
    const path = request.url.replace(/^\/api\/v3(?=\/|$)/, '') || '/';
    const fault = this.#fault?.({ n: this.requests.length, at, door, method: request.method, path });
    const outcome = this.#outcome(request, door, at, fault);
    const status = outcome.kind === 'reset' ? 0 : outcome.response.status;
    this.requests.push({ at, door, method: request.method, path, status, ...(fault === undefined ? {} : { fault: fault.kind }) });
    return outcome;
  }

  /** What really happened, up to now; oldest run first. */
  truth(): readonly TrueRun[] {
    this.#world.advanceTo(this.#now());
    return this.#world.runs.map(trueRun);
  }

  /** Lets things go wrong from the next request on; `undefined` ends it. */
  setFault(hook: FaultHook | undefined): void {
    this.#fault = hook;
  }

  /** What `ACTIONS_RUNTIME_TOKEN` holds in a job of the run: with it, @actions/artifact uploads here. */
  runtimeToken(runId: string | number): string {
    return runtimeToken(String(runId), 'job');
  }

  #outcome(request: ApiRequest, door: 'api' | 'files', at: number, fault: Fault | undefined): Outcome {
    const answer = (response: ApiResponse): Outcome => ({ kind: 'answer', response, delayMs: 0 });
    const given = fault?.kind === 'answer' ? { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' } : undefined;
    if (fault?.kind === 'reset' && fault.when === 'before') return { kind: 'reset' };
    if (fault?.kind === 'answer' && fault.when === 'before' && given !== undefined) return answer(given);
    this.#world.advanceTo(at);
    const response = this.#respond(request, door, at);
    if (fault?.kind === 'reset') return { kind: 'reset' };
    if (given !== undefined) return answer(given);
    if (fault?.kind === 'delay') return { kind: 'answer', response, delayMs: fault.ms };
    if (fault?.kind === 'cut') return { kind: 'answer', response, delayMs: 0, cutAtBytes: fault.bytes };
    return answer(response);
  }

  #respond(request: ApiRequest, door: 'api' | 'files', at: number): ApiResponse {
    if (door === 'files') return this.#files.handle(request, at);
    if (request.url === '/healthz') return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok\n' };
    return isArtifactCall(request) ? this.#service.handle(request, at) : this.#api.handle(request, at);
  }

  /** Nobody runs the scripts, so what an upload step leaves is a note that says so, under the right name. */
  #leaveArtifacts(at: number, run: SimRun, job: SimJob): void {
    for (const { upload } of job.planned.steps) {
      if (upload === undefined) continue;
      const note = { simulated: true, run: run.id, job: job.planned.name, path: upload.path };
      const name =
        upload.path
          .split('/')
          .at(-1)
          ?.replace(/[^\w.-]/g, '_') || 'file';
      const expiresAt = at + upload.retentionDays * DAY_MS;
      const spec = { name: upload.name, backendRunId: String(run.id), backendJobId: String(job.id), expiresAt, contentType: 'application/zip' };
      const artifact = this.#artifacts.create(at, spec);
      if (artifact === undefined) continue;
      artifact.bytes = zipSync({ [name]: strToU8(`${JSON.stringify(note)}\n`) }, { mtime: new Date(Math.max(at, ZIP_EPOCH_MS)) });
      this.#artifacts.finalize(at, artifact);
    }
  }

  /** The world's time never goes back, not even by a fraction. */
  #now(): number {
    this.#latest = Math.max(this.#latest, this.#clock.now());
    return this.#latest;
  }
}
