import { type ApiRequest, type ApiResponse, json, urlOf } from '../message.ts';
import type { SignedLinks } from '../signed-links.ts';
import type { ArtifactStore, StoredArtifact } from './artifact-store.ts';

const PATH = /^\/twirp\/github\.actions\.results\.api\.v1\.ArtifactService\/(\w+)$/;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Is this a call of the artifact service, which @actions/artifact uploads through? */
export function isArtifactCall(request: ApiRequest): boolean {
  return request.url.startsWith('/twirp/');
}

/**
 * The token that a job gets from its runner, good for the artifacts of one run. Like GitHub's it is a JWT whose scope names run and
 * job; nobody checks the signature.
 */
export function runtimeToken(backendRunId: string, backendJobId: string): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ scp: `Actions.Results:${backendRunId}:${backendJobId}` })}.${Buffer.from('embedded').toString('base64url')}`;
}

/** The results service's five calls about artifacts (Twirp, JSON with snake_case names; 64-bit numbers are strings). */
export class ArtifactService {
  readonly #store: ArtifactStore;
  readonly #links: SignedLinks;
  readonly #origin: () => string;

  constructor(store: ArtifactStore, links: SignedLinks, origin: () => string) {
    this.#store = store;
    this.#links = links;
    this.#origin = origin;
  }

  handle(request: ApiRequest, at: number): ApiResponse {
    const method = PATH.exec(urlOf(request).pathname)?.[1];
    const ids = backendIds(request.headers.authorization);
    if (ids === undefined) return fault(401, 'unauthenticated', 'the token names no run');
    const body = parse(request.body);
    if (body === undefined) return fault(400, 'malformed', 'the request is no JSON object');
    if (body.workflow_run_backend_id !== ids.run) return fault(403, 'permission_denied', 'the token belongs to another run');
    switch (method) {
      case 'CreateArtifact':
        return this.#create(body, at);
      case 'FinalizeArtifact':
        return this.#finalize(body, at);
      case 'ListArtifacts':
        return this.#list(body);
      case 'GetSignedArtifactURL':
        return this.#with(body, (artifact) => json(200, { signed_url: this.#links.sign(this.#origin(), `/artifacts/${artifact.id}`, at + HOUR_MS) }));
      case 'DeleteArtifact':
        return this.#with(body, (artifact) => {
          this.#store.delete(artifact.id);
          return json(200, { ok: true, artifact_id: String(artifact.id) });
        });
      default:
        return fault(404, 'bad_route', `no such call: ${request.url}`);
    }
  }

  #create(body: Body, at: number): ApiResponse {
    const name = text(body.name);
    if (name === '') return fault(400, 'invalid_argument', 'name is required');
    const wanted = Date.parse(text(body.expires_at));
    const artifact = this.#store.create(at, {
      name,
      backendRunId: text(body.workflow_run_backend_id),
      backendJobId: text(body.workflow_job_run_backend_id),
      expiresAt: Number.isNaN(wanted) ? at + 90 * DAY_MS : wanted,
      contentType: text(body.mime_type) || 'application/zip',
    });
    if (artifact === undefined) return fault(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
    return json(200, { ok: true, signed_upload_url: this.#links.sign(this.#origin(), `/uploads/${artifact.id}`, at + HOUR_MS) });
  }

  #finalize(body: Body, at: number): ApiResponse {
    const artifact = this.#store.find(text(body.workflow_run_backend_id), text(body.name));
    if (artifact === undefined) return fault(404, 'not_found', `no artifact ${text(body.name)}`);
    if (Number(body.size) !== artifact.bytes.length)
      return fault(400, 'invalid_argument', `size is ${String(body.size)}, but ${artifact.bytes.length} bytes were uploaded`);
    this.#store.finalize(at, artifact);
    return json(200, { ok: true, artifact_id: String(artifact.id) });
  }

  #list(body: Body): ApiResponse {
    const matches = (artifact: StoredArtifact): boolean =>
      artifact.finalized &&
      artifact.backendRunId === body.workflow_run_backend_id &&
      (body.name_filter === undefined || artifact.name === body.name_filter) &&
      (body.id_filter === undefined || String(artifact.id) === body.id_filter);
    const artifacts = this.#store
      .list()
      .filter(matches)
      .map((artifact) => ({
        workflow_run_backend_id: artifact.backendRunId,
        workflow_job_run_backend_id: artifact.backendJobId,
        database_id: String(artifact.id),
        name: artifact.name,
        size: String(artifact.bytes.length),
        created_at: new Date(artifact.createdAt).toISOString(),
        digest: artifact.digest,
      }));
    return json(200, { artifacts });
  }

  #with(body: Body, handle: (artifact: StoredArtifact) => ApiResponse): ApiResponse {
    const artifact = this.#store.find(text(body.workflow_run_backend_id), text(body.name));
    return artifact?.finalized === true ? handle(artifact) : fault(404, 'not_found', `no artifact ${text(body.name)}`);
  }
}

type Body = Readonly<Record<string, unknown>>;

function fault(status: number, code: string, msg: string): ApiResponse {
  return json(status, { code, msg });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function parse(bytes: Uint8Array): Body | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}

/** The run and job of the scope `Actions.Results:<run>:<job>`. */
function backendIds(authorization: string | undefined): { readonly run: string; readonly job: string } | undefined {
  const payload = /^Bearer [\w-]+\.([\w-]+)\.[\w-]*$/i.exec(authorization ?? '')?.[1];
  const scopes = text(parse(Buffer.from(payload ?? '', 'base64url'))?.scp).split(' ');
  const [, run = '', job = ''] =
    scopes.map((scope) => scope.split(':')).find(([kind, ...ids]) => kind === 'Actions.Results' && ids.length === 2) ?? [];
  return run === '' ? undefined : { run, job };
}
