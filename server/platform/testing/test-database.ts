import { randomBytes } from 'node:crypto';
import pg from 'pg';

export type TestDatabase = {
  url: string;
  /** A superuser's way in from outside, for tests that end other connections. */
  admin(sql: string, values?: unknown[]): Promise<pg.QueryResult>;
  drop(): Promise<void>;
};

/** A database of its own with a random name on the server of `TEST_DATABASE_URL`; `drop` ends all its connections. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL must name a PostgreSQL server for integration tests');
  const name = `nibble_test_${randomBytes(6).toString('hex')}`;
  const admin = (sql: string, values?: unknown[]) => queryOnce(server, sql, values);
  await admin(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    admin,
    drop: async () => {
      await admin(`drop database if exists ${name} with (force)`);
    },
  };
}

async function queryOnce(url: string, sql: string, values?: unknown[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql, values);
  } finally {
    await client.end();
  }
}
