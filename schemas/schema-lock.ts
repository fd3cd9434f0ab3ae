import { createHash } from 'node:crypto';

/** Path of a schema file below `schemas/` → its fingerprint when it was published. */
export type SchemaLock = Readonly<Record<string, string>>;

/** What a schema file says, whatever its spaces and line ends. Throws SyntaxError when it is not JSON. */
export function fingerprintOf(text: string): string {
  const said = JSON.stringify(JSON.parse(text));
  return `sha256-${createHash('sha256').update(said).digest('base64')}`;
}

/** How files stand to the lock: `fresh` have never been published; `changed` and `gone` were, and must not be. */
export function compareWithLock(lock: SchemaLock, files: ReadonlyMap<string, string>) {
  const known = [...files].filter(([path]) => Object.hasOwn(lock, path));
  return {
    fresh: [...files.keys()].filter((path) => !Object.hasOwn(lock, path)),
    changed: known.filter(([path, text]) => lock[path] !== fingerprintOf(text)).map(([path]) => path),
    gone: Object.keys(lock).filter((path) => !files.has(path)),
  };
}

/** The lock with the fresh files added, sorted. Throws when a published file changed or is gone: a lock only grows. */
export function addToLock(lock: SchemaLock, files: ReadonlyMap<string, string>): { lock: SchemaLock; added: string[] } {
  const { fresh, changed, gone } = compareWithLock(lock, files);
  if (changed.length + gone.length > 0) {
    throw new Error(`Published for good, so nothing was written: ${[...changed, ...gone].join(', ')}`);
  }
  const entries = fresh.map((path): [string, string] => [path, fingerprintOf(files.get(path) ?? '')]);
  const all = [...Object.entries(lock), ...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return { lock: Object.fromEntries(all), added: fresh };
}
