import type { OpenAPIHono } from '@hono/zod-openapi';
import type pg from 'pg';
import type { Clock } from '#server/platform/clock/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import type { Faults } from './faults/faults.ts';
import type { EventHandlers, TimerHandlers } from './handlers.ts';
import type { ServiceSettings } from './service-settings.ts';
import type { Cause, Work } from './work.ts';

/** What a service's routes, handlers and timers may use. */
export type ServiceContext = {
  pool: pg.Pool;
  settings: ServiceSettings;
  clock: Clock;
  logger: Logger;
  /** What is wrong with this service on purpose. */
  faults: Faults;
  /** One transaction on behalf of the request being handled. */
  transact<T>(fn: (work: Work) => Promise<T>): Promise<T>;
  /** The same on behalf of what was stored as the cause: for loops, which no request and no event calls. */
  transactFor<T>(cause: Cause, fn: (work: Work) => Promise<T>): Promise<T>;
};

/** Work that goes on all the time, outside of transactions; `round` says in how many ms it wants to be called again. */
export type ServiceLoop = { name: string; round(): Promise<number> };

export type ServiceDefinition = {
  /** Also its schema, its consumer group and the source of its events. */
  name: string;
  description: string;
  /** Where it listens when `<NAME>_PORT` does not say otherwise. */
  port: number;
  /** The folder of its own migrations. */
  tables: URL;
  /** Faults of its own beside those of the kit: name and effect. */
  faults?: Readonly<Record<string, string>>;
  routes(app: OpenAPIHono, context: ServiceContext): void;
  handlers(context: ServiceContext): EventHandlers;
  timers(context: ServiceContext): TimerHandlers;
  /** Begun when the tables are there, ended with the service. */
  loops?(context: ServiceContext): readonly ServiceLoop[];
};
