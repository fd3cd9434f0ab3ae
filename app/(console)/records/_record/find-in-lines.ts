import { type JsonLine, textOfLine } from './json-lines.ts';

/** Indexes of the lines that hold the words, whatever their case; none for an empty search. */
export function findInLines(lines: JsonLine[], sought: string): number[] {
  const wanted = sought.trim().toLowerCase();
  if (wanted === '') return [];
  return lines.flatMap((line, index) => (textOfLine(line).toLowerCase().includes(wanted) ? [index] : []));
}
