import { serve } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { NibbleError } from '#schemas/errors.ts';
import { type Clock, systemClock } from '#server/platform/clock/index.ts';
import { createPool } from '#server/platform/db/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { currentCorrelationId, currentRequestId } from '#server/platform/telemetry/index.ts';
import type { MessageBroker } from './broker/message-broker.ts';
import { addFaultRoutes } from './faults/fault-routes.ts';
import { createFaults } from './faults/faults.ts';
import { createDoor } from './http/create-door.ts';
import { addOperations } from './http/operations.ts';
import { createReadiness } from './readiness.ts';
import type { ServiceContext, ServiceDefinition } from './service-definition.ts';
import { createServiceMetrics } from './service-metrics.ts';
import type { ServiceSettings } from './service-settings.ts';
import { startEngine } from './start-engine.ts';
import { watchWrites } from './watch-writes.ts';
import { type Cause, runWork, type WorkSetting } from './work.ts';

export type RunningService = {
  url: string;
  /** Resolves when the tables are there and events are being read and published. */
  started: Promise<void>;
  /** Takes no more requests, ends what is in hand, publishes what is committed. */
  stop(): Promise<void>;
};

export type StartOptions = {
  settings: ServiceSettings;
  broker: MessageBroker;
  logger: Logger;
  clock?: Clock;
};

/** An answer that takes longer does not say that the database is well. */
const signOfLifeMs = 2_000;

/** Starts one service in this process. It listens at once; the rest follows when database and broker are there. */
export async function startService(definition: ServiceDefinition, options: StartOptions): Promise<RunningService> {
  const { settings, logger, broker, clock = systemClock } = options;
  const { name } = definition;
  const databaseUrl = settings.platform.DATABASE_URL;
  const pool = createPool({ url: databaseUrl, schema: name, applicationName: name, max: 4, logger });
  const quick = createPool({
    url: databaseUrl,
    schema: name,
    applicationName: `${name} signs of life`,
    max: 2,
    patienceMs: signOfLifeMs,
    logger,
  });
  const metrics = createServiceMetrics(quick);
  const writes = watchWrites();
  const faults = createFaults(definition.faults ?? {}, clock, logger);
  const work: WorkSetting = {
    pool,
    name,
    clock,
    topicPrefix: settings.topicPrefix,
    faults,
    onTimer: (ms) => engine.wakeTimers(ms),
    onFailure: writes.note,
  };
  const context: ServiceContext = {
    pool,
    settings,
    clock,
    logger,
    faults,
    transact: (fn) => runWork(work, requestCause(), fn),
    transactFor: (cause, fn) => runWork(work, cause, fn),
  };
  const engine = startEngine(definition, { context, work, broker, metrics });
  const app = createDoor({
    ...definition,
    port: settings.port,
    logger,
    metrics,
    started: () => engine.state().migrated,
  });
  addOperations(app, metrics, createReadiness({ pool: quick, engine, writes, clock }));
  if (settings.faultsOpen) addFaultRoutes(app, faults);
  definition.routes(app, context);
  const server = await listen(app, settings);
  return {
    url: server.url,
    started: engine.started,
    async stop() {
      await server.close();
      await engine.stop();
      await broker.close();
      await Promise.all([pool.end(), quick.end()]);
    },
  };
}

function requestCause(): Cause {
  const correlationId = currentCorrelationId();
  if (correlationId === undefined) throw new NibbleError('internal', 'No request is being handled here.');
  return { correlationId, causationId: currentRequestId() };
}

/** Longer than clients and balancers keep theirs: a request must not meet a connection that is being closed (ms). */
const keepAliveTimeout = 75_000;

type Listening = { url: string; close(): Promise<void> };

async function listen(app: OpenAPIHono, { port, platform }: ServiceSettings): Promise<Listening> {
  const { promise, resolve, reject } = Promise.withResolvers<Listening>();
  const place = { port, hostname: platform.HOST };
  const server = serve({ fetch: app.fetch, ...place, serverOptions: { keepAliveTimeout } }, (address) => {
    resolve({ url: `http://${platform.HOST}:${address.port}`, close });
  });
  server.once('error', reject);
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      if ('closeIdleConnections' in server) server.closeIdleConnections();
    });
  return await promise;
}
