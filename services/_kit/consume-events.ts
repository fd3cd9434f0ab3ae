import { setTimeout as delay } from 'node:timers/promises';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { withProcessSpan } from '#server/platform/telemetry/index.ts';
import type { MessageBroker, Subscription } from './broker/message-broker.ts';
import { type Claim, claimEvent } from './claim-event.ts';
import type { NibbleEvent } from './event.ts';
import { type EventHandlers, handlerOf } from './handlers.ts';
import { isOutage } from './is-outage.ts';
import { parkRecord } from './parked-records.ts';
import { readEvent } from './read-event.ts';
import type { ServiceMetrics } from './service-metrics.ts';
import { runWork, type Work, type WorkSetting } from './work.ts';

export type ConsumerSetting = {
  work: WorkSetting;
  group: string;
  handlers: EventHandlers;
  logger: Logger;
  metrics: ServiceMetrics;
};

const quickTries = 4;
const firstPauseMs = 50;
const outagePauseMs = 500;

/** Subscribes to the topics of the handled types and handles each event once, in the order of its partition. */
export function consumeEvents(broker: MessageBroker, topics: string[], setting: ConsumerSetting): Subscription {
  const handled = new Set(Object.keys(setting.handlers));
  return broker.subscribe({
    group: setting.group,
    topics,
    async onRecords(records, { stopping }) {
      for (const record of records) {
        // Unhandled records come again to whoever owns the partition next.
        if (stopping()) throw new Error('the service is stopping');
        await consumeRecord(setting, handled, record);
      }
    },
  });
}

async function consumeRecord(setting: ConsumerSetting, handled: ReadonlySet<string>, record: KafkaRecord) {
  const read = readEvent(record, handled);
  if (read.state === 'ignored') return;
  if (read.state === 'refused') return await park(setting, record, read);
  await inProcessSpan(setting.group, record, read.event, 'continue', () => tryEvent(setting, record, read.event));
}

/** A few quick tries for what passes (two transactions on one order), then the record is put aside. */
async function tryEvent(setting: ConsumerSetting, record: KafkaRecord, event: NibbleEvent): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const outcome = await handleOnce(setting, event, (work) => claimOrPark(setting, work, record, event));
      setting.metrics.eventsHandled.inc({ type: event.event_type, outcome });
      return;
    } catch (error) {
      if (isOutage(error)) return await pauseForOutage(setting, error);
      if (attempt === quickTries) return await park(setting, record, { stage: 'handle', error: textOf(error) }, error);
      await delay(firstPauseMs * 3 ** (attempt - 1));
    }
  }
}

/** The event's claim and all it causes in one transaction. */
async function handleOnce(
  setting: Pick<ConsumerSetting, 'work' | 'handlers'>,
  event: NibbleEvent,
  claim: (work: Work) => Promise<Claim>,
): Promise<Claim> {
  const cause = { correlationId: event.correlation_id, causationId: event.event_id };
  return await runWork(setting.work, cause, async (work) => {
    const claimed = await claim(work);
    if (claimed === 'new') await handlerOf(setting.handlers, event.event_type)?.(event, work);
    return claimed;
  });
}

async function claimOrPark(setting: ConsumerSetting, work: Work, record: KafkaRecord, event: NibbleEvent) {
  const claimed = await claimEvent(work.client, setting.group, event.event_id, record);
  if (claimed === 'behind') {
    const error = 'an earlier event of the same key is parked';
    await parkRecord(work.client, setting.group, record, { stage: 'behind', error });
  }
  return claimed;
}

/** The database is away, so nothing can be put aside either: the records come again, and the partition waits. */
async function pauseForOutage({ logger }: ConsumerSetting, error: unknown): Promise<never> {
  logger.warn({ err: error }, 'the database does not answer: this partition waits');
  await delay(outagePauseMs);
  throw error;
}

async function park(
  setting: ConsumerSetting,
  record: KafkaRecord,
  why: { stage: 'read' | 'schema' | 'handle'; error: string },
  cause?: unknown,
): Promise<void> {
  await parkRecord(setting.work.pool, setting.group, record, why);
  setting.metrics.eventsHandled.inc({ type: 'parked', outcome: why.stage });
  const at = `${record.topic}/${record.partition}/${record.offset}`;
  setting.logger.error({ err: cause, at, ...why }, 'an event could not be handled: it is parked and tried again later');
}

/** Handles a record inside its span; `link` for a try that comes late. */
export function inProcessSpan(
  group: string,
  record: KafkaRecord,
  event: NibbleEvent,
  parentMode: 'continue' | 'link',
  fn: () => Promise<void>,
): Promise<void> {
  const { topic, partition, offset, headers } = record;
  const key = record.key?.toString('utf8') ?? null;
  const { correlation_id: correlationId, event_id: messageId } = event;
  return withProcessSpan({ topic, partition, offset, key, group, headers, correlationId, messageId, parentMode }, fn);
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
