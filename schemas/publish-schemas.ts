import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addToLock, type SchemaLock } from './schema-lock.ts';

const lockPath = join(import.meta.dirname, 'published.json');
const lock: SchemaLock = JSON.parse(readFileSync(lockPath, 'utf8'));
const files = new Map(
  readdirSync(join(import.meta.dirname, 'events'), { recursive: true, encoding: 'utf8' })
    .map((path) => `events/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.json'))
    .map((path) => [path, readFileSync(join(import.meta.dirname, path), 'utf8')]),
);
try {
  const published = addToLock(lock, files);
  writeFileSync(lockPath, `${JSON.stringify(published.lock, null, 2)}\n`);
  console.info(
    published.added.length > 0 ? `Published: ${published.added.join(', ')}` : 'There is nothing new to publish.',
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
