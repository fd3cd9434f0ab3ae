import { readFileSync } from 'node:fs';
import { Kafka, type KafkaConfig, logLevel, type SASLOptions } from 'kafkajs';
import Cluster from 'kafkajs/src/cluster/index.js';
import InstrumentationEventEmitter from 'kafkajs/src/instrumentation/emitter.js';
import { createLogger } from 'kafkajs/src/loggers/index.js';
import socketFactory from 'kafkajs/src/network/socketFactory.js';
import { NibbleError } from '#schemas/errors.ts';
import type { Settings } from '#server/platform/config/index.ts';
import { type KafkaLogger, kafkaLogCreator } from './kafka-log.ts';
import { repairKafkajs } from './repair-kafkajs.ts';

export interface KafkaOptions {
  brokers: string[];
  clientId: string;
  ssl?: { ca?: string; cert?: string; key?: string } | boolean | undefined;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string } | undefined;
  logger: KafkaLogger;
}

/** Where a Kafka is and how to talk to it. Nothing is connected until a producer, consumer or admin needs it. */
export interface KafkaConnection {
  readonly brokers: readonly string[];
  readonly clientId: string;
}

const configOf = new WeakMap<KafkaConnection, { config: KafkaConfig; logger: KafkaLogger }>();
// A dead connection is noticed after this long without an answer; an ordinary answer takes milliseconds.
const requestTimeoutMs = 10_000;
const quickRetries = 8;

/** Describes a Kafka; the repairs of kafkajs are applied here, once a process. Throws `internal` for another kafkajs. */
export function connectKafka({ brokers, clientId, ssl, sasl, logger }: KafkaOptions): KafkaConnection {
  repairKafkajs();
  const connection: KafkaConnection = { brokers: [...brokers], clientId };
  const config: KafkaConfig = {
    brokers: [...brokers],
    clientId,
    connectionTimeout: 3_000,
    authenticationTimeout: 10_000,
    requestTimeout: requestTimeoutMs,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, multiplier: 2, retries: quickRetries },
    logLevel: logLevel.WARN,
    logCreator: kafkaLogCreator(logger),
  };
  if (ssl) config.ssl = ssl;
  if (sasl) config.sasl = saslOf(sasl);
  configOf.set(connection, { config, logger });
  return connection;
}

/** The connection that the `KAFKA_*` settings describe; certificate files are read here. Throws `invalid` when unreadable. */
export function kafkaFromSettings(settings: Settings, clientId: string, logger: KafkaLogger): KafkaConnection {
  return connectKafka({
    brokers: settings.KAFKA_BROKERS,
    clientId,
    ssl: settings.KAFKA_SSL_ENABLED ? certificatesOf(settings) : undefined,
    sasl: settings.KAFKA_SASL_MECHANISM && {
      mechanism: settings.KAFKA_SASL_MECHANISM,
      username: settings.KAFKA_SASL_USERNAME ?? '',
      password: settings.KAFKA_SASL_PASSWORD ?? '',
    },
    logger,
  });
}

/**
 * A kafkajs client of its own: clients share committed offsets between the consumers they make, which must not be. It tries
 * `retries` times, soon a second apart, wherever a connection or an answer fails.
 */
export function openClient(connection: KafkaConnection, retries = quickRetries): Kafka {
  const { config } = known(connection);
  return new Kafka({ ...config, retry: { ...config.retry, retries } });
}

/** kafkajs's inner cluster object, for requests that its public door makes one partition at a time or not at all. */
export function openCluster(
  connection: KafkaConnection,
  onRequest?: (apiName: string) => void,
  retries = quickRetries,
): Cluster {
  const { config, logger } = known(connection);
  const instrumentationEmitter = new InstrumentationEventEmitter();
  if (onRequest) instrumentationEmitter.addListener('network.request', ({ payload }) => onRequest(payload.apiName));
  return new Cluster({
    ...config,
    retry: { ...config.retry, retries },
    logger: createLogger({ level: logLevel.WARN, logCreator: kafkaLogCreator(logger) }),
    socketFactory: socketFactory(),
    enforceRequestTimeout: true,
    metadataMaxAge: 0,
    allowAutoTopicCreation: false,
    maxInFlightRequests: null,
    instrumentationEmitter,
  });
}

function known(connection: KafkaConnection) {
  const found = configOf.get(connection);
  if (!found) throw new NibbleError('internal', 'A Kafka connection must come from connectKafka');
  return found;
}

function saslOf({ mechanism, username, password }: NonNullable<KafkaOptions['sasl']>): SASLOptions {
  switch (mechanism) {
    case 'plain':
      return { mechanism, username, password };
    case 'scram-sha-256':
      return { mechanism, username, password };
    case 'scram-sha-512':
      return { mechanism, username, password };
  }
}

function certificatesOf(settings: Settings): { ca?: string; cert?: string; key?: string } {
  const ca = readCertificate('KAFKA_SSL_CA_FILE', settings.KAFKA_SSL_CA_FILE);
  const cert = readCertificate('KAFKA_SSL_CERT_FILE', settings.KAFKA_SSL_CERT_FILE);
  const key = readCertificate('KAFKA_SSL_KEY_FILE', settings.KAFKA_SSL_KEY_FILE);
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function readCertificate(setting: string, file: string | undefined): string | undefined {
  if (!file) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new NibbleError('invalid', `${setting} names a file that cannot be read: ${file}`, { cause });
  }
}
