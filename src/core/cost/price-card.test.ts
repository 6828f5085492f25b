import { expect, test } from 'vitest';
import { PRICE_CARD, priceOfLabels } from './price-card.ts';

// Values from GitHub's price list (Actions runner pricing, 2026-11).
test.each([
  ['ubuntu-latest', 'linux', 0.006],
  ['Ubuntu-24.04', 'linux', 0.006],
  ['ubuntu-slim', 'linux_slim', 0.002],
  ['ubuntu-24.04-arm', 'linux_arm', 0.005],
  ['windows-latest', 'windows', 0.01],
  ['windows-2025', 'windows', 0.01],
  ['windows-11-arm', 'windows_arm', 0.008],
  ['macos-latest', 'macos', 0.062],
  ['macos-15-intel', 'macos', 0.062],
  ['macos-14-large', 'macos_l', 0.077],
  ['macos-latest-xlarge', 'macos_xl', 0.102],
  ['ubuntu-latest-8-cores', 'linux_8_core', 0.022],
  ['ubuntu-22.04-16core', 'linux_16_core', 0.042],
  ['linux-arm64-64-cores', 'linux_64_core_arm', 0.098],
  ['windows-2022-96-cores', 'windows_96_core', 0.552],
  ['gpu-linux-4-core', 'linux_4_core_gpu', 0.052],
])('a job on %s is billed as %s', (label, sku, usdPerMinute) => {
  expect(priceOfLabels([label])).toEqual({ sku, usdPerMinute });
});

test('self-hosted runners cost nothing, whatever their other labels are', () => {
  expect(priceOfLabels(['self-hosted', 'linux', 'X64', 'ubuntu-latest'])).toEqual({ sku: 'self-hosted', usdPerMinute: 0 });
});

test('the card does not guess', () => {
  for (const labels of [[], ['arc-runner-set'], ['ubuntu'], ['ubuntu-latest-7-cores'], ['macos-latest-4-cores'], ['notubuntux-8-cores'], ['pool-8']])
    expect(priceOfLabels(labels)).toBeUndefined();
});

test('has its date', () => {
  expect(PRICE_CARD).toMatchObject({ date: '2026-11', inForceSince: '2026-01-01', currency: 'USD' });
});
