import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareWithLock, fingerprintOf } from './schema-lock.ts';

const lockPath = join(import.meta.dirname, 'published.json');
const lock: Record<string, string> = JSON.parse(readFileSync(lockPath, 'utf8'));
const files = new Map(
  readdirSync(join(import.meta.dirname, 'events'), { recursive: true, encoding: 'utf8' })
    .map((path) => `events/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.json'))
    .map((path) => [path, readFileSync(join(import.meta.dirname, path), 'utf8')]),
);
const { fresh, changed, gone } = compareWithLock(lock, files);

if (changed.length + gone.length > 0) {
  console.error(`Published for good, so nothing was written: ${[...changed, ...gone].join(', ')}`);
  process.exitCode = 1;
} else {
  const added = fresh.map((path) => [path, fingerprintOf(files.get(path) ?? '')]);
  const sorted = [...Object.entries(lock), ...added].sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  writeFileSync(lockPath, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  console.info(fresh.length > 0 ? `Published: ${fresh.join(', ')}` : 'There is nothing new to publish.');
}
