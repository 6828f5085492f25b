const FAMILIES: readonly (readonly [spelling: RegExp, word: string])[] = [
  [/^(linux|.*\b(ubuntu|debian|fedora|red hat|centos|alpine)\b)/, 'linux'],
  [/^(darwin|macos|mac os|osx)/, 'darwin'],
  [/^win/, 'windows'],
];
const ARCHITECTURES: readonly (readonly [spelling: RegExp, word: string])[] = [
  [/^(x86_64|x86-64|amd64|x64)\b/, 'x64'],
  [/^(aarch64|arm64)\b/, 'arm64'],
  [/^(i[3-6]86|x86|386)\b/, 'x86'],
];

/**
 * The family of an operating system, however a tool spells it and whatever version it adds: an update of the kernel is no other machine.
 *
 * @example osWord('macOS Catalina 10.15.4 (19E287) [Darwin 19.4.0]') // 'darwin'
 */
export function osWord(text: string): string {
  return wordOf(text, FAMILIES);
}

/**
 * A processor architecture in one spelling.
 *
 * @example archWord('x86_64') // 'x64'
 */
export function archWord(text: string): string {
  return wordOf(text, ARCHITECTURES);
}

function wordOf(text: string, words: readonly (readonly [RegExp, string])[]): string {
  const plain = text.trim().toLowerCase();
  return words.find(([spelling]) => spelling.test(plain))?.[1] ?? plain;
}
