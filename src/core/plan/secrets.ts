/**
 * Literal credentials: GitHub's token prefixes (`ghp_`, `gho_`, `ghu_`, `ghs_`, `ghr_`, `github_pat_`), JSON Web Tokens and private keys in PEM form.
 * Sixteen characters after the prefix keep `ghp_` in prose from counting.
 */
const SECRET =
  /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9_.-]{16,}|github_pat_[A-Za-z0-9_]{16,}|eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?)|-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/g;

/** Offsets at which a literal credential begins. */
export function findSecrets(text: string): number[] {
  return Array.from(text.matchAll(SECRET), (match) => match.index);
}

/** The text without its credentials, for messages. */
export function redactSecrets(text: string): string {
  return text.replaceAll(SECRET, '[token]');
}

/** A private key with its body, also one that is cut off. */
const KEY_BLOCK = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g;

/** The text with `*` for every character of its credentials, so that lines and columns stay where they are. */
export function maskSecrets(text: string): string {
  const mask = (secret: string): string => secret.replaceAll(/[^\r\n]/g, '*');
  return text.replaceAll(KEY_BLOCK, mask).replaceAll(SECRET, mask);
}
