import topicsFile from '#schemas/topics.json' with { type: 'json' };
import { readSettings } from '#server/platform/config/index.ts';
import { connectKafka, createAdmin, type KafkaConnection, type KafkaRecord } from '#server/platform/kafka/index.ts';
import { createLogger, type Logger } from '#server/platform/logging/index.ts';
import { createTestDatabase, testBrokers, topicPrefix } from '#server/platform/testing/index.ts';
import {
  createKafkaBroker,
  createTopics,
  type MessageBroker,
  type RunningService,
  type ServiceDefinition,
  startService,
} from '#services/_kit/index.ts';
import { analyticsService } from './analytics/analytics-service.ts';
import { driversService } from './drivers/drivers-service.ts';
import { notificationsService } from './notifications/notifications-service.ts';
import { ordersService } from './orders/orders-service.ts';
import { paymentsService } from './payments/payments-service.ts';
import { restaurantsService } from './restaurants/restaurants-service.ts';
import { type Hostility, type Relay, relayedTopics, startRelay } from './sample-relay.ts';

const definitions = {
  restaurants: restaurantsService,
  orders: ordersService,
  payments: paymentsService,
  drivers: driversService,
  notifications: notificationsService,
  analytics: analyticsService,
} satisfies Record<string, ServiceDefinition>;

export type ServiceName = keyof typeof definitions;
export const serviceNames: ServiceName[] = [
  'restaurants',
  'orders',
  'payments',
  'drivers',
  'notifications',
  'analytics',
];

export type House = {
  broker: MessageBroker;
  /** Every record of every topic so far. */
  records: KafkaRecord[];
  /** What stands between the topics and the services; null where nothing does. */
  relay: Relay | null;
  /** `pace` 0.02 unless told; deadlines are as in life unless told. */
  start(name: ServiceName, pace?: number, deadlinePace?: number): Promise<void>;
  stop(name: ServiceName): Promise<void>;
  urlOf(name: ServiceName): string;
  /** A topic's name in this house. */
  topic(name: string): string;
  /** What a service needs to run as a process of its own in this house. */
  environment(): Record<string, string>;
  close(): Promise<void>;
};

const testPace = 0.02;

export type HouseOptions = {
  /** Which services there are; all six unless told. */
  only?: readonly ServiceName[];
  /** Services that are put together otherwise than in life. */
  instead?: Partial<Record<ServiceName, ServiceDefinition>>;
  /** How badly records are delivered to the services; as Kafka does it unless told. */
  hostility?: Hostility;
  /** Scales the deadlines of all services; 1 unless told. */
  deadlinePace?: number;
};

/** The services in this process, on real Kafka and PostgreSQL, with topics and a database of their own. */
export async function startHouse({
  only = serviceNames,
  instead = {},
  hostility,
  deadlinePace = 1,
}: HouseOptions = {}): Promise<House> {
  const database = await createTestDatabase();
  const prefix = topicPrefix();
  const logger = createLogger({ name: 'house', level: 'silent' });
  const kafka = connectKafka({ brokers: testBrokers(), clientId: 'house', logger });
  await createTopics(kafka, prefix);
  const topics = topicsFile.topics.map(({ name }) => prefix + name);
  const broker = createKafkaBroker(kafka, logger);
  const records: KafkaRecord[] = [];
  broker.subscribe({ group: `${prefix}listener`, topics, onRecords: async (batch) => void records.push(...batch) });

  const relay = hostility ? await startBetween(kafka, broker, topics, hostility) : null;
  const services = createServices({ kafka, databaseUrl: database.url, prefix, logger, instead, relay, deadlinePace });
  if (only.includes('restaurants')) await services.start('restaurants');
  await Promise.all(only.filter((name) => name !== 'restaurants').map((name) => services.start(name)));
  return {
    broker,
    records,
    relay,
    topic: (name) => prefix + name,
    ...services,
    async close() {
      await Promise.all(serviceNames.map(services.stop));
      await relay?.stop();
      await broker.close();
      const admin = createAdmin(kafka);
      // Retry tiers, dead letters and relayed topics as well.
      await admin.deleteTopics((await admin.listTopics()).filter((topic) => topic.startsWith(prefix)));
      await admin.close();
      await database.drop();
    },
  };
}

type Ground = {
  kafka: KafkaConnection;
  databaseUrl: string;
  prefix: string;
  logger: Logger;
  instead: Partial<Record<ServiceName, ServiceDefinition>>;
  relay: Relay | null;
  deadlinePace: number;
};

async function startBetween(kafka: KafkaConnection, broker: MessageBroker, topics: string[], hostility: Hostility) {
  const admin = createAdmin(kafka);
  const partitions = await admin.partitionsOf(topics);
  const countOf = (name: string) => partitions.filter(({ topic }) => topic === name).length;
  const copies = relayedTopics(topics).map((topic, index) => ({ topic, partitions: countOf(topics[index] ?? '') }));
  await admin.createTopics(copies).finally(() => admin.close());
  return startRelay(kafka, broker, topics, hostility);
}

function createServices({
  kafka,
  databaseUrl,
  prefix,
  logger,
  instead,
  relay,
  deadlinePace: usualDeadlinePace,
}: Ground) {
  const running = new Map<ServiceName, RunningService>();
  const urls = new Map<ServiceName, string>();
  const environment = () => ({
    KAFKA_BROKERS: testBrokers().join(','),
    DATABASE_URL: databaseUrl,
    RESTAURANTS_URL: urls.get('restaurants') ?? '',
    DRIVERS_URL: urls.get('drivers') ?? '',
    NIBBLE_TOPIC_PREFIX: prefix,
    NIBBLE_PACE: String(testPace),
    NIBBLE_DEADLINE_PACE: '1',
  });
  return {
    environment,
    urlOf: (name: ServiceName) => urls.get(name) ?? '',
    async start(name: ServiceName, pace = testPace, deadlinePace = usualDeadlinePace) {
      const platform = readSettings({ NODE_ENV: 'test', ...environment() });
      // A service that comes back listens where it was before.
      const port = Number(new URL(urls.get(name) ?? 'http://127.0.0.1:0').port);
      const settings = { platform, port, pace, deadlinePace, topicPrefix: prefix, faultsOpen: true };
      const broker = createKafkaBroker(kafka, logger);
      const service = await startService(instead[name] ?? definitions[name], {
        settings,
        logger,
        broker: relay?.asSeenBy(broker) ?? broker,
      });
      running.set(name, service);
      urls.set(name, service.url);
      await service.started;
    },
    async stop(name: ServiceName) {
      await running.get(name)?.stop();
      running.delete(name);
    },
  };
}
