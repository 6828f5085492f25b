import type { PlanFormat } from './document.ts';

/**
 * The format of a plan file by its name; `undefined` for an ending that is none of `.yml`, `.yaml`, `.json`, `.toml`.
 *
 * @example planFormat('plan.yml') // 'yaml'
 */
export function planFormat(fileName: string): PlanFormat | undefined {
  const ending = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase();
  return ending === 'yml' ? 'yaml' : ending === 'yaml' || ending === 'json' || ending === 'toml' ? ending : undefined;
}
