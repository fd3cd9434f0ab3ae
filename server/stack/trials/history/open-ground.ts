import { join } from 'node:path';
import type pg from 'pg';
import { createPool } from '#server/platform/db/index.ts';
import {
  type Admin,
  connectKafka,
  createAdmin,
  createLogReader,
  type KafkaConnection,
  type LogReader,
} from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { startTcpProxy, type TcpProxy } from '#server/platform/testing/index.ts';
import type { RunningStack } from '../../open-stack.ts';
import { startStack } from '../../start-stack.ts';
import { Fleet } from './fleet.ts';

export type Ground = {
  stack: RunningStack;
  /** Between the collectors and the broker or the database; everybody else goes straight. */
  proxies: Record<Target, TcpProxy>;
  kafka: KafkaConnection;
  admin: Admin;
  reader: LogReader;
  pool: pg.Pool;
  fleet: Fleet;
  close(): Promise<void>;
};

export type Target = 'broker' | 'database';

/** What a run needs of ports, in a row. */
export const portsNeeded = 16;
export const partitionsEach = 6;
const codecs = ['uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'];
export const topics = [...codecs, 'append-time'].map((name) => `history-${name}`);

/** A broker and a database of its own, a proxy before each for the collectors, and the topics. */
export async function openGround(options: { dataDir: string; portsFrom: number; logFolder: string }): Promise<Ground> {
  const { dataDir, portsFrom, logFolder } = options;
  const port = (index: number) => portsFrom + 11 + index;
  const sideDoor = { port: port(0), shownAs: port(1) };
  const stack = await startStack({ dataDir, portsFrom, sideDoor, only: ['kafka', 'postgres'] });
  const { kafka: address, database: url } = stack.addresses;
  const proxied = new URL(url);
  const databasePort = Number(proxied.port);
  proxied.port = String(port(2));
  const proxies = {
    broker: await startTcpProxy({ port: port(1), to: port(0) }),
    database: await startTcpProxy({ port: port(2), to: databasePort }),
  };
  const logger = createLogger({ name: 'trial', level: 'silent' });
  const kafka = connectKafka({ brokers: [address], clientId: 'trial', logger });
  const admin = createAdmin(kafka);
  const reader = createLogReader(kafka);
  const pool = createPool({ url, schema: 'console', applicationName: 'trial', max: 4 });
  await admin.createTopics(topics.map((topic) => ({ topic, partitions: partitionsEach, config: configOf(topic) })));
  const fleet = new Fleet((name, slot) => ({
    name,
    port: port(3 + slot),
    kafka: `127.0.0.1:${port(1)}`,
    database: proxied.href,
    topics: '^history-',
    logFile: join(logFolder, `${name}.log`),
  }));
  return {
    ...{ stack, proxies, kafka, admin, reader, pool, fleet },
    close: async () => {
      await fleet.kill();
      await Promise.all([admin.close(), reader.close(), pool.end()]);
      await Promise.all([proxies.broker.close(), proxies.database.close()]);
      await stack.stop();
    },
  };
}

function configOf(topic: string): Record<string, string> {
  const kind = topic.slice('history-'.length);
  return kind === 'append-time' ? { 'message.timestamp.type': 'LogAppendTime' } : { 'compression.type': kind };
}
