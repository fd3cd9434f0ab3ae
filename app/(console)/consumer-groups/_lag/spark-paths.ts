type Size = { width: number; height: number };

const margin = 1.5;
/** A record or two behind is nothing to see. */
const leastHighest = 10;

/**
 * The lines of a sparkline, one for each stretch without a gap, from 0 at the bottom to the highest value (10 at least); a value that
 * stands alone is a stroke of no length, which round ends make a dot.
 */
export function sparkPaths(values: readonly (number | null)[], { width, height }: Size): string[] {
  const highest = Math.max(leastHighest, ...values.map((value) => value ?? 0));
  const step = values.length > 1 ? (width - 2 * margin) / (values.length - 1) : 0;
  const paths: string[] = [];
  let line = '';
  for (const [index, value] of values.entries()) {
    if (value === null) {
      if (line !== '') paths.push(line);
      line = '';
      continue;
    }
    const y = height - margin - (value / highest) * (height - 2 * margin);
    const point = `${round(margin + index * step)} ${round(y)}`;
    const isAlone = line === '' && (values[index + 1] ?? null) === null;
    line = line === '' ? `M${point}${isAlone ? 'h0' : ''}` : `${line}L${point}`;
  }
  return line === '' ? paths : [...paths, line];
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
