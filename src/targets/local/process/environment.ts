/** What a command may see of this process's environment, when nobody says more: where programs are, who and where it is, how it speaks. */
const HANDED_ON =
  /^(PATH|HOME|USER|LOGNAME|SHELL|TMPDIR|TEMP|TMP|TZ|LANG|LANGUAGE|LC_[A-Z]+|CI|NO_COLOR|XDG_[A-Z_]+|SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS|SYSTEMROOT|COMSPEC|PATHEXT|WINDIR|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMFILES|PROGRAMDATA)$/;

/** Names that hold credentials or belong to the Actions runner. */
const NEVER = [
  /^ACTIONS_/i,
  /^INPUT_/i,
  /^RUNNER_/i,
  /^GITHUB_/i,
  /^STATE_/i,
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|ASKPASS|CONFIG)/i,
  /^(SSH|GPG)_/i,
  /(^|_)(TOKEN|TOKENS|SECRET|SECRETS|PASSWORD|PASSWD|PASSPHRASE|PWD|PAT|CREDENTIAL|CREDENTIALS|COOKIE|AUTH|AUTHORIZATION)(_|$)/i,
  /(^|_)(API|ACCESS|PRIVATE|SECRET|SIGNING|ENCRYPTION)_?KEY(_|$)/i,
];

/** The shell's own, which look like passwords. */
const HARMLESS = /^(PWD|OLDPWD)$/;

/** May a command never get this variable from the environment of this process, whatever the plan says? */
export function isForbiddenName(name: string): boolean {
  return !HARMLESS.test(name) && NEVER.some((pattern) => pattern.test(name));
}

/** What {@link commandEnvironment} is made of. */
export interface EnvironmentOptions {
  /** Of this process. */
  readonly from: Readonly<Record<string, string | undefined>>;
  /** Further names that the plan hands on. A name that {@link isForbiddenName} is not handed on: check the plan before. */
  readonly allow?: readonly string[];
  /** Values that the plan itself sets; they go before everything else. */
  readonly set?: Readonly<Record<string, string>>;
}

/**
 * The environment of a command: an allow-list, never the whole. No token of this process gets there, and no variable of the Actions runner.
 * `TERM` is `dumb` and `CI` is `true`, so that programs write plain lines and ask nothing.
 *
 * @example commandEnvironment({ from: process.env, allow: ['JAVA_HOME'], set: { LEVEL: '3' } })
 */
export function commandEnvironment({ from, allow = [], set = {} }: EnvironmentOptions): Record<string, string> {
  const wanted = new Set(allow);
  const handedOn = Object.entries(from).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !isForbiddenName(entry[0]) && (HANDED_ON.test(entry[0].toUpperCase()) || wanted.has(entry[0])),
  );
  return { CI: 'true', ...Object.fromEntries(handedOn), TERM: 'dumb', ...set };
}
