import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { addRecords, emptyHistory, formatHistory } from '../../core/history/history.ts';
import type { GitHubApi } from '../../ports/github-api.ts';
import { type ArtifactBaselineOptions, BASELINE_FILE, createArtifactBaselineStore } from './artifact-baseline-store.ts';

const HISTORY = formatHistory(addRecords(emptyHistory('perf'), [{ id: 'r1', measuredAt: '2026-11-21T00:00:00.000Z', benchmarks: [] }]));
const ARCHIVE = zipSync({ [BASELINE_FILE]: strToU8(HISTORY) });
const REPOSITORY = 'acme/widgets';
const WORKFLOW = '.github/workflows/perf.yml';

const GOOD = {
  id: 11,
  conclusion: 'success',
  event: 'push',
  head_branch: 'main',
  path: WORKFLOW,
  head_repository: { full_name: REPOSITORY },
  repository: { full_name: REPOSITORY },
};

interface World {
  readonly runs?: readonly object[];
  readonly artifacts?: readonly object[];
  readonly archive?: Uint8Array;
  readonly status?: number;
}

/** A GitHub with these runs, each of which has the same artifacts. */
function store({ runs = [GOOD], artifacts, archive = ARCHIVE, status = 200 }: World, more: Partial<ArtifactBaselineOptions> = {}) {
  const listed = artifacts ?? [{ id: 5, name: 'baseline', expired: false, size_in_bytes: archive.length }];
  const asked: string[] = [];
  const sent: Readonly<Record<string, string>>[] = [];
  const answer = (json: unknown) =>
    ({ kind: 'answer', status, headers: {}, message: status < 300 ? '' : 'Resource not accessible by integration', json }) as const;
  const api: GitHubApi = async (route, params) => {
    asked.push(`${route} ${String(params.run_id ?? '')}`);
    if (route.endsWith('/zip') || route.includes('archive_format')) {
      return { kind: 'answer', status: 302, headers: {}, message: '', location: 'https://storage.example/a.zip?sig=1' };
    }
    if (route.includes('/artifacts')) return answer({ artifacts: listed });
    return answer(route.includes('workflows') ? { workflow_runs: runs } : { default_branch: 'main' });
  };
  const fetch: ArtifactBaselineOptions['fetch'] = async ({ headers }) => {
    sent.push(headers);
    return { status: 200, headers: {}, body: archive };
  };
  const made = createArtifactBaselineStore({ api, fetch, repository: REPOSITORY, workflow: WORKFLOW, name: 'baseline', ...more });
  return { load: () => made.load('perf'), made, asked, sent };
}

describe('a baseline in an artifact', () => {
  it('is taken from the last successful run on the default branch, and the storage gets no token', async () => {
    const { load, sent } = store({});
    expect(await load()).toMatchObject({ kind: 'found', from: 'artifact baseline of run 11 on main' });
    expect(sent).toEqual([{}]);
  });

  it.each([
    ['a fork whose branch has the same name', { head_repository: { full_name: 'evil/widgets' } }],
    ['a fork that was deleted', { head_repository: null }],
    ['a pull request', { event: 'pull_request' }],
    ['a pull request with rights', { event: 'pull_request_target' }],
    ['a workflow that reacts to others', { event: 'workflow_run' }],
    ['another workflow file of the same file name', { path: '.github/workflows/deeper/perf.yml' }],
    ['another branch', { head_branch: 'maint' }],
  ])('never comes from %s', async (_, change) => {
    const { load, asked } = store({ runs: [{ ...GOOD, ...change }] });
    expect(await load()).toMatchObject({
      kind: 'none',
      why: expect.stringContaining('1 run of a fork, a pull request or another workflow file passed over'),
    });
    expect(asked.filter((route) => route.includes('artifacts'))).toEqual([]);
  });

  it('passes over runs that failed, and this run itself', async () => {
    const runs = [{ ...GOOD, id: 13 }, { ...GOOD, id: 12, conclusion: 'failure' }, GOOD];
    expect(await store({ runs }, { runId: '13' }).load()).toMatchObject({ from: 'artifact baseline of run 11 on main' });
  });

  it('looks into earlier runs when the last ones left none, and gives up in the end', async () => {
    const runs = Array.from({ length: 40 }, (_, i) => ({ ...GOOD, id: 100 - i }));
    const { load, asked } = store({ runs, artifacts: [{ id: 5, name: 'baseline', expired: true, size_in_bytes: 1 }] });
    expect(await load()).toMatchObject({ kind: 'none' });
    expect(asked.filter((route) => route.includes('run_id'))).toHaveLength(10);
  });

  it.each([
    ['a bomb', { archive: zipSync({ [BASELINE_FILE]: [new Uint8Array(3_000_000), { level: 9 as const }] }) }, 'a bomb'],
    ['a path that leads out', { archive: zipSync({ [BASELINE_FILE]: strToU8(HISTORY), '../../.bashrc': strToU8('x') }) }, 'leads out'],
    ['the wrong file', { archive: zipSync({ 'other.json': strToU8(HISTORY) }) }, `has no ${BASELINE_FILE}`],
    ['no archive', { archive: strToU8('<html>gone</html>') }, 'no zip archive'],
    ['another digest', { artifacts: [{ id: 5, name: 'baseline', size_in_bytes: 9, digest: `sha256:${'0'.repeat(64)}` }] }, 'its digest is'],
    ['a gigabyte', { artifacts: [{ id: 5, name: 'baseline', size_in_bytes: 2 ** 30 }] }, 'more than the'],
  ])('is refused when it is %s', async (_, world, why) => {
    expect(await store(world).load()).toMatchObject({ kind: 'refused', reason: expect.stringContaining(why) });
  });

  it('checks the digest that the API names', async () => {
    const digest = `sha256:${createHash('sha256').update(ARCHIVE).digest('hex')}`;
    expect(await store({ artifacts: [{ id: 5, name: 'baseline', size_in_bytes: 9, digest }] }).load()).toMatchObject({ kind: 'found' });
  });

  it('names the permission that is missing', async () => {
    expect(await store({ status: 403 }).load()).toMatchObject({ kind: 'refused', fix: expect.stringContaining('permissions: { actions: read }') });
  });

  it('uploads the whole history with the new record, and only where it can', async () => {
    const uploads: { name: string; file: string; text: string }[] = [];
    const { made } = store({}, { upload: async (artifact) => void uploads.push(artifact) });
    const record = { id: 'r2', measuredAt: '2026-11-22T00:00:00.000Z', benchmarks: [] };
    expect(await made.append('perf', [record])).toEqual({ kind: 'appended', records: 2, to: 'artifact baseline' });
    expect(uploads).toMatchObject([{ name: 'baseline', file: BASELINE_FILE, text: expect.stringContaining('"r2"') }]);
    expect(await store({}).made.append('perf', [record])).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('a run of the Action only'),
    });
  });
});
