import { setTimeout as delay } from 'node:timers/promises';
import {
  createPlainProducer,
  createProducer,
  type KafkaConnection,
  type Producer,
  runTransaction,
  type SentMessage,
} from '#server/platform/kafka/index.ts';
import { createRandom, type Random } from '#server/platform/random/index.ts';
import { createKnownRecords, type KnownRecord } from './known-records.ts';
import type { Ledger } from './ledger.ts';

export type Traffic = {
  /** Sends no more, and ends transactions that were left open. */
  stop(): Promise<void>;
};

type Sending = {
  kafka: KafkaConnection;
  topics: readonly string[];
  partitions: number;
  seed: number;
  ledger: Ledger;
};
type Loop = Sending & { random: Random; next: () => KnownRecord; signal: AbortSignal };
type Send = (topic: string, records: KnownRecord[]) => Promise<void>;

const pauseMs = 90;
// Short, because what comes after an open transaction cannot be read before it has ended.
const transactionMs = 10_000;
const many = (outcome: 'commit' | 'abort', count: number) => Array.from({ length: count }, () => outcome);
const outcomes = [...many('commit', 12), ...many('abort', 7), 'hang' as const];

/** Sends known records to all topics until stopped, with producers of every kind, and keeps what Kafka acknowledged. */
export async function sendRecords(sending: Sending): Promise<Traffic> {
  const stopping = new AbortController();
  const idempotent = createProducer(sending.kafka);
  const plain = [await createPlainProducer(sending.kafka), await createPlainProducer(sending.kafka)];
  const loop = (name: string, index: number): Loop => {
    const random = createRandom(sending.seed + index);
    const next = createKnownRecords(random, `${name}-${index}`, sending.partitions);
    return { ...sending, random, next, signal: stopping.signal };
  };
  const transacting = [3, 4].map((index) => ({ ...loop('transacting', index), id: `trial-${sending.seed}-${index}` }));
  const running = [
    ...plain.map((producer, index) => keepSending(loop('plain', index), withProducer(sending.ledger, producer))),
    keepSending(loop('idempotent', 2), withProducer(sending.ledger, idempotent)),
    ...transacting.map((one) => keepSending(one, inTransactions(one))),
  ];
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
      await Promise.all([idempotent, ...plain].map((producer) => producer.close()));
      await Promise.all(transacting.map((one) => transact(one, one.random.oneOf(one.topics), [one.next()], 'commit')));
    },
  };
}

async function keepSending({ topics, random, next, ledger, signal }: Loop, send: Send): Promise<void> {
  while (!signal.aborted) {
    const records = Array.from({ length: random.whole(1, 25) }, next);
    await send(random.oneOf(topics), records).catch(() => {
      ledger.unknown += records.length;
    });
    await delay(random.whole(0, 2 * pauseMs), undefined, { signal }).catch(() => undefined);
  }
}

function withProducer(ledger: Ledger, producer: Producer): Send {
  return async (topic, records) => {
    ledger.add(topic, paired(records, await producer.send(topic, records)), 'stored');
  };
}

function inTransactions(loop: Loop & { id: string }): Send {
  return async (topic, records) => {
    await transact(loop, topic, records, loop.random.oneOf(outcomes));
  };
}

async function transact(
  { kafka, ledger, id }: Loop & { id: string },
  topic: string,
  records: KnownRecord[],
  outcome: 'commit' | 'abort' | 'hang',
): Promise<void> {
  const transaction = { id, topic, messages: records, outcome, timeoutMs: transactionMs };
  const places = await runTransaction(kafka, transaction);
  // One left open is aborted by the broker or by the next of its id: it can never be committed.
  ledger.add(topic, paired(records, places), outcome === 'commit' ? 'stored' : 'aborted');
}

function paired(records: readonly KnownRecord[], places: readonly SentMessage[]) {
  return records.flatMap((record, index) => {
    const place = places[index];
    return place ? [{ record, place }] : [];
  });
}
