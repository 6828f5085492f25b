/** GitHub's stamps have whole seconds: `2026-11-21T03:33:25Z`. The fraction is cut, as a clock cuts it. */
export function stamp(at: number): string {
  return `${new Date(Math.floor(at / 1_000) * 1_000).toISOString().slice(0, 19)}Z`;
}

/** GitHub's opaque ids: base64 of a type and a number. */
export function nodeId(type: string, id: number | string): string {
  return `${type}_${Buffer.from(`${type}:${id}`).toString('base64url')}`;
}
