import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { openApi } from './openapi.ts';

describe('openApi', () => {
  const document = openApi('1.2.3') as { paths: Record<string, Record<string, unknown>>; components: { schemas: Record<string, unknown> } };

  it('is a valid description in OpenAPI 3.1, by a validator of others', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('refers to nothing that is not there', () => {
    const text = JSON.stringify(document);
    const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(Object.keys(document.components.schemas)).toContain(name);
    expect(text).not.toContain('$defs');
  });

  it('describes every path', () => {
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/v1/parallel-test/start',
      '/api/v1/parallel-test/{session_id}/cancel',
      '/api/v1/parallel-test/{session_id}/results',
      '/api/v1/parallel-test/{session_id}/status',
      '/api/v1/parallel-test/{session_id}/tests',
      '/execute',
      '/executions',
      '/executions/{execution_id}',
      '/executions/{execution_id}/cancel',
      '/executions/{execution_id}/stream',
      '/health',
    ]);
  });

  it('says the defaults and what is required, as they are checked', () => {
    const { StartRequest: start, TestPlan: plan } = document.components.schemas as Record<string, Record<string, unknown>>;
    expect(start?.required).toEqual(['test_plans']);
    expect(start?.properties).toMatchObject({ num_workers: { default: 3, minimum: 1, maximum: 64 } });
    expect(plan?.anyOf).toMatchObject([{ type: 'string' }, { type: 'object', required: ['plan_file'] }]);
  });
});
