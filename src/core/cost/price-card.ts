/** What a minute on a kind of runner costs. */
export interface RunnerPrice {
  /** Name of the kind, as on GitHub's price list: `linux`, `linux_8_core`, `windows_4_core_arm`, `macos_xl`. */
  readonly sku: string;
  /** US dollars for each started minute of each job. */
  readonly usdPerMinute: number;
}

/**
 * GitHub's list prices of runner minutes, in US dollars.
 *
 * A table, not a formula: no simple rule reproduces it. Two things make a bill lower than the list: standard runners are free in public
 * repositories, and each plan includes minutes for them (2,000 to 50,000 a month). Larger runners are never free.
 *
 * Source: GitHub's documentation, "Actions runner pricing", as of 2026-11; in force since 2026-01-01.
 */
export const PRICE_CARD = {
  /** When the prices were read. */
  date: '2026-11',
  inForceSince: '2026-01-01',
  currency: 'USD',
  /** A job is billed at least so many minutes, and whole minutes only: "partial minutes each job uses" are rounded up. */
  minimumMinutes: 1,
  /** A charge of $0.002 a minute on self-hosted runners was announced in 2025-12 and postponed without a date. */
  selfHosted: 0,
  /** By kind: standard runners, and macOS, whose larger ones go by name. */
  named: {
    linux_slim: 0.002,
    linux: 0.006,
    linux_arm: 0.005,
    windows: 0.01,
    windows_arm: 0.008,
    macos: 0.062,
    macos_l: 0.077,
    macos_xl: 0.102,
  },
  /** Larger runners: by system, processor and cores. */
  byCores: {
    linux: { 2: 0.006, 4: 0.012, 8: 0.022, 16: 0.042, 32: 0.082, 64: 0.162, 96: 0.252 },
    windows: { 4: 0.022, 8: 0.042, 16: 0.082, 32: 0.162, 64: 0.322, 96: 0.552 },
    linux_arm: { 2: 0.005, 4: 0.008, 8: 0.014, 16: 0.026, 32: 0.05, 64: 0.098 },
    windows_arm: { 2: 0.008, 4: 0.014, 8: 0.026, 16: 0.05, 32: 0.098, 64: 0.194 },
    linux_gpu: { 4: 0.052 },
    windows_gpu: { 4: 0.102 },
  },
} as const;

type Named = keyof typeof PRICE_CARD.named;

/** Labels of GitHub's own runners. Order matters: the first that matches. */
const STANDARD: readonly (readonly [pattern: RegExp, sku: Named])[] = [
  [/^ubuntu-slim$/, 'linux_slim'],
  [/^ubuntu-(latest|\d\d\.\d\d)$/, 'linux'],
  [/^ubuntu-(latest|\d\d\.\d\d)-arm$/, 'linux_arm'],
  [/^windows-(latest|20\d\d)(-vs\d+)?$/, 'windows'],
  [/^windows-\d\d-arm$/, 'windows_arm'],
  [/^macos-(latest|\d\d)(-intel)?$/, 'macos'],
  [/^macos-(latest|\d\d)-large$/, 'macos_l'],
  [/^macos-(latest|\d\d)-xlarge$/, 'macos_xl'],
];

/**
 * The price of the runners that a job asks for. Larger runners are named by their owner: a name that tells system and cores, such as
 * `ubuntu-latest-8-cores` or `windows-16core-arm`, finds its price, any other has none.
 *
 * @param labels of the job (`runs-on`); letter case does not matter
 * @returns `undefined` when the card has no price for them; self-hosted runners cost 0
 * @example priceOfLabels(['ubuntu-latest-8-cores']) // { sku: 'linux_8_core', usdPerMinute: 0.022 }
 */
export function priceOfLabels(labels: readonly string[]): RunnerPrice | undefined {
  const wanted = labels.map((label) => label.toLowerCase());
  if (wanted.includes('self-hosted')) return { sku: 'self-hosted', usdPerMinute: PRICE_CARD.selfHosted };
  for (const label of wanted) {
    const sku = STANDARD.find(([pattern]) => pattern.test(label))?.[1];
    if (sku !== undefined) return { sku, usdPerMinute: PRICE_CARD.named[sku] };
    const larger = largerRunner(label);
    if (larger !== undefined) return larger;
  }
  return undefined;
}

function largerRunner(label: string): RunnerPrice | undefined {
  const system = /(?:^|[^a-z])(ubuntu|linux|windows)(?:[^a-z]|$)/.exec(label)?.[1];
  const cores = /(?:^|[^\d])(\d{1,2})[-_]?cores?(?:[^a-z]|$)/.exec(label)?.[1];
  if (system === undefined || cores === undefined) return undefined;
  const family = system === 'windows' ? 'windows' : 'linux';
  const kind = /(?:^|[^a-z])gpu/.test(label) ? '_gpu' : /(?:^|[^a-z])arm(?:64)?(?:[^a-z\d]|$)/.test(label) ? '_arm' : '';
  const prices: Readonly<Record<string, number>> = PRICE_CARD.byCores[`${family}${kind}`];
  const usdPerMinute = prices[cores];
  return usdPerMinute === undefined ? undefined : { sku: `${family}_${cores}_core${kind}`, usdPerMinute };
}
