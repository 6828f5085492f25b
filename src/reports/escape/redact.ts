import { base64Forms } from './base64.ts';

/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

const MASK = '***';

/** Shorter values would punch holes into ordinary words; no token of GitHub is as short. */
const SHORTEST_SECRET = 6;

/** What is a secret by its form, whoever made it. Each pattern matches exactly what gets replaced. */
const PATTERNS: readonly string[] = [
  '-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\\s\\S]{0,10000}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)',
  // GitHub's tokens. 36 characters in a row are one wherever they stand; what is shorter must begin a word.
  'gh[pousr]_[A-Za-z0-9]{36}[A-Za-z0-9_.-]*',
  '(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9_]{16,}(?:\\.[A-Za-z0-9_-]+)*',
  'github_pat_[A-Za-z0-9_]{20,}',
  // JSON Web Tokens: both parts are base64 of text that begins with {"
  'eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*',
  // Signatures and tokens in the query of a URL, user names and passwords in front of a host.
  '(?<=[?&;](?:sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature|token|access_token)=)[^&\\s"\'<>)\\]\\\\]+',
  '(?<=https?:\\/\\/)[^\\s/?#@"\'<>]{1,500}(?=@)',
  '(?<=\\bauthorization["\']?\\s{0,3}[:=]\\s{0,3}["\']?(?:bearer|token|basic)\\s{1,3})[^\\s"\'<>,]+',
];

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The forms in which one secret may turn up: itself, its lines, inside JSON or a URL, inside base64 at any alignment. */
function formsOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  const whole = [secret, secret.trim(), ...lines.filter((line) => line.length >= 16)];
  return whole.flatMap((text) => [text, encodeURIComponent(text.toWellFormed()), JSON.stringify(text).slice(1, -1), ...base64Forms(text)]);
}

/**
 * Makes the function that every text passes before it reaches a file, a log or a page: registered secrets in all their forms,
 * and everything that has the form of a token, a signed URL or a private key, become `***`.
 *
 * @param secrets values known to be secret; empty ones and ones under 6 characters are not looked for
 * @example createRedactor(['hunter2!'])('pw=hunter2!') // 'pw=***'
 */
export function createRedactor(secrets: readonly string[] = []): Redact {
  const forms = new Set(secrets.flatMap(formsOf).filter((form) => form.length >= SHORTEST_SECRET));
  // Longest first: a secret that begins with another one must go as a whole.
  const literals = [...forms].sort((a, b) => b.length - a.length).map(escapeRegExp);
  const known = literals.length === 0 ? undefined : new RegExp(literals.join('|'), 'g');
  const shaped = new RegExp(PATTERNS.join('|'), 'gi');
  return (text) => (known === undefined ? text : text.replace(known, MASK)).replace(shaped, MASK);
}

/**
 * The same value with every string, and every name of a field, redacted. Numbers, and what is empty, stay. Parts in which nothing was
 * secret are not copied: ten thousand rows need not stand in memory twice.
 */
export function redactDeep<T>(value: T, redact: Redact): T {
  return deep(value, redact) as T;
}

function deep(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return deepArray(value, redact);
  if (typeof value !== 'object' || value === null) return value;
  return deepObject(value, redact);
}

function deepArray(value: readonly unknown[], redact: Redact): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (const [index, item] of value.entries()) {
    const clean = deep(item, redact);
    if (copy === undefined && clean !== item) copy = value.slice(0, index);
    copy?.push(clean);
  }
  return copy ?? value;
}

function deepObject(value: object, redact: Redact): object {
  const fields = Object.entries(value);
  let changed = false;
  const clean = fields.map(([name, item]): [string, unknown] => {
    const field: [string, unknown] = [redact(name), deep(item, redact)];
    if (field[0] !== name || field[1] !== item) changed = true;
    return field;
  });
  return changed ? Object.fromEntries(clean) : value;
}
