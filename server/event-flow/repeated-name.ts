// Strings, and the marks by which nesting is followed.
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}:,]/g;

/**
 * The first name that stands twice in one object of a JSON text, as it is written there; null when none does. Parsers keep
 * the last of them in silence. Given valid JSON.
 */
export function repeatedName(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  let last = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const names = open.at(-1);
      if (names?.has(last)) return last;
      names?.add(last);
    }
    last = token;
  }
  return null;
}
