import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CheckpointNameTakenError, type CheckpointStore } from '../../src/ports/checkpoint-store.ts';
import type { Fetch } from '../../src/ports/fetch.ts';
import type { GitHubApi } from '../../src/ports/github-api.ts';
import { createArtifactCheckpointStore } from '../../src/stores/checkpoints/artifact-checkpoint-store.ts';
import { createFileCheckpointStore } from '../../src/stores/checkpoints/file-checkpoint-store.ts';

const SESSION = 'abcdef0123456789abcdef';
const name = (n: number): string => `rh-state-abcdef0123456789-1-${n}`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Artifact {
  readonly id: number;
  readonly name: string;
  archive: Uint8Array;
  expired?: boolean;
}

/** The artifacts of one run, as the API and the storage behind it show them. */
function artifactService() {
  const artifacts: Artifact[] = [];
  const asked: string[] = [];
  const answer = (status: number, more: object) => ({ kind: 'answer', status, headers: {}, message: '', ...more }) as const;
  const api: GitHubApi = async (route, params) => {
    asked.push(route);
    const artifact = artifacts.find(({ id }) => id === params.artifact_id);
    if (route.startsWith('DELETE')) {
      artifacts.splice(artifacts.indexOf(artifact as Artifact), 1);
      return answer(204, {});
    }
    if (route.includes('{artifact_id}')) return answer(302, { location: `https://storage.example/${params.artifact_id}?sig=secret` });
    const page = Number(params.page);
    const listed = artifacts.slice((page - 1) * 100, page * 100).map(({ id, name: named, archive, expired = false }) => ({
      id,
      name: named,
      size_in_bytes: archive.length,
      expired,
      digest: `sha256:${createHash('sha256').update(archive).digest('hex')}`,
    }));
    return answer(200, { json: { total_count: artifacts.length, artifacts: listed } });
  };
  const fetch: Fetch = async ({ url, headers }) => {
    expect(headers).toEqual({});
    const found = artifacts.find(({ id }) => url.startsWith(`https://storage.example/${id}?`));
    return found === undefined ? { status: 404, headers: {}, body: new Uint8Array() } : { status: 200, headers: {}, body: found.archive };
  };
  const add = (named: string, archive: Uint8Array): void => void artifacts.push({ id: artifacts.length + 1, name: named, archive });
  const store = createArtifactCheckpointStore({
    api,
    fetch,
    repository: 'acme/widgets',
    runId: '42',
    upload: async ({ name: named, file, bytes: content }) => {
      if (artifacts.some((one) => one.name === named)) throw new CheckpointNameTakenError('409');
      add(named, zipSync({ [file]: content }));
    },
  });
  return { store, artifacts, add, api, fetch };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rh-checkpoints-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each<[string, () => CheckpointStore]>([
  ['in files', () => createFileCheckpointStore(join(folder, 'new'))],
  ['in artifacts', () => artifactService().store],
])('checkpoints %s', (_, make) => {
  test('come back as they were saved', async () => {
    const store = make();
    expect(await store.list(SESSION)).toEqual([]);
    await store.save(name(1), bytes('one'));
    await store.save(name(2), bytes('two'));
    expect((await store.list(SESSION)).map((one) => one.name).sort()).toEqual([name(1), name(2)]);
    expect(Buffer.from(await store.load(name(2))).toString()).toBe('two');
  });

  test('are never replaced', async () => {
    const store = make();
    await store.save(name(1), bytes('one'));
    await expect(store.save(name(1), bytes('other'))).rejects.toThrow(CheckpointNameTakenError);
    expect(Buffer.from(await store.load(name(1))).toString()).toBe('one');
  });

  test('are removed, also twice', async () => {
    const store = make();
    await store.save(name(1), bytes('one'));
    await store.remove(name(1));
    await store.remove(name(1));
    expect(await store.list(SESSION)).toEqual([]);
    await expect(store.load(name(1))).rejects.toThrow();
  });

  test('of other sessions are not listed', async () => {
    const store = make();
    await store.save('rh-state-ffffff0123456789-1-1', bytes('theirs'));
    await store.save('rh-state-abcdef0123456789.2-1-1', bytes('the second generation'));
    expect((await store.list(SESSION)).map((one) => one.name)).toEqual(['rh-state-abcdef0123456789.2-1-1']);
  });
});

test('files that are no checkpoints are not listed', async () => {
  writeFileSync(join(folder, `${name(1)}.1234.tmp`), 'half');
  writeFileSync(join(folder, 'notes.txt'), '');
  expect(await createFileCheckpointStore(folder).list(SESSION)).toEqual([]);
});

test('a name that leads elsewhere is refused', async () => {
  await expect(createFileCheckpointStore(folder).save('../evil', bytes('x'))).rejects.toThrow('is no name of a checkpoint');
});

describe('an artifact', () => {
  const loadOf = async (archive: Uint8Array): Promise<string> => {
    const service = artifactService();
    service.add(name(1), archive);
    return await service.store.load(name(1)).then(
      (content) => `${content.length} bytes`,
      (error: Error) => error.message,
    );
  };

  test('that is not what was uploaded is refused', async () => {
    expect({
      'a web page': await loadOf(bytes('<html>')),
      'a path that leads out': await loadOf(zipSync({ '../session.db': bytes('x') })),
      'another file': await loadOf(zipSync({ 'readme.txt': bytes('x') })),
      'a bomb': await loadOf(zipSync({ 'session.db': new Uint8Array(64 * 1_024 * 1_024) })),
    }).toMatchInlineSnapshot(`
      {
        "a bomb": "the artifact rh-state-abcdef0123456789-1-1 can't be used: "session.db" claims to inflate more than 500-fold: a bomb",
        "a path that leads out": "the artifact rh-state-abcdef0123456789-1-1 can't be used: it has an entry that leads out of its folder: "../session.db"",
        "a web page": "the artifact rh-state-abcdef0123456789-1-1 can't be used: it is no zip archive, or it is cut off",
        "another file": "the artifact rh-state-abcdef0123456789-1-1 can't be used: it has no session.db",
      }
    `);
  });

  test('whose bytes changed on the way is refused', async () => {
    const { store, artifacts, api } = artifactService();
    await store.save(name(1), bytes('one'));
    const other = createArtifactCheckpointStore({
      api,
      fetch: async () => ({ status: 200, headers: {}, body: zipSync({ 'session.db': bytes('two') }) }),
      repository: 'acme/widgets',
      runId: '42',
    });
    await expect(other.load(name(1))).rejects.toThrow(/its digest is sha256:\w+, the API says sha256:\w+/);
    expect(artifacts).toHaveLength(1);
  });

  test('that has expired is not listed, and more than a page are read', async () => {
    const service = artifactService();
    for (let n = 1; n <= 120; n++) service.add(name(n), zipSync({ 'session.db': bytes('x') }));
    Object.assign(service.artifacts[0] as Artifact, { expired: true });
    expect(await service.store.list(SESSION)).toHaveLength(119);
  });

  test('can be written by a run of the Action only', async () => {
    const { api, fetch } = artifactService();
    const store = createArtifactCheckpointStore({ api, fetch, repository: 'acme/widgets', runId: '42' });
    await expect(store.save(name(1), bytes('x'))).rejects.toThrow('artifacts can be written by a run of the Action only');
  });
});
