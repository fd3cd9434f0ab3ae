import { setTimeout as delay } from 'node:timers/promises';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import type { Subscription } from './broker/message-broker.ts';
import { type HandlingSetting, handleRecord } from './handle-record.ts';
import { headerText } from './read-event.ts';
import { isDependencyOutage } from './retries/failure.ts';
import { retryDelaysMs } from './retries/retry-topics.ts';

export type ConsumerSetting = HandlingSetting & {
  /** Told when records that were held may go on. */
  onRelease(): void;
};

const outagePauseMs = 500;
const longestDelayMs = Math.max(...retryDelaysMs);

/**
 * Subscribes, as one member of one group, to the topics of the handled types and to their retry tiers, and handles each
 * event once. What fails is passed on, so that its partition goes on; while something the service needs does not answer,
 * nothing is passed on, and the partition waits.
 */
export function consumeEvents(setting: ConsumerSetting): Subscription {
  return setting.broker.subscribe({
    group: setting.group,
    topics: [...setting.places.keys()],
    async onRecords(records, { stopping, later }) {
      for (const record of records) {
        // Unhandled records come again to whoever owns the partition next.
        if (stopping()) throw new Error('the service is stopping');
        const waitMs = dueInMs(setting, record);
        if (waitMs > 0) return later(record, waitMs);
        await consumeRecord(setting, record);
      }
    },
  });
}

/** How long a record of a retry tier has to wait. What was not sent by us, a replay say, has not. */
function dueInMs({ places, pace }: ConsumerSetting, record: KafkaRecord): number {
  if (places.get(record.topic)?.tier === 0) return 0;
  const waitMs = Number(headerText(record, 'retry.not-before') ?? 0) - Date.now();
  // A time that no tier gives would hold up all that comes behind it.
  return waitMs <= longestDelayMs * pace ? waitMs : 0;
}

async function consumeRecord(setting: ConsumerSetting, record: KafkaRecord): Promise<void> {
  try {
    await handleRecord(setting, record);
    if (setting.places.get(record.topic)?.tier !== 0) setting.onRelease();
  } catch (error) {
    if (!isDependencyOutage(error)) throw error;
    setting.metrics.outagePauses.inc();
    setting.logger.warn({ err: error }, 'something this service needs does not answer: this partition waits');
    await delay(outagePauseMs);
    throw error;
  }
}
