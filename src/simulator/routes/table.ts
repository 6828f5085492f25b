import type { ApiResponse, RouteContext } from '../message.ts';

/** What a token must be allowed to use a route. */
export type Access = 'read' | 'write';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/repos/{owner}/{repo}/actions/runs/{run_id}`, as in GitHub's OpenAPI description. */
  readonly path: string;
  readonly access: Access;
  /** Which hourly allowance it draws on; default `core`. */
  readonly resource?: 'core' | 'graphql';
  /** Takes nothing off the hourly allowance. */
  readonly free?: boolean;
  readonly handle: (context: RouteContext) => ApiResponse;
}

/** Finds routes by method and path. */
export class RouteTable {
  readonly #routes: readonly { readonly route: Route; readonly pattern: RegExp }[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  }

  /** `undefined`: there is no such path. A HEAD finds the GET. */
  find(method: string, path: string): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | undefined {
    const wanted = method === 'HEAD' ? 'GET' : method;
    for (const { route, pattern } of this.#routes) {
      if (route.method !== wanted) continue;
      const match = pattern.exec(path);
      if (match !== null) return { route, params: decoded(match.groups ?? {}) };
    }
    return undefined;
  }
}

/** `{+path}` takes slashes, `{name}` does not. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\+?)(\w+)\}/g, (_, plus: string, name: string) => `(?<${name}>${plus === '+' ? '.+' : '[^/]+'})`)}/?$`);
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}
