import { kind } from './hostile-record.ts';

const key = (name: string, write: (token: string) => string | Buffer | null, shows: readonly string[] = []) =>
  kind(name, (token) => {
    const written = write(token);
    const isFound = typeof written === 'string' && written !== '' && written.length <= 200;
    return { key: written, ids: [`event-${token}`, `flow-${token}`, ...(isFound ? [written] : [])], shows };
  });

/** Keys of records. */
export const hostileKeys = [
  key('a null key', () => null),
  key('an empty key', () => '', ['empty']),
  key('a key of bytes', () => Buffer.from([0, 0xff, 1]), ['00 ff 01']),
  key('a key of 10 kB', (token) => `${token}${'k'.repeat(10_000)}`, ['more']),
  key('a key of markup', (token) => `<img src=x onerror=alert(1)>${token}`, ['<img src=x onerror=alert(1)>']),
  key('a key with a NUL byte', (token) => `${token}\0`, ['U+0000']),
  key('a key with a right-to-left override', (token) => `${token}\u202etxt`, ['U+202E']),
  key('a key in JSON', (token) => `{"id":"${token}"}`),
];
