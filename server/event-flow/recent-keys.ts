/**
 * Remembers the newest keys, between `size` and twice `size` of them, in two generations: forgetting costs nothing, and
 * a forgotten key only means that a row is written once more.
 */
export function createRecentKeys(size: number) {
  let young = new Set<string>();
  let old = new Set<string>();

  return {
    has: (key: string) => young.has(key) || old.has(key),
    add(key: string): void {
      if (young.size >= size) {
        old = young;
        young = new Set();
      }
      young.add(key);
    },
  };
}

export type RecentKeys = ReturnType<typeof createRecentKeys>;
