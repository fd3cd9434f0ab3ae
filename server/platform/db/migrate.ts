import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { NibbleError } from '#schemas/errors.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { connectionConfig } from './connection-config.ts';

export type MigrateOptions = {
  url: string;
  schema: string;
  /** Files in the order in which they run, or a folder whose .sql files run in the order of their names. */
  files: readonly string[] | URL;
  logger?: Pick<Logger, 'info'>;
};

type Migration = { name: string; sql: string; hash: string };

/**
 * Brings a schema up to date: each new file once, in its own transaction, one process at a time (advisory lock).
 * Returns the names that ran. Throws `conflict` when a file that was applied has changed since.
 */
export async function migrate({ url, schema, files, logger }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(files);
  const client = new pg.Client(connectionConfig({ url, schema, applicationName: 'nibble-migrate' }));
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`nibble-migrate ${schema}`]);
    await client.query(`create schema if not exists ${schema}`);
    await client.query(
      'create table if not exists migration (name text primary key, hash text not null, applied_at timestamptz not null default now())',
    );
    return await applyNew(client, migrations, logger);
  } finally {
    // Closing the connection frees the lock.
    await client.end();
  }
}

async function applyNew(client: pg.Client, migrations: Migration[], logger?: Pick<Logger, 'info'>): Promise<string[]> {
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from migration');
  const applied = new Map(rows.map((row) => [row.name, row.hash]));
  const ran: string[] = [];
  for (const migration of migrations) {
    const known = applied.get(migration.name);
    if (known === migration.hash) continue;
    if (known !== undefined) throw changed(migration.name);
    await applyOne(client, migration);
    logger?.info({ migration: migration.name }, 'database migration applied');
    ran.push(migration.name);
  }
  return ran;
}

async function applyOne(client: pg.Client, { name, sql, hash }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migration (name, hash) values ($1, $2)', [name, hash]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new NibbleError('internal', `The database migration ${name} failed.`, { cause: error });
  }
}

function changed(name: string): NibbleError {
  return new NibbleError(
    'conflict',
    `The database migration ${name} was changed after it was applied; add a new file instead.`,
  );
}

async function readMigrations(files: readonly string[] | URL): Promise<Migration[]> {
  const paths = files instanceof URL ? await filesOf(fileURLToPath(files)) : files;
  return await Promise.all(paths.map(readMigration));
}

async function filesOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return names.map((name) => join(folder, name));
}

async function readMigration(path: string): Promise<Migration> {
  const sql = (await readFile(path, 'utf8')).replaceAll('\r\n', '\n');
  // `server/event-flow/tables/0001-x.sql` is `event-flow/0001-x.sql`, so that rooms share one schema.
  const name = `${basename(dirname(dirname(path)))}/${basename(path)}`;
  return { name, sql, hash: createHash('sha256').update(sql).digest('hex') };
}
