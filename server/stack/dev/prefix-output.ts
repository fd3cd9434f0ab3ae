import { processNames } from '../plan/defaults.ts';

// Far enough apart to be told from each other on a light and on a dark terminal.
const palette = [33, 35, 37, 130, 61, 166, 71, 133, 67, 136, 97];
const names: readonly string[] = processNames;
const widest = Math.max(...processNames.map((name) => name.length));

/** Writes what processes say, whole lines at a time, each behind the name of its process in that one's colour. */
export function prefixOutput(out: {
  write: (text: string) => unknown;
  isTTY?: boolean;
}): (name: string, text: string) => void {
  const unfinished = new Map<string, string>();
  return (name, text) => {
    const lines = `${unfinished.get(name) ?? ''}${text}`.split('\n');
    unfinished.set(name, lines.pop() ?? '');
    for (const line of lines) out.write(`${label(name, out.isTTY === true)} ${line}\n`);
  };
}

function label(name: string, coloured: boolean): string {
  const text = `${name.padEnd(widest)} │`;
  if (!coloured) return text;
  const index = names.indexOf(name);
  const colour = index < 0 ? 245 : palette[index % palette.length];
  return `\x1b[38;5;${colour}m${text}\x1b[0m`;
}
