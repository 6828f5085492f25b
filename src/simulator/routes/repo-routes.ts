import { type ApiResponse, json, notFound, type RouteContext } from '../message.ts';
import { jobView } from '../views/job-view.ts';
import { isShown, type SimJob, type SimRun, type SimWorkflow } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { pageOf } from './paging.ts';
import type { Access, Route } from './table.ts';

type Handle = (context: RouteContext) => ApiResponse;

/** Makes routes under `/repos/{owner}/{repo}`; every other repository is not found. */
export class RepoRoutes {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  get(path: string, handle: Handle): Route {
    return this.#route('GET', path, 'read', handle);
  }

  post(path: string, handle: Handle): Route {
    return this.#route('POST', path, 'write', handle);
  }

  patch(path: string, handle: Handle): Route {
    return this.#route('PATCH', path, 'write', handle);
  }

  delete(path: string, handle: Handle): Route {
    return this.#route('DELETE', path, 'write', handle);
  }

  put(path: string, handle: Handle): Route {
    return this.#route('PUT', path, 'write', handle);
  }

  /** 404 unless `{run_id}` is a run. */
  withRun(handle: (run: SimRun, context: RouteContext) => ApiResponse): Handle {
    return (context) => {
      const run = this.#world.run(Number(context.params.run_id));
      return run === undefined ? notFound() : handle(run, context);
    };
  }

  /** 404 unless the parameter is a job; a check run of GitHub Actions has its job's id. */
  withJob(parameter: 'job_id' | 'check_run_id', handle: (run: SimRun, job: SimJob, context: RouteContext) => ApiResponse): Handle {
    return (context) => {
      const found = this.#world.job(Number(context.params[parameter]));
      return found === undefined || !isShown(found.job) ? notFound() : handle(found.run, found.job, context);
    };
  }

  /** 404 unless `{workflow_id}` is the number or the file name of a workflow. */
  withWorkflow(handle: (workflow: SimWorkflow, context: RouteContext) => ApiResponse): Handle {
    return (context) => {
      const id = context.params.workflow_id ?? '';
      const workflow = this.#world.workflows.find((one) => String(one.id) === id || one.source.file === id || one.path === id);
      return workflow === undefined ? notFound() : handle(workflow, context);
    };
  }

  /** One page of the jobs that GitHub shows. */
  jobs(run: SimRun, jobs: readonly SimJob[], context: RouteContext): ApiResponse {
    const shown = jobs.filter(isShown);
    const page = pageOf(shown, context);
    const views = page.items.map((job) => jobView(run, job, this.#world.repository, context.links, context.at));
    return json(200, { total_count: shown.length, jobs: views }, page.headers);
  }

  #route(method: Route['method'], path: string, access: Access, handle: Handle): Route {
    return {
      method,
      path: `/repos/{owner}/{repo}${path}`,
      access,
      handle: (context) => {
        const { owner, repo } = context.params;
        return `${owner}/${repo}`.toLowerCase() === this.#world.repository.toLowerCase() ? handle(context) : notFound();
      },
    };
  }
}
