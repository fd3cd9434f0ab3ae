import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type pg from 'pg';
import { type Sampler, sampleGroups } from '#server/consumer-groups/index.ts';
import { type Collection, collect } from '#server/event-flow/index.ts';
import { Moment, systemClock } from '#server/platform/clock/index.ts';
import type { Settings } from '#server/platform/config/index.ts';
import { createPool } from '#server/platform/db/index.ts';
import { kafkaFromSettings } from '#server/platform/kafka/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { createReceiver, type Receiver } from '#server/traces/index.ts';
import { collectorReadiness, type DatabaseHealth } from './collector-health.ts';
import { collectorMetrics } from './collector-metrics.ts';
import { keepStore } from './keep-store.ts';
import { consoleSchema, openStore } from './open-store.ts';
import { type Repeated, repeat } from './repeat.ts';

export type RunningCollector = {
  url: string;
  /** Takes no more spans, writes what is in hand, leaves the consumer group. */
  stop(): Promise<void>;
};

/** An answer that takes longer does not say that the database is well. */
const signOfLifeMs = 2_000;
/** A connection that is cut off is noticed after this long; writers that meet it on a slow line wait for longer. */
const databaseSilentMs = 10_000;

type Parts = { collection: Collection; receiver: Receiver; keeping: Repeated; sampler: Sampler };
type Pools = {
  pool: pg.Pool;
  /** Of a short patience. */
  quick: pg.Pool;
  /** The one connection that holds the lock of whoever samples consumer groups, and writes what is sampled. */
  sampling: pg.Pool;
};

/**
 * Runs the collector in this process. It listens at once, so that it can say what it waits for; records are read and
 * spans taken as soon as the database is there. Throws when the port is taken.
 */
export async function runCollector(settings: Settings, logger: Logger): Promise<RunningCollector> {
  const stopping = new AbortController();
  const pool = createPool({
    url: settings.DATABASE_URL,
    schema: consoleSchema,
    applicationName: 'nibble-collector',
    max: 8,
    silentMs: databaseSilentMs,
    logger,
  });
  const quick = createPool({
    url: settings.DATABASE_URL,
    schema: consoleSchema,
    applicationName: 'nibble-collector signs of life',
    max: 2,
    patienceMs: signOfLifeMs,
    logger,
  });
  const sampling = createPool({
    url: settings.DATABASE_URL,
    schema: consoleSchema,
    applicationName: 'nibble-collector lag sampler',
    max: 1,
    silentMs: databaseSilentMs,
    logger,
  });
  const database: DatabaseHealth = { seen: null, problem: 'the tables are not ready yet' };
  let parts: Parts | null = null;
  const app = operations(() => ({ parts, database }));
  const server = await listen(app, settings);
  const starting = startParts(settings, { pool, quick, sampling }, { logger, signal: stopping.signal, database }).then(
    (started) => {
      parts = started;
    },
    (err: unknown) => {
      // Waiting cannot mend it, and a process that can never work must not look alive.
      logger.error({ err }, 'The collector cannot start');
      process.exitCode = 1;
      process.kill(process.pid, 'SIGTERM');
    },
  );
  const watching = watchDatabase(quick, database, logger);
  return {
    url: server.url,
    stop: async () => {
      stopping.abort();
      await starting;
      await parts?.receiver.close();
      await server.close();
      await parts?.collection.stop();
      await Promise.all([watching.stop(), parts?.keeping.stop(), parts?.sampler.stop()]);
      await Promise.all([pool.end(), quick.end(), sampling.end()]);
    },
  };
}

async function startParts(
  settings: Settings,
  { pool, quick, sampling }: Pools,
  { logger, signal, database }: { logger: Logger; signal: AbortSignal; database: DatabaseHealth },
): Promise<Parts | null> {
  const onTrouble = (error: unknown) => {
    database.problem = error instanceof Error ? error.message : String(error);
  };
  const state = await openStore(settings, pool, { logger, signal, onTrouble });
  if (!state) return null;
  database.problem = null;
  const owner = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const kafka = kafkaFromSettings(settings, 'nibble-collector', logger);
  const collection = collect({
    kafka,
    state,
    owner,
    group: settings.NIBBLE_COLLECTOR_GROUP,
    topics: settings.NIBBLE_TOPICS,
    logger,
  });
  const receiver = createReceiver({ pool, logger, keepDays: settings.NIBBLE_RETENTION_DAYS });
  return {
    collection,
    receiver,
    keeping: keepStore({ settings, state, quick, collection, owner, logger }),
    sampler: sampleGroups({ kafka, pool, own: sampling, cluster: state.cluster, sampler: owner, logger }),
  };
}

function operations(now: () => { parts: Parts | null; database: DatabaseHealth }): Hono {
  const app = new Hono();
  const metrics = collectorMetrics(() => ({
    collection: now().parts?.collection.health() ?? null,
    spans: now().parts?.receiver.counts() ?? null,
  }));
  app.get('/healthz', (c) => c.json({ up: true }));
  app.get('/readyz', (c) => {
    const { parts, database } = now();
    const readiness = collectorReadiness(systemClock, database, parts?.collection.health() ?? null);
    return c.json(readiness, readiness.ready ? 200 : 503);
  });
  app.get('/metrics', async (c) => c.text(await metrics.metrics(), 200, { 'content-type': metrics.contentType }));
  app.all('/v1/*', (c) => {
    const receiver = now().parts?.receiver;
    if (!receiver) return c.text('The database is not ready.', 503, { 'retry-after': '1' });
    return receiver.app.fetch(c.req.raw, c.env);
  });
  return app;
}

/** Asks the database every second, because a quiet collector would not notice that it is away. */
function watchDatabase(pool: pg.Pool, database: DatabaseHealth, logger: Logger): Repeated {
  return repeat({
    what: 'Asking the database',
    everyMs: 1_000,
    longestPauseMs: 1_000,
    logger: { ...logger, warn: logger.debug },
    task: async () => {
      await pool.query('select 1');
      database.seen = new Moment();
      return false;
    },
  });
}

async function listen(app: Hono, { OTLP_PORT, HOST }: Settings): Promise<{ url: string; close(): Promise<void> }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ url: string; close(): Promise<void> }>();
  const server = serve({ fetch: app.fetch, port: OTLP_PORT, hostname: HOST }, ({ port }) => {
    resolve({ url: `http://${HOST}:${port}`, close });
  });
  server.once('error', reject);
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
  return await promise;
}
