import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type SimulatorClient, simulatorClient } from '../../../test/support/simulator-client.ts';

/** What a runner gives to a JavaScript action, as far as artifacts go. */
function asJobOf(runId: string, client: SimulatorClient): string {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', client.github.runtimeToken(runId));
  vi.stubEnv('ACTIONS_RESULTS_URL', client.github.url);
  vi.stubEnv('GITHUB_SERVER_URL', 'http://github.localhost');
  vi.stubEnv('GITHUB_WORKSPACE', workspace);
  // The client writes ::debug:: and ::add-mask:: lines.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  return workspace;
}

afterEach(() => vi.unstubAllEnvs());

describe('the artifact service', () => {
  it('takes what @actions/artifact uploads, lists it, gives it back and deletes it', async () => {
    await using client = await simulatorClient();
    const workspace = asJobOf('4711', client);
    writeFileSync(join(workspace, 'result.json'), '{"outcome":"passed"}\n');
    writeFileSync(join(workspace, 'runs.csv'), `${'run,ms\n'.repeat(200_000)}`);
    const artifacts = new DefaultArtifactClient();
    const uploaded = await artifacts.uploadArtifact(
      'harness',
      ['result.json', 'runs.csv'].map((file) => join(workspace, file)),
      workspace,
      { retentionDays: 3 },
    );
    expect(uploaded.size).toBeGreaterThan(100);

    const listed = await artifacts.listArtifacts();
    expect(listed.artifacts).toMatchObject([{ name: 'harness', id: uploaded.id, size: uploaded.size, digest: `sha256:${uploaded.digest}` }]);
    const { json } = await client.repo('GET', '/actions/runs/4711/artifacts');
    expect(json).toMatchObject({
      total_count: 1,
      artifacts: [
        { id: uploaded.id, name: 'harness', size_in_bytes: uploaded.size, digest: `sha256:${uploaded.digest}`, expired: false, workflow_run: null },
      ],
    });

    const path = join(workspace, 'back');
    const downloaded = await artifacts.downloadArtifact(uploaded.id ?? 0, { path, expectedHash: `sha256:${uploaded.digest}` });
    expect(downloaded.digestMismatch).toBe(false);
    expect(readFileSync(join(path, 'runs.csv'), 'utf8')).toBe(readFileSync(join(workspace, 'runs.csv'), 'utf8'));

    await expect(artifacts.uploadArtifact('harness', [join(workspace, 'result.json')], workspace)).rejects.toThrow('already exists');
    expect((await artifacts.deleteArtifact('harness')).id).toBe(uploaded.id);
    expect((await artifacts.listArtifacts()).artifacts).toEqual([]);
  });

  it('keeps runs apart', async () => {
    await using client = await simulatorClient();
    const workspace = asJobOf('1', client);
    writeFileSync(join(workspace, 'a.txt'), 'a');
    await new DefaultArtifactClient().uploadArtifact('a', [join(workspace, 'a.txt')], workspace);
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', client.github.runtimeToken('2'));
    expect((await new DefaultArtifactClient().listArtifacts()).artifacts).toEqual([]);
    expect((await client.repo('GET', '/actions/runs/2/artifacts')).status).toBe(404);
  });

  const service = (name: string) => `/twirp/github.actions.results.api.v1.ArtifactService/${name}`;
  it.each([
    ['CreateArtifact', {}, 'Bearer x', 401, 'the token names no run'],
    ['CreateArtifact', { workflow_run_backend_id: '8', name: 'a' }, undefined, 403, 'the token belongs to another run'],
    ['CreateArtifact', { workflow_run_backend_id: '7' }, undefined, 400, 'name is required'],
    ['FinalizeArtifact', { workflow_run_backend_id: '7', name: 'nothing' }, undefined, 404, 'no artifact nothing'],
    ['Explode', { workflow_run_backend_id: '7' }, undefined, 404, 'no such call'],
  ])('refuses %s with %j', async (name, body, authorization, status, message) => {
    await using client = await simulatorClient();
    const reply = await client.call('POST', service(name), body, { authorization: authorization ?? `Bearer ${client.github.runtimeToken('7')}` });
    expect([reply.status, reply.json.msg]).toEqual([status, expect.stringContaining(message)]);
  });

  it('does not take an upload for complete whose size is wrong or whose blocks are missing', async () => {
    await using client = await simulatorClient();
    const call = (name: string, more: object) =>
      client.call(
        'POST',
        service(name),
        { workflow_run_backend_id: '7', workflow_job_run_backend_id: 'job', name: 'a', ...more },
        { authorization: `Bearer ${client.github.runtimeToken('7')}` },
      );
    const url: string = (await call('CreateArtifact', { version: 7 })).json.signed_upload_url;
    const put = (query: string, body: string) => fetch(`${url}&${query}`, { method: 'PUT', body });
    expect((await put('comp=block&blockid=YQ%3D%3D', 'abc')).status).toBe(201);
    expect((await put('comp=blocklist', '<BlockList><Latest>Yg==</Latest></BlockList>')).status).toBe(400);
    expect((await put('comp=blocklist', '<BlockList><Latest>YQ==</Latest></BlockList>')).status).toBe(201);
    expect(await call('FinalizeArtifact', { size: '4' })).toMatchObject({ status: 400, json: { msg: 'size is 4, but 3 bytes were uploaded' } });
    expect((await client.repo('GET', '/actions/artifacts')).json.total_count).toBe(0);
    expect(await call('FinalizeArtifact', { size: '3' })).toMatchObject({ status: 200, json: { ok: true } });
    expect((await client.repo('GET', '/actions/artifacts')).json.total_count).toBe(1);
  });
});
