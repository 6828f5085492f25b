import * as z from 'zod';
import { executeRequest, execution, executionList } from './commands/command-schemas.ts';
import { PARALLEL_BASE } from './parallel-test/parallel-routes.ts';
import { problemBody, resultsView, started, startRequest, statusView, submitRequest, testPlan } from './parallel-test/parallel-schemas.ts';

type Json = Readonly<Record<string, unknown>>;

/** The description of the server in OpenAPI 3.1, made from the schemas that it checks requests with. */
export function openApi(version: string): Json {
  const schemas: Record<string, unknown> = {};
  /** Puts a schema among the components, with all it refers to. */
  const ref = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const id = schema.meta()?.id;
    if (id === undefined) throw new Error('a schema of the API has no id');
    const { $schema: _, $defs = {}, ...own } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', override: orText }) as Record<string, unknown>;
    // A schema that others refer to stands among the definitions itself.
    for (const [name, each] of Object.entries({ [id]: own, ...($defs as Json) })) schemas[name] = moved(each);
    return { $ref: `#/components/schemas/${id}` };
  };
  const json = (schema: z.ZodType, io: 'input' | 'output' = 'output'): Json => ({ content: { 'application/json': { schema: ref(schema, io) } } });
  const body = (schema: z.ZodType): Json => ({ required: true, ...json(schema, 'input') });
  const ok = (description: string, schema: z.ZodType): Json => ({ description, ...json(schema) });
  const no = (description: string): Json => ({ description, ...json(problemBody) });
  const id = (name: string): Json => ({ name, in: 'path', required: true, schema: { type: 'string' } });
  const query = (name: string, description: string, schema: Json): Json => ({ name, in: 'query', description, schema });
  const token = [{ token: [] }];
  const common = { '401': no('The token is missing or wrong.'), '403': no('The Host or the Origin is not this server.') };
  const changing = { ...common, '400': no('The request is invalid; every problem is named.'), '413': no('The body is too long.') };
  const ndjson = {
    description: 'Messages, one a line: started, output (data), error (message: it could not be run), complete (exit_code).',
    content: { 'application/x-ndjson': { schema: { type: 'string' } } },
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Runner Harness',
      version,
      description: 'Runs commands and parallel test plans on this machine. Requests must name a Host of this server; pages of others are refused.',
    },
    servers: [{ url: '/' }],
    paths: {
      '/health': { get: { summary: 'Is it well?', operationId: 'health', security: [], responses: { '200': { description: 'Yes.' } } } },
      '/execute': {
        post: {
          summary: 'Run a command. The same over a WebSocket: the body is the first message.',
          operationId: 'execute',
          security: token,
          requestBody: body(executeRequest),
          responses: {
            ...changing,
            '200': { ...ndjson, content: { ...ndjson.content, ...(json(execution).content as Json) } },
            '409': no('The execution_id belongs to another command.'),
            '429': no('So many commands are running already.'),
          },
        },
      },
      '/executions': {
        get: {
          summary: 'What was run.',
          operationId: 'listExecutions',
          security: token,
          parameters: [query('prefix', 'Only those whose id begins so.', { type: 'string' })],
          responses: { ...common, '200': ok('In the order in which they began.', executionList) },
        },
      },
      '/executions/{execution_id}': {
        parameters: [id('execution_id')],
        get: {
          summary: 'One command as it is.',
          operationId: 'getExecution',
          security: token,
          parameters: [query('wait', 'Seconds to wait for its end.', { type: 'number', minimum: 0, maximum: 60 })],
          responses: { ...common, '200': ok('As it is.', execution), '404': no('It is not known.') },
        },
      },
      '/executions/{execution_id}/stream': {
        parameters: [id('execution_id')],
        get: {
          summary: 'Its messages, from the beginning.',
          operationId: 'streamExecution',
          security: token,
          responses: { ...common, '200': ndjson, '404': no('It is not known.') },
        },
      },
      '/executions/{execution_id}/cancel': {
        parameters: [id('execution_id')],
        post: {
          summary: 'End it, with all that it has started.',
          operationId: 'cancelExecution',
          security: token,
          responses: { ...common, '200': ok('As it ended.', execution), '404': no('It is not known.') },
        },
      },
      [`${PARALLEL_BASE}/start`]: {
        post: {
          summary: 'Start a session of test plans.',
          operationId: 'startSession',
          security: token,
          requestBody: body(startRequest),
          responses: { ...changing, '201': ok('It has begun.', started), '429': no('So many sessions are running already.') },
        },
      },
      [`${PARALLEL_BASE}/{session_id}/status`]: {
        parameters: [id('session_id')],
        get: {
          summary: 'How far it is.',
          operationId: 'sessionStatus',
          security: [{}, ...token],
          responses: { ...common, '200': ok('As it is.', statusView), '404': no('There is no such session.') },
        },
      },
      [`${PARALLEL_BASE}/{session_id}/results`]: {
        parameters: [id('session_id')],
        get: {
          summary: 'What came of each test plan, also while it runs.',
          operationId: 'sessionResults',
          security: [{}, ...token],
          responses: { ...common, '200': ok('As it is.', resultsView), '404': no('There is no such session.') },
        },
      },
      [`${PARALLEL_BASE}/{session_id}/cancel`]: {
        parameters: [id('session_id')],
        post: {
          summary: 'End what runs, begin nothing more.',
          operationId: 'cancelSession',
          security: token,
          responses: {
            ...common,
            '200': ok('It was over.', statusView),
            '202': ok('It is about to end.', statusView),
            '404': no('There is no such session.'),
          },
        },
      },
      [`${PARALLEL_BASE}/{session_id}/tests`]: {
        parameters: [id('session_id')],
        post: {
          summary: 'Add test plans to a session that runs; at most 100 wait.',
          operationId: 'submitTests',
          security: token,
          requestBody: body(submitRequest),
          responses: {
            ...changing,
            '202': ok('They wait.', started),
            '404': no('There is no such session.'),
            '409': no('It is over, or about to end.'),
            '429': no('Too many tests wait: none was taken.'),
          },
        },
      },
    },
    components: { schemas, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
}

/** A test plan may be a path alone: a preprocessor takes it, of which no schema can be made. */
function orText({ zodSchema, jsonSchema }: { readonly zodSchema: unknown; readonly jsonSchema: Record<string, unknown> }): void {
  if (zodSchema !== testPlan) return;
  const { id, description, ...long } = jsonSchema;
  for (const key of Object.keys(long)) delete jsonSchema[key];
  jsonSchema.anyOf = [{ type: 'string', minLength: 1 }, long];
}

/** A schema with its references pointing among the components. */
function moved(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
