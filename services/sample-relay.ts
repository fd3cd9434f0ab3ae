import type { KafkaConnection, KafkaRecord } from '#server/platform/kafka/index.ts';
import { createProducer } from '#server/platform/kafka/index.ts';
import type { Random } from '#server/platform/random/index.ts';
import type { MessageBroker } from '#services/_kit/index.ts';

export type Hostility = {
  random: Random;
  /** Share of records that come a second time, up to `latestMs` later. */
  twice: number;
  /** Share of records that come late, and so behind later ones of their own order. */
  late: number;
  latestMs: number;
};

export type Relay = {
  /** The broker as a service sees it that reads what the relay makes of the topics. */
  asSeenBy(broker: MessageBroker): MessageBroker;
  counts: { passed: number; twice: number; late: number };
  /** Waits for what is being passed on; copies that are not due yet are dropped. */
  stop(): Promise<void>;
};

type Due = { atMs: number; topic: string; record: KafkaRecord };

const everyMs = 20;
const readName = (topic: string) => `${topic}.as-read`;

/** The topics that services read behind this relay, one for each real one. */
export function relayedTopics(topics: readonly string[]): string[] {
  return topics.map(readName);
}

/**
 * Copies records from the topics that services write to those that they read, byte by byte and to the same partition, but
 * some twice, some late, some behind those that followed them: what a network and a broker may do on a very bad day.
 */
export function startRelay(kafka: KafkaConnection, source: MessageBroker, topics: string[], wish: Hostility): Relay {
  const producer = createProducer(kafka);
  const counts = { passed: 0, twice: 0, late: 0 };
  const waiting: Due[] = [];
  const subscription = source.subscribe({
    group: `${topics[0]}.relay`,
    topics,
    onRecords: async (records) => {
      for (const record of records) waiting.push(...planCopies(record, wish, counts));
    },
  });
  let passing = Promise.resolve();
  const timer = setInterval(() => {
    passing = passing.then(() => passDue(producer, waiting));
  }, everyMs);
  return {
    counts,
    asSeenBy: (broker) => ({ ...broker, subscribe: (options) => broker.subscribe(readingCopies(options, topics)) }),
    async stop() {
      await subscription.stop();
      clearInterval(timer);
      await passing;
      await producer.close();
    },
  };
}

function planCopies(record: KafkaRecord, wish: Hostility, counts: Relay['counts']): Due[] {
  const { random, twice, late, latestMs } = wish;
  const now = performance.now();
  const isLate = random.share() < late;
  const first = { atMs: now + (isLate ? random.whole(1, latestMs) : 0), topic: readName(record.topic), record };
  counts.passed += 1;
  if (isLate) counts.late += 1;
  if (random.share() >= twice) return [first];
  counts.twice += 1;
  return [first, { ...first, atMs: first.atMs + random.whole(0, latestMs) }];
}

async function passDue(producer: ReturnType<typeof createProducer>, waiting: Due[]): Promise<void> {
  const now = performance.now();
  const due = waiting.filter(({ atMs }) => atMs <= now).sort((a, b) => a.atMs - b.atMs);
  if (due.length === 0) return;
  const later = waiting.filter(({ atMs }) => atMs > now);
  waiting.splice(0, waiting.length, ...later);
  const sending = [...Map.groupBy(due, ({ topic }) => topic)].map(([topic, copies]) =>
    producer.send(
      topic,
      copies.map(({ record: { key, value, headers, partition } }) => ({ key, value, headers, partition })),
    ),
  );
  await Promise.all(sending);
}

type Options = Parameters<MessageBroker['subscribe']>[0];

/** Reads the copies under the names of the real topics, so that retries and dead letters stand where they belong. */
function readingCopies({ topics, onRecords, ...options }: Options, relayed: readonly string[]): Options {
  const realNames = new Map(relayed.map((topic) => [readName(topic), topic]));
  return {
    ...options,
    topics: topics.map((topic) => (relayed.includes(topic) ? readName(topic) : topic)),
    onRecords: (records, control) =>
      onRecords(
        records.map((record) => ({ ...record, topic: realNames.get(record.topic) ?? record.topic })),
        control,
      ),
  };
}
