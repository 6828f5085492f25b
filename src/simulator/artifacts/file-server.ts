import { type ApiRequest, type ApiResponse, urlOf } from '../message.ts';
import type { SignedLinks } from '../signed-links.ts';
import type { World } from '../world/world.ts';
import type { ArtifactStore, StoredArtifact } from './artifact-store.ts';
import { jobLog, runLogs } from './logs.ts';

/**
 * The storage behind the links: archives of artifacts and logs, and the place where uploads go (the two calls of Azure's blob protocol
 * that @actions/artifact makes, and the single PUT for small blobs).
 */
export class FileServer {
  readonly #store: ArtifactStore;
  readonly #links: SignedLinks;
  readonly #world: World;

  constructor(store: ArtifactStore, links: SignedLinks, world: World) {
    this.#store = store;
    this.#links = links;
    this.#world = world;
  }

  handle(request: ApiRequest, at: number): ApiResponse {
    const { pathname, searchParams } = urlOf(request);
    // A link opens by its signature alone; whoever sends a GitHub token along has leaked it.
    if (request.headers.authorization !== undefined)
      return xml(
        400,
        'InvalidAuthenticationInfo',
        'Authentication information is not given in the correct format. Check the value of Authorization header.',
      );
    if (!this.#links.isValid(pathname, searchParams, at))
      return xml(
        403,
        'AuthenticationFailed',
        'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
      );
    const [, kind, first = '', second = ''] = pathname.split('/');
    const artifact = kind === 'uploads' || kind === 'artifacts' ? this.#store.get(Number(first)) : undefined;
    if (request.method === 'PUT' && kind === 'uploads' && artifact !== undefined) return upload(artifact, request, searchParams);
    if (request.method !== 'GET') return xml(405, 'UnsupportedHttpVerb', 'The resource does not support the specified HTTP verb.');
    if (kind === 'artifacts' && artifact !== undefined) return download(`${artifact.name}.zip`, artifact.contentType, artifact.bytes);
    if (kind === 'run-logs') {
      const run = this.#world.run(Number(first));
      const attempt = run?.attempts[Number(second) - 1];
      if (run !== undefined && attempt !== undefined) return download(`logs_${run.id}.zip`, 'application/zip', runLogs(run, attempt));
    }
    if (kind === 'job-logs') {
      const found = this.#world.job(Number(first));
      if (found !== undefined) return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: jobLog(found.run, found.job) };
    }
    return xml(404, 'BlobNotFound', 'The specified blob does not exist.');
  }
}

function download(name: string, type: string, bytes: Uint8Array): ApiResponse {
  return {
    status: 200,
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name.replace(/["\r\n]/g, '_')}"` },
    body: bytes,
  };
}

function upload(artifact: StoredArtifact, request: ApiRequest, query: URLSearchParams): ApiResponse {
  if (artifact.finalized) return xml(409, 'BlobImmutableDueToPolicy', 'The artifact is complete.');
  const comp = query.get('comp');
  if (comp === 'block') artifact.blocks.set(query.get('blockid') ?? '', request.body);
  else if (comp === 'blocklist') {
    const ids = [...new TextDecoder().decode(request.body).matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]*)</g)].map(([, id = '']) => id);
    const parts = ids.map((id) => artifact.blocks.get(id));
    if (parts.some((part) => part === undefined)) return xml(400, 'InvalidBlockList', 'The specified block list is invalid.');
    artifact.bytes = Buffer.concat(parts.filter((part) => part !== undefined));
    artifact.contentType = request.headers['x-ms-blob-content-type'] ?? artifact.contentType;
  } else if (comp === null && request.headers['x-ms-blob-type'] === 'BlockBlob') artifact.bytes = request.body;
  else return xml(400, 'InvalidQueryParameterValue', `comp=${comp ?? ''} is not supported.`);
  const version = request.headers['x-ms-version'] ?? '2026-04-06';
  return {
    status: 201,
    headers: { etag: `"0x${artifact.id.toString(16).toUpperCase()}"`, 'x-ms-request-server-encrypted': 'true', 'x-ms-version': version },
    body: '',
  };
}

/** Azure's form of an error. */
function xml(status: number, code: string, message: string): ApiResponse {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code }, body };
}
