export type KeyRange = {
  low: string;
  high: string;
  /** A trace id has no dashes: what was asked with some is none. */
  mayBeTrace: boolean;
};

const dashed = /^[0-9a-f]{8}(?:(?:-[0-9a-f]{4}){0,2}-[0-9a-f]{0,4}|(?:-[0-9a-f]{4}){3}-[0-9a-f]{0,12})$/i;
const plain = /^[0-9a-f]{1,32}$/i;
const keyDigits = 32;

/** The keys of all UUIDs and trace ids that begin so, dashes or not; null when none does, or when it is a whole UUID. */
export function keyRange(beginning: string): KeyRange | null {
  const hasDashes = beginning.includes('-');
  if (!(hasDashes ? dashed : plain).test(beginning)) return null;
  const digits = beginning.replaceAll('-', '').toLowerCase();
  if (hasDashes && digits.length === keyDigits) return null;
  return { low: digits.padEnd(keyDigits, '0'), high: digits.padEnd(keyDigits, 'f'), mayBeTrace: !hasDashes };
}
