/** How well a title matches what was typed: 0 not at all; more for words that begin with it, most for the begin. */
export function matchScore(query: string, title: string): number {
  const wanted = query.trim().toLowerCase();
  const text = title.toLowerCase();
  if (wanted === '') return 1;
  if (text.startsWith(wanted)) return 4;
  const words = wanted.split(/\s+/);
  if (words.every((word) => text.split(/[\s:,(]+/).some((each) => each.startsWith(word)))) return 3;
  if (words.every((word) => text.includes(word))) return 2;
  return isSubsequence(wanted.replaceAll(/\s+/g, ''), text) ? 1 : 0;
}

function isSubsequence(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
