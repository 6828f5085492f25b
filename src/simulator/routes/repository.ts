import { createHash } from 'node:crypto';
import { type ApiResponse, json, notFound, problem, type RouteContext } from '../message.ts';
import { fullRepositoryView } from '../views/repository-view.ts';
import type { World } from '../world/world.ts';
import { RepoRoutes } from './repo-routes.ts';
import type { Route } from './table.ts';

/** The repository and its files. */
export function repositoryRoutes(world: World): readonly Route[] {
  const repo = new RepoRoutes(world);
  return [
    repo.get('', (context) => json(200, fullRepositoryView(world.repository, world.bornAt, context.canWrite, context.links))),
    repo.get('/contents/{+path}', (context) => contents(world, context)),
  ];
}

/** A workflow file as `content-file`, its bytes when `application/vnd.github.raw` is asked for, or the folder of workflows. */
function contents(world: World, context: RouteContext): ApiResponse {
  const ref = (context.query.get('ref') ?? 'main').replace(/^refs\/(heads|tags)\//, '');
  if (!world.refs.has(ref) && ![...world.refs.values()].includes(ref)) return problem(404, `No commit found for the ref ${ref}`);
  const path = (context.params.path ?? '').replace(/\/$/, '');
  const file = (at: string, text: string) => entryView(world, context, ref, at, Buffer.from(text));
  if (path === '.github/workflows')
    return json(
      200,
      world.workflows.map((one) => file(one.path, one.source.text)),
    );
  const workflow = world.workflows.find((one) => one.path === path);
  if (workflow === undefined) return notFound();
  const { text } = workflow.source;
  if (/[./]raw\b/.test(context.headers.accept ?? ''))
    return { status: 200, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' }, body: text };
  const content = Buffer.from(text)
    .toString('base64')
    .replace(/(.{60})/g, '$1\n');
  return json(200, { ...file(path, text), content, encoding: 'base64' });
}

function entryView(world: World, { links }: RouteContext, ref: string, path: string, bytes: Buffer): Readonly<Record<string, unknown>> {
  const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  const url = `${links.repo}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git_url = `${links.repo}/git/blobs/${sha}`;
  const html_url = `${links.html}/${world.repository}/blob/${ref}/${path}`;
  const download_url = `${links.html}/${world.repository}/raw/${ref}/${path}`;
  const name = path.split('/').at(-1) ?? path;
  return {
    name,
    path,
    sha,
    size: bytes.length,
    url,
    html_url,
    git_url,
    download_url,
    type: 'file',
    _links: { self: url, git: git_url, html: html_url },
  };
}
