const SHOWN_LINES = 8;
const LONGEST = 400;

/** The end of a log as people read it: of our own JSON lines the message and the error's, of others the line itself. */
export function lastWords(lines: string[]): string {
  const readable = lines.filter((line) => line.trim() !== '').map(plain);
  return readable
    .slice(-SHOWN_LINES)
    .map((line) => `\n    ${line.slice(0, LONGEST)}`)
    .join('');
}

function plain(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    const { level, msg, err }: { level?: string; msg?: string; err?: { message?: string } } = JSON.parse(line);
    if (!msg) return line;
    return [`${level ?? 'info'}: ${msg}`, err?.message].filter(Boolean).join(': ');
  } catch {
    return line;
  }
}
