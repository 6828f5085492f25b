import { type ApiResponse, json, notFound, problem, type RouteContext } from '../message.ts';
import { userView } from '../views/repository-view.ts';
import { nodeId, stamp } from '../views/stamp.ts';
import type { World } from '../world/world.ts';
import { pageOf } from './paging.ts';
import { RepoRoutes } from './repo-routes.ts';
import type { Route } from './table.ts';

interface Comment {
  readonly id: number;
  /** Of the issue or pull request; every number from 1 on is one. */
  readonly issue: number;
  readonly login: string;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
}

const FIRST_ID = 3_100_000_001;
const LONGEST = 65_536;

/** Comments under issues and pull requests. */
export function commentRoutes(world: World): readonly Route[] {
  const repo = new RepoRoutes(world);
  const comments = new Map<number, Comment>();
  const withComment = (handle: (comment: Comment, context: RouteContext) => ApiResponse) => (context: RouteContext) => {
    const comment = comments.get(Number(context.params.comment_id));
    return comment === undefined || comment.issue === 0 ? notFound() : handle(comment, context);
  };
  return [
    repo.get('/issues/{issue_number}/comments', (context) => {
      const issue = issueOf(context);
      if (issue === undefined) return notFound();
      const page = pageOf(
        [...comments.values()].filter((one) => one.issue === issue),
        context,
      );
      return json(
        200,
        page.items.map((one) => view(one, world, context)),
        page.headers,
      );
    }),
    repo.post('/issues/{issue_number}/comments', (context) => {
      const issue = issueOf(context);
      if (issue === undefined) return notFound();
      const body = bodyOf(context);
      if (typeof body !== 'string') return body;
      const made = { id: FIRST_ID + comments.size, issue, login: context.login, body, createdAt: context.at, updatedAt: context.at };
      comments.set(made.id, made);
      return json(201, view(made, world, context));
    }),
    repo.patch(
      '/issues/comments/{comment_id}',
      withComment((comment, context) => {
        const body = bodyOf(context);
        if (typeof body !== 'string') return body;
        Object.assign(comment, { body, updatedAt: context.at });
        return json(200, view(comment, world, context));
      }),
    ),
    repo.delete(
      '/issues/comments/{comment_id}',
      withComment((comment) => {
        // Its id is never given again: the map keeps the empty place.
        comment.body = '';
        Object.assign(comment, { issue: 0 });
        return { status: 204, headers: {}, body: '' };
      }),
    ),
  ];
}

function issueOf({ params }: RouteContext): number | undefined {
  const number = Number(params.issue_number);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** The text, or the refusal that it gets. */
function bodyOf({ json: given }: RouteContext): string | ApiResponse {
  const { body } = (given ?? {}) as { readonly body?: unknown };
  if (typeof body !== 'string' || body.trim() === '') return problem(422, 'Validation Failed: body can not be blank');
  return body.length > LONGEST ? problem(422, `Validation Failed: body is too long (maximum is ${LONGEST} characters)`) : body;
}

/** `issue-comment` */
function view(comment: Comment, world: World, { links }: RouteContext): Readonly<Record<string, unknown>> {
  const { id, issue, login, body, createdAt, updatedAt } = comment;
  return {
    id,
    node_id: nodeId('IC', id),
    url: `${links.repo}/issues/comments/${id}`,
    html_url: `${links.html}/${world.repository}/pull/${issue}#issuecomment-${id}`,
    issue_url: `${links.repo}/issues/${issue}`,
    user: userView(login, links),
    body,
    created_at: stamp(createdAt),
    updated_at: stamp(updatedAt),
    author_association: 'NONE',
    performed_via_github_app: null,
  };
}
