import { type ServerType, serve } from '@hono/node-server';
import type pg from 'pg';
import { createPool, migrate } from '#server/platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '#server/platform/testing/index.ts';
import { createReceiver, type Receiver, type ReceiverOptions } from './create-receiver.ts';
import { type SampleRequest, type SampleSpan, text } from './sample-requests.ts';

/** For tests: a database with the tables of this room, and receivers on ports of their own. */
export type ServedReceiver = { receiver: Receiver; url: string };
export type SampleReceiver = {
  database: TestDatabase;
  pool: pg.Pool;
  withReceiver(work: (served: ServedReceiver) => Promise<void>, options?: Partial<ReceiverOptions>): Promise<void>;
  stored(span: SampleSpan): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
};

export const protobufType = 'application/x-protobuf';
export const jsonType = 'application/json';
const silent = { warn: () => undefined };

export async function createSampleReceiver(): Promise<SampleReceiver> {
  const database = await createTestDatabase();
  await migrate({ url: database.url, schema: 'console', files: new URL('./tables/', import.meta.url) });
  const pool = createPool({ url: database.url, schema: 'console', applicationName: 'test', logger: silent });
  return {
    database,
    pool,
    async withReceiver(work, options = {}) {
      const receiver = createReceiver({ pool, logger: silent, ...options });
      const server = await listening(receiver);
      try {
        await work({ receiver, url: addressOf(server) });
      } finally {
        await receiver.close();
        await new Promise((resolve) => server.close(resolve));
      }
    },
    async stored(span) {
      const { rows } = await pool.query('select * from span where trace = $1 order by span_id', [span.traceId]);
      return rows;
    },
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}

function listening({ app }: Receiver): Promise<ServerType> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(server));
  });
}

function addressOf(server: ServerType): string {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no address');
  return `http://127.0.0.1:${address.port}/v1/traces`;
}

export function post(url: string, body: Buffer | string, type = protobufType, headers: Record<string, string> = {}) {
  const bytes = Uint8Array.from(Buffer.from(body));
  return fetch(url, { method: 'POST', body: bytes, headers: { 'content-type': type, ...headers } });
}

let samples = 0n;

/** A span with ids of its own that starts now, and after the one before. */
export function sample(
  attributes = [text('http.request.method', 'GET')],
  change: Partial<SampleSpan> = {},
): SampleSpan {
  samples += 1n;
  return {
    traceId: crypto.randomUUID().replaceAll('-', ''),
    spanId: crypto.randomUUID().replaceAll('-', '').slice(0, 16),
    name: 'GET /x',
    kind: 2,
    startTimeUnixNano: BigInt(Date.now()) * 1_000_000n + samples,
    endTimeUnixNano: BigInt(Date.now() + 5) * 1_000_000n,
    attributes,
    ...change,
  };
}

export function request(...spans: SampleSpan[]): SampleRequest {
  return { service: 'orders', scope: { name: 'nibble', version: '' }, spans };
}
