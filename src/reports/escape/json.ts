/** What JSON lets stand as it is though a terminal acts on it: DEL and C1 controls, bidirectional marks, line separators. */
const UNSHOWN = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff]/g;

/** JSON text whose strings hold the same characters, the ones that act on a terminal written as `\uXXXX`. */
export function inertJson(json: string): string {
  return json.replace(UNSHOWN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
