/**
 * How many of the left can be paired with one of the right each, at most (a maximum matching), and who is paired with
 * whom: `pairs[left]` is the right one, or undefined.
 */
export function matchBranches(left: number, right: number, fits: (left: number, right: number) => boolean) {
  const ownerOf: (number | undefined)[] = new Array<number | undefined>(right).fill(undefined);
  const place = (at: number, seen: Set<number>): boolean => {
    for (let candidate = 0; candidate < right; candidate += 1) {
      if (seen.has(candidate) || !fits(at, candidate)) continue;
      seen.add(candidate);
      const owner = ownerOf[candidate];
      if (owner === undefined || place(owner, seen)) {
        ownerOf[candidate] = at;
        return true;
      }
    }
    return false;
  };
  let size = 0;
  for (let at = 0; at < left; at += 1) if (place(at, new Set())) size += 1;
  const pairs = new Map<number, number>();
  for (const [at, owner] of ownerOf.entries()) if (owner !== undefined) pairs.set(owner, at);
  return { size, pairs };
}
