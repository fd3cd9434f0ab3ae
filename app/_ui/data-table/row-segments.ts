/** A row that stands in the document, or the height of rows that do not. */
export type RowSegment = { kind: 'row'; index: number } | { kind: 'gap'; before: number; height: number };

/** Fills up what lies between the rows in sight, so that the table is as high as all its rows. */
export function rowSegments(indexes: number[], count: number, rowHeight: number): RowSegment[] {
  const segments: RowSegment[] = [];
  let next = 0;
  for (const index of indexes) {
    if (index > next) segments.push({ kind: 'gap', before: index, height: (index - next) * rowHeight });
    segments.push({ kind: 'row', index });
    next = index + 1;
  }
  if (next < count) segments.push({ kind: 'gap', before: count, height: (count - next) * rowHeight });
  return segments;
}
