import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

type Json = Record<string, unknown>;

/** One answer to be held against the description. */
export interface Answer {
  readonly method: string;
  /** Without `/api/v3` and query. */
  readonly path: string;
  readonly version?: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface OpenApiValidator {
  /** The operation that an answer belongs to, as `GET /repos/{owner}/{repo}`; `undefined`: the description has none. */
  operationOf(answer: Pick<Answer, 'method' | 'path'>): string | undefined;
  /** What is wrong with the answer; empty: nothing. */
  problemsOf(answer: Answer): readonly string[];
}

const require = createRequire(import.meta.url);

/** Statuses that GitHub gives on any operation without listing them there: limits, versions, permissions, tokens. */
const ANYWHERE = [400, 401, 403, 404, 409, 410, 422];

/**
 * GitHub's own OpenAPI description as a judge of answers.
 *
 * @param description one file of `@octokit/openapi`; only this one is read (the package as a whole is 385 MB)
 */
export function openApiValidator(description: 'api.github.com' | 'ghes-3.19'): OpenApiValidator {
  // The package's main file loads every description there is, so the folder is found through its package.json.
  const root = require.resolve('@octokit/openapi/package.json').replace(/package\.json$/, '');
  const document = JSON.parse(readFileSync(`${root}generated/${description}.json`, 'utf8')) as Json;
  admitNulls(document);
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  // URI templates stand where the description says `uri`, in GitHub's own answers too.
  ajv.addFormat('uri', /^[a-z][a-z0-9+.-]*:/i);
  ajv.addSchema(document, 'github', false, false);
  const paths = document.paths as Record<string, Json>;
  const operations = Object.keys(paths).map((template) => ({
    template,
    pattern: patternOf(template),
    literals: template.replace(/\{\w+\}/g, '').length,
  }));
  operations.sort((a, b) => b.literals - a.literals);
  const compiled = new Map<string, ValidateFunction>();

  const find = ({ method, path }: Pick<Answer, 'method' | 'path'>) =>
    operations.find(({ template, pattern }) => pattern.test(path) && paths[template]?.[method.toLowerCase()] !== undefined)?.template;
  const compile = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `github#${pointer}` });
    compiled.set(pointer, known);
    return known;
  };

  return {
    operationOf(answer) {
      const template = find(answer);
      return template === undefined ? undefined : `${answer.method} ${template}`;
    },
    problemsOf(answer) {
      const template = find(answer);
      if (template === undefined) return [`no operation ${answer.method} ${answer.path} in ${description}`];
      const operation = paths[template]?.[answer.method.toLowerCase()] as { responses: Record<string, Json> };
      const place = `/paths/${pointerPart(template)}/${answer.method.toLowerCase()}/responses/${answer.status}`;
      const response = operation.responses[String(answer.status)];
      if (response === undefined) {
        if (!ANYWHERE.includes(answer.status)) return [`${answer.method} ${template} never answers ${answer.status}`];
        return check(compile('/components/schemas/basic-error'), answer);
      }
      const pointer = typeof response.$ref === 'string' ? response.$ref.slice(1) : place;
      const content = (resolve(document, pointer) as Json).content as Record<string, Json> | undefined;
      if (content === undefined)
        return answer.body === '' || answer.status === 304 ? [] : [`${answer.status} must have no body, got ${answer.body.slice(0, 100)}`];
      const types = Object.keys(content);
      const type = types.find((one) => one === 'application/json') ?? types[0] ?? '';
      if (!/json/.test(answer.contentType)) return [`expected ${type}, got ${answer.contentType}`];
      return check(compile(`${pointer}/content/${pointerPart(type)}/schema`), answer);
    },
  };
}

function check(validate: ValidateFunction, answer: Answer): readonly string[] {
  if (!/json/.test(answer.contentType)) return [`expected JSON, got ${answer.contentType}`];
  if (validate(JSON.parse(answer.body))) return [];
  const problems = (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message ?? ''} ${JSON.stringify(error.params)}`);
  // The breaking change `remove_rate_limit_rate` of 2026-03-10 is written down in prose only.
  if (answer.version !== '2026-03-10' || answer.path !== '/rate_limit') return problems;
  return problems.filter((problem) => !problem.includes('"missingProperty":"rate"'));
}

/**
 * OpenAPI 3.0 says `nullable`, and 69 of the description's 148 nullable enums do not list null, so that a strict reading would refuse
 * GitHub's own queued jobs (`conclusion: null`).
 */
function admitNulls(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  for (const value of Object.values(node)) admitNulls(value);
  const schema = node as Json;
  if (schema.nullable !== true) return;
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum.push(null);
  if (typeof schema.type === 'string') return;
  delete schema.nullable;
  const { allOf, anyOf, oneOf } = schema;
  if (allOf === undefined && anyOf === undefined && oneOf === undefined) return;
  for (const key of ['allOf', 'anyOf', 'oneOf']) delete schema[key];
  const rest = Object.fromEntries(Object.entries({ allOf, anyOf, oneOf }).filter(([, value]) => value !== undefined));
  schema.anyOf = [rest, { type: 'null' }];
}

function patternOf(template: string): RegExp {
  const source = template
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{(\w+)\}/g, (_, name: string) => (name === 'path' || name === 'ref' ? '.+' : '[^/]+'));
  return new RegExp(`^${source}$`);
}

function pointerPart(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');
}

function resolve(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((node, part) => (node as Json | undefined)?.[part], document);
}
