import type pg from 'pg';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import type { MessageBroker } from '../broker/message-broker.ts';
import type { ServiceMetrics } from '../service-metrics.ts';
import type { Failure } from './failure.ts';
import { deadLetterHeaders, retryHeaders } from './failure-headers.ts';
import { blockKey, noteFirstFailure, noteGivenUp, type OrderedKey } from './held-records.ts';
import type { Lineage } from './lineage.ts';
import { deadLetterTopic, retryDelaysMs, retryTopic, type TopicPlace } from './retry-topics.ts';

/** What passing on needs of a consumer. */
export type PassOnSetting = {
  broker: MessageBroker;
  pool: pg.Pool;
  group: string;
  service: string;
  /** The build. */
  version: string;
  /** Scales the delays of the tiers. */
  pace: number;
  metrics: ServiceMetrics;
  logger: Logger;
};

export type FailedRecord = {
  record: KafkaRecord;
  place: TopicPlace;
  lineage: Lineage;
  /** The key whose order is kept, null where the handler gives it up. */
  order: OrderedKey | null;
};

/**
 * Sends a record that failed to the next retry tier, or to the dead letters when it failed in the last one or trying again
 * cannot help. Resolves when all replicas have it: only then may its offset be committed. A crash in between sends it twice
 * under one dlq.id.
 */
export async function passOn(setting: PassOnSetting, failed: FailedRecord, failure: Failure): Promise<void> {
  const mayRetry = failure.retryable !== 'no' && failed.place.tier < retryDelaysMs.length;
  await (mayRetry ? sendToRetry(setting, failed, failure) : sendToDeadLetters(setting, failed, failure));
}

async function sendToRetry(setting: PassOnSetting, failed: FailedRecord, failure: Failure): Promise<void> {
  const { record, lineage, order } = failed;
  const { source, tier: failedIn } = failed.place;
  const tier = failedIn + 1;
  // Before it is sent: should this process end in between, nothing may overtake it meanwhile.
  if (failedIn === 0) await noteFirstFailure(setting.pool, setting.group, lineage.id);
  if (order) await blockKey(setting.pool, order, lineage.id);
  const now = Date.now();
  const notBefore = now + Math.round(setting.pace * (retryDelaysMs[failedIn] ?? 0));
  const headers = retryHeaders(record.headers, lineage, failure, { now, notBefore });
  await setting.broker.forward(retryTopic(source, setting.group, tier), {
    key: record.key,
    value: record.value,
    headers,
  });
  setting.metrics.retries.inc({ tier: String(tier) });
  const { type, message } = failure;
  setting.logger.warn(
    { at: placeOf(record), dlqId: lineage.id, tier, type, message },
    'an event failed: it is retried',
  );
}

async function sendToDeadLetters(setting: PassOnSetting, failed: FailedRecord, failure: Failure): Promise<void> {
  const { record, place, lineage, order } = failed;
  const { group, service, version, broker } = setting;
  const consumer = { group, service, version, instance: broker.member, clusterId: await broker.clusterId() };
  const headers = deadLetterHeaders(record.headers, lineage, failure, { consumer, now: Date.now() });
  await broker.forward(deadLetterTopic(place.source, group), { key: record.key, value: record.value, headers });
  if (order || place.tier > 0) await noteGivenUp(setting.pool, group, lineage.id);
  const { stage, message, fingerprint } = failure;
  setting.metrics.deadLetters.inc({ stage });
  setting.logger.error(
    { at: placeOf(record), dlqId: lineage.id, stage, message, fingerprint },
    'an event could not be handled: it is a dead letter',
  );
}

function placeOf({ topic, partition, offset }: KafkaRecord): string {
  return `${topic}/${partition}/${offset}`;
}
