/** Whether a JSON value is nested at most so deep: deeper ones end whoever walks them by recursion. */
export function isWithinDepth(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return most > 0 && Object.values(value).every((part) => isWithinDepth(part, most - 1));
}
