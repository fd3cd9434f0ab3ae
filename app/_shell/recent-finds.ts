/** What was opened from the search, so that it is found again without typing. */
export type RecentFind = { label: string; href: string; asked: string };

const key = 'nibble.recent-finds';
const most = 8;

/** The newest first; none where storage is forbidden or holds something else. */
export function readRecentFinds(): RecentFind[] {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isRecentFind).slice(0, most) : [];
  } catch {
    return [];
  }
}

export function keepRecentFind(find: RecentFind): void {
  write([find, ...readRecentFinds().filter(({ href }) => href !== find.href)].slice(0, most));
}

export function forgetRecentFinds(): void {
  write([]);
}

function write(finds: readonly RecentFind[]): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(finds));
  } catch {
    // Private windows forbid it: then there is nothing recent.
  }
}

/** Of this console only: what is stored may have been written by anyone. */
function isRecentFind(value: unknown): value is RecentFind {
  if (typeof value !== 'object' || value === null) return false;
  const { label, href, asked } = { label: null, href: null, asked: null, ...value };
  return [label, asked].every((text) => typeof text === 'string') && typeof href === 'string' && /^\/\w/.test(href);
}
