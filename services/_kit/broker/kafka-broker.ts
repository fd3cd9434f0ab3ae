import {
  consume,
  createAdmin,
  createProducer,
  type KafkaConnection,
  type KafkaRecord,
  type UnreadableRange,
} from '#server/platform/kafka/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import type { MessageBroker, SubscribeOptions, Subscription } from './message-broker.ts';

/** All that a service is likely to have: how many records are handled at once is decided for each of them. */
const partitionsAtOnce = 64;

type OutgoingMessages = Parameters<ReturnType<typeof createProducer>['send']>[1];

/** The real broker. Nothing is connected before the first send or subscription. */
export function createKafkaBroker(kafka: KafkaConnection, logger: Logger): MessageBroker {
  const subscriptions = new Set<Subscription>();
  let producer: ReturnType<typeof createProducer> | null = null;
  let clusterId: string | null = null;
  const dropProducer = async () => {
    const dropped = producer;
    producer = null;
    await dropped?.close().catch(() => undefined);
  };
  const send = async (topic: string, messages: OutgoingMessages) => {
    producer ??= createProducer(kafka);
    try {
      return await producer.send(topic, messages);
    } catch (error) {
      // A producer that gave up may stay broken (its first connection failed): the next send begins a new one.
      await dropProducer();
      throw error;
    }
  };
  return {
    member: kafka.clientId,
    async send(topic, messages) {
      const sent = await send(topic, messages);
      return sent.map(({ partition, baseOffset }) => ({ partition, offset: baseOffset }));
    },
    async forward(topic, { key, value, headers }) {
      await send(topic, [{ key, value, headers }]);
    },
    async clusterId() {
      clusterId ??= await readClusterId(kafka);
      return clusterId;
    },
    subscribe(options) {
      const subscription = subscribe(kafka, options, logger);
      subscriptions.add(subscription);
      return subscription;
    },
    async dismiss(group, members) {
      const admin = createAdmin(kafka);
      await admin.removeMembers(group, members).finally(() => admin.close());
    },
    async close() {
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()));
      await dropProducer();
    },
  };
}

async function readClusterId(kafka: KafkaConnection): Promise<string | null> {
  const admin = createAdmin(kafka);
  return await admin.clusterId().finally(() => admin.close());
}

function subscribe(
  kafka: KafkaConnection,
  { group, topics, onRecords }: SubscribeOptions,
  logger: Logger,
): Subscription {
  const handle = consume(kafka, {
    group,
    topics,
    concurrency: partitionsAtOnce,
    // Records of our topics are small, and what is fetched stays in memory until it is handled.
    maxBytes: 1024 * 1024,
    commit: 'auto-after-batch',
    logger,
    async eachBatch({ topic, partition, records, unreadable }, { stale, handled, later }) {
      const lost = unreadable.map((range) => placeholder(topic, partition, range));
      const inOrder = [...records, ...lost].sort((a, b) => Number(a.offset - b.offset));
      if (inOrder.length === 0) return;
      await onRecords(inOrder, {
        stopping: stale,
        handled: ({ offset }) => handled(offset),
        later: ({ offset }, afterMs) => later(offset, afterMs),
      });
    },
  });
  return { lastHeardAt: () => handle.lastAnswerAt(), stop: () => handle.stop() };
}

/** Bytes that cannot be decoded stand in the row as a record without a value, so that whoever consumes puts it aside. */
function placeholder(topic: string, partition: number, { from, to, reason }: UnreadableRange): KafkaRecord {
  const told = Buffer.from(`offsets ${from} to ${to}: ${reason}`);
  return { topic, partition, offset: from, timestamp: -1n, key: null, value: null, headers: [['unreadable', told]] };
}
