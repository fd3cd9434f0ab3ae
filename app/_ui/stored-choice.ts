import { type StoredText, storedText } from './stored-text.ts';

/** A preference of this browser, one of a few values. */
export type StoredChoice<T extends string> = Omit<StoredText, 'get' | 'set'> & {
  get: () => T;
  set: (value: T) => void;
};

/** Whatever else is kept under the key counts as `fallback`. */
export function storedChoice<T extends string>(key: string, values: readonly T[], fallback: T): StoredChoice<T> {
  const { subscribe, get, set } = storedText(key);
  return {
    subscribe,
    get: () => {
      const kept = get();
      return values.find((value) => value === kept) ?? fallback;
    },
    set,
  };
}
