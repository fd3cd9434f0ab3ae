/** A preference of this browser, shared by all components of the tab and by other tabs, kept in local storage. */
export type StoredChoice<T extends string> = {
  subscribe: (listener: () => void) => () => void;
  get: () => T;
  set: (value: T) => void;
};

/** Storage may be forbidden (private windows): then the choice lives as long as the tab. */
export function storedChoice<T extends string>(key: string, values: readonly T[], fallback: T): StoredChoice<T> {
  const listeners = new Set<() => void>();
  let current: T | null = null;
  const read = (): T => {
    const kept = readStorage(key);
    return values.find((value) => value === kept) ?? fallback;
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const onStorage = (event: StorageEvent) => {
    if (event.key !== key) return;
    current = read();
    tell();
  };
  return {
    subscribe: (listener) => {
      if (listeners.size === 0) window.addEventListener('storage', onStorage);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) window.removeEventListener('storage', onStorage);
      };
    },
    get: () => {
      current ??= read();
      return current;
    },
    set: (value) => {
      current = value;
      writeStorage(key, value);
      tell();
    },
  };
}

function readStorage(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function writeStorage(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // The choice still holds for this tab.
  }
}
