import type { Plan } from '../core/plan/plan.ts';
import type { Target } from '../ports/target.ts';
import { createHttpTarget } from '../targets/http/http-target.ts';
import { LineMixer } from './line-mixer.ts';
import type { OpenTargetOptions, Place } from './target-place.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** Opens a command server as the place of a plan. */
export function openHttp(plan: Plan, options: OpenTargetOptions, world: World): Place {
  const { target: spec } = plan;
  if (spec.kind !== 'http') throw new RangeError('the plan has another target');
  if (options.speed !== undefined)
    throw new UsageError('--speed is for the embedded GitHub: tests on a command server take the time that they take', { fix: 'leave it out' });
  const { http } = spec;
  const given = (world.env[http.tokenEnv] ?? '').trim();
  const token = given === '' ? undefined : given;
  const lines = options.stream === true ? new LineMixer((line) => world.stderr.write(`${line}\n`)) : undefined;
  let target: Target | undefined;
  return {
    clock: options.clock,
    speed: 1,
    about: [],
    secrets: token === undefined ? [] : [token],
    createTarget({ folder }) {
      target = createHttpTarget({
        spec: http,
        clock: options.clock,
        folder,
        ...(token === undefined ? {} : { token }),
        ...(lines === undefined ? {} : { onOutput: ({ id, worker }, text) => lines.add(`${worker} ${id}`, text) }),
      });
      return target;
    },
    requests: () => target?.usage().requests ?? 0,
    [Symbol.asyncDispose]: async () => lines?.flush(),
  };
}
