/** Index of the first of `items` (in order of `at`) that is not before `time`; their count when all are. */
export function firstAtOrAfter(items: readonly { at: number }[], time: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.at ?? time) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
