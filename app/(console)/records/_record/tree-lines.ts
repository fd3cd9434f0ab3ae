import type { JsonLine } from './json-lines.ts';

/** Indexes of the lines that show while those in `closed` hide what is inside them. */
export function openLines(lines: JsonLine[], closed: ReadonlySet<number>): number[] {
  const shown: number[] = [];
  for (let index = 0; index < lines.length; index++) {
    shown.push(index);
    const end = lines[index]?.end ?? null;
    if (closed.has(index) && end !== null) index = end;
  }
  return shown;
}

export type TreeStep = { at: number; closed: ReadonlySet<number> };

/** What an arrow does in a tree: up and down walk what shows, right opens and left closes, or goes to what holds it. */
export function stepInTree(key: string, lines: JsonLine[], { at, closed }: TreeStep): TreeStep | null {
  const shown = openLines(lines, closed);
  const place = Math.max(shown.indexOf(at), 0);
  const isOpening = lines[at]?.end != null;
  switch (key) {
    case 'ArrowDown':
      return { at: shown[place + 1] ?? at, closed };
    case 'ArrowUp':
      return { at: shown[place - 1] ?? at, closed };
    case 'Home':
      return { at: 0, closed };
    case 'End':
      return { at: shown.at(-1) ?? at, closed };
    case 'ArrowRight':
      return closed.has(at) ? { at, closed: toggled(closed, at) } : { at: isOpening ? at + 1 : at, closed };
    case 'ArrowLeft':
      if (isOpening && !closed.has(at)) return { at, closed: toggled(closed, at) };
      return { at: holderOf(lines, at), closed };
    default:
      return null;
  }
}

export function toggled(closed: ReadonlySet<number>, line: number): ReadonlySet<number> {
  const next = new Set(closed);
  if (!next.delete(line)) next.add(line);
  return next;
}

function holderOf(lines: JsonLine[], at: number): number {
  const indent = lines[at]?.indent ?? 0;
  for (let index = at - 1; index >= 0; index--) if ((lines[index]?.indent ?? 0) < indent) return index;
  return at;
}
