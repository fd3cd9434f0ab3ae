/** A text kept in this browser's local storage, shared by all components of the tab and by other tabs. */
export type StoredText = {
  subscribe: (listener: () => void) => () => void;
  /** Null where nothing is kept. */
  get: () => string | null;
  set: (text: string) => void;
};

/** Storage may be forbidden (private windows): then the text lives as long as the tab. */
export function storedText(key: string): StoredText {
  const listeners = new Set<() => void>();
  let current: string | null | undefined;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const onStorage = (event: StorageEvent) => {
    if (event.key !== key) return;
    current = readStorage(key);
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
      if (current === undefined) current = readStorage(key);
      return current;
    },
    set: (text) => {
      current = text;
      writeStorage(key, text);
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
    // The text still holds for this tab.
  }
}
