import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { listEvents } from '#schemas/dictionary.ts';
import { newestVersion } from '#schemas/event-catalog.ts';
import { readSettings } from '#server/platform/config/index.ts';
import { createPool } from '#server/platform/db/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { createTestDatabase, eventually } from '#server/platform/testing/index.ts';
import { createMemoryBroker } from '../broker/memory-broker.ts';
import type { MessageBroker } from '../broker/message-broker.ts';
import type { EventType } from '../event.ts';
import type { ServiceDefinition } from '../service-definition.ts';
import { startService } from '../start-service.ts';
import { topicOf } from '../topic-of.ts';
import { exampleOf } from './example-of.ts';
import { serveAgreed } from './serve-agreed.ts';
import { type Heard, watchHandlers } from './watch-handlers.ts';

const eventSchema = z.looseObject({
  event_id: z.string(),
  event_type: z.string(),
  event_version: z.int(),
  data: z.record(z.string(), z.unknown()),
});
export type ToldEvent = z.infer<typeof eventSchema>;

/** One service alone, whole, on a database of its own; what it hears and tells passes through a broker in memory. */
export type Stage = {
  url: string;
  /** Tells the service an event: the example of its schema with some fields of `data` changed. Resolves once it is handled. */
  hear(type: EventType, data: object, version?: number): Promise<Heard>;
  /** The same with an event as it stands. */
  hearEvent(event: object): Promise<Heard>;
  /** The next event of this type and key that the service tells, or told before; `where` looks at its data. */
  told(type: EventType, key: string, where?: (event: ToldEvent) => boolean): Promise<ToldEvent>;
  ask(method: string, path: string, body?: object): Promise<unknown>;
  /** Waits until this query of the service's own tables finds a row. */
  finds(sql: string, ...values: unknown[]): Promise<unknown>;
  close(): Promise<void>;
};

export type StageOptions = {
  /** Settings that name another service (`RESTAURANTS_URL`), and the pact whose answers stand for it. */
  others?: Record<string, string>;
  /** How long the simulation waits, as a share of life; hardly at all unless told. */
  pace?: number;
  /** What a bad release would make of the events it tells. */
  spoil?: (event: ToldEvent) => object;
};

const stagePace = 0.0005;
const patience = { timeoutMs: 15_000, everyMs: 5 };

export async function openStage(definition: ServiceDefinition, options: StageOptions = {}): Promise<Stage> {
  const database = await createTestDatabase();
  const spans = recordSpans();
  const broker = createMemoryBroker();
  const told = listen(broker);
  const journal = new Map<string, Heard>();
  const logger = createLogger({ name: definition.name, level: 'silent' });
  const others = await Promise.all(Object.entries(options.others ?? {}).map(([name, pact]) => serveOther(name, pact)));
  const urls = Object.fromEntries(others.map(({ setting, url }) => [setting, url]));
  const platform = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    KAFKA_BROKERS: '127.0.0.1:1',
    ...urls,
  });
  const service = await startService(watchHandlers(definition, journal), {
    settings: { platform, port: 0, pace: options.pace ?? stagePace, deadlinePace: 1, topicPrefix: '' },
    logger,
    broker: spoiled(broker, options.spoil),
  });
  await service.started;
  const pool = createPool({ url: database.url, schema: definition.name, applicationName: 'stage', max: 1 });
  const finds = (sql: string, ...values: unknown[]) =>
    eventually(async () => (await pool.query<object>(sql, values)).rows[0], { ...patience, what: `a row by ${sql}` });
  const hearEvent = async (event: object) => {
    const { event_id, heard } = await hearOn(broker, journal, event);
    await finds('select event_id from inbox where event_id = $1', event_id);
    return heard;
  };
  return {
    url: service.url,
    hearEvent,
    hear: (type, data, version = newestVersion[type]) => hearEvent(sampleEvent(type, version, data)),
    told: (type, key, where = () => true) =>
      eventually(() => told.find((event) => event.key === key && event.told.event_type === type && where(event.told)), {
        ...patience,
        what: `${definition.name} tells ${type} of ${key}`,
      }).then((event) => event.told),
    ask: (method, path, body) => ask(`${service.url}${path}`, method, body),
    finds,
    async close() {
      await service.stop();
      await broker.close();
      await Promise.all([spans.stop(), pool.end(), ...others.map((other) => other.close())]);
      await database.drop();
    },
  };
}

async function serveOther(setting: string, pactName: string) {
  return { setting, ...(await serveAgreed(pactName)) };
}

/** An event that nobody told: the example of its schema with some fields of `data` changed. */
export function sampleEvent(type: EventType, version: number, data: object) {
  return {
    event_id: randomUUID(),
    event_type: type,
    event_version: version,
    event_time: new Date().toISOString(),
    source_service: 'contract',
    correlation_id: randomUUID(),
    data: { ...exampleOf(type, version), ...data },
  };
}

type Kept = { key: string; told: ToldEvent };

function listen(broker: MessageBroker): Kept[] {
  const kept: Kept[] = [];
  const topics = [...new Set(listEvents().map(({ topic }) => topic))];
  broker.subscribe({
    group: 'stage',
    topics,
    onRecords: async (records) => {
      kept.push(...records.map(({ key, value }) => ({ key: String(key), told: parseEvent(String(value)) })));
    },
  });
  return kept;
}

function parseEvent(text: string): ToldEvent {
  return eventSchema.parse(JSON.parse(text));
}

function spoiled(broker: MessageBroker, spoil: StageOptions['spoil']): MessageBroker {
  if (!spoil) return broker;
  const spoilText = (value: string) => JSON.stringify(spoil(parseEvent(value)));
  const send: MessageBroker['send'] = (topic, messages) =>
    broker.send(
      topic,
      messages.map((message) => ({ ...message, value: spoilText(message.value) })),
    );
  return { ...broker, send };
}

async function hearOn(broker: MessageBroker, journal: Map<string, Heard>, event: object) {
  const { event_id, event_type, event_version, data } = eventSchema.parse(event);
  const type = listEvents().find((entry) => entry.type === event_type);
  const headers = { event_id, event_type, event_version: String(event_version) };
  const key = String(data.order_id ?? data.driver_id ?? data.restaurant_id ?? event_id);
  await broker.send(type?.topic ?? topicOf('order.created'), [{ key, value: JSON.stringify(event), headers }]);
  const heard = await eventually(() => journal.get(event_id), { ...patience, what: `${event_type} is handled` });
  if (heard.error) throw heard.error;
  return { event_id, heard };
}

async function ask(url: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : null,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
