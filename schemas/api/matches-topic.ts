/**
 * Whether a pattern fits a whole name, where `*` stands for any characters. Without a regular expression: a pattern comes
 * from outside, and this takes no longer than the name is long.
 */
export function matchesTopic(pattern: string, topic: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return first === topic;
  if (!topic.startsWith(first) || !topic.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = topic.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= topic.length - last.length;
}
