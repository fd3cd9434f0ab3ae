import pLimit from 'p-limit';
import { type KafkaRecord, partitionKey } from '#server/platform/kafka/index.ts';
import type { Subscription } from './broker/message-broker.ts';
import { type HandlingSetting, handleRecord } from './handle-record.ts';
import { headerText } from './read-event.ts';
import { isDependencyOutage } from './retries/failure.ts';
import { retryDelaysMs } from './retries/retry-topics.ts';

export type ConsumerSetting = HandlingSetting & {
  /** Told when records that were held may go on. */
  onRelease(): void;
};

/** As many as the service's pool has connections, but for one that answers requests. */
const handledAtOnce = 3;
const firstPauseMs = 250;
const longestPauseMs = 5_000;
const longestDelayMs = Math.max(...retryDelaysMs);

/**
 * Subscribes, as one member of one group, to the topics of the handled types and to their retry tiers, and handles each
 * event once. What fails is passed on, so that its partition goes on; while something the service needs does not answer,
 * nothing is passed on, and the partition waits.
 */
export function consumeEvents(setting: ConsumerSetting): Subscription {
  /** Outages in a row, by partition. */
  const outages = new Map<string, number>();
  // Partitions take turns by the record: a long queue in one of them holds up none of the others.
  const inTurn = pLimit(handledAtOnce);
  return setting.broker.subscribe({
    group: setting.group,
    topics: [...setting.places.keys()],
    async onRecords(records, { stopping, handled, later }) {
      for (const record of records) {
        // Not thrown: those before it would come again as well, and be passed on once more.
        const waitMs =
          dueInMs(setting, record) ||
          (await inTurn(() => unlessStopping(stopping, () => consumeRecord(setting, record, outages))));
        if (waitMs > 0) return later(record, waitMs);
        await handled(record);
      }
    },
  });
}

/** Unhandled records come again to whoever owns the partition next. */
async function unlessStopping<Result>(stopping: () => boolean, work: () => Promise<Result>): Promise<Result> {
  if (stopping()) throw new Error('the service is stopping');
  return await work();
}

/** How long a record of a retry tier has to wait. What was not sent by us, a replay say, has not. */
function dueInMs({ places, pace }: ConsumerSetting, record: KafkaRecord): number {
  if (places.get(record.topic)?.tier === 0) return 0;
  const waitMs = Number(headerText(record, 'retry.not-before') ?? 0) - Date.now();
  // A time that no tier gives would hold up all that comes behind it.
  return waitMs > 0 && waitMs <= longestDelayMs * pace ? waitMs : 0;
}

/** Gives 0, or how many ms to wait when something the service needs does not answer: ever longer, 5 s at most. */
async function consumeRecord(
  setting: ConsumerSetting,
  record: KafkaRecord,
  outages: Map<string, number>,
): Promise<number> {
  const place = partitionKey(record);
  try {
    await handleRecord(setting, record);
    if (setting.places.get(record.topic)?.tier !== 0) setting.onRelease();
    outages.delete(place);
    return 0;
  } catch (error) {
    if (!isDependencyOutage(error)) throw error;
    const count = (outages.get(place) ?? 0) + 1;
    outages.set(place, count);
    setting.metrics.outagePauses.inc();
    setting.logger.warn({ err: error }, 'something this service needs does not answer: this partition waits');
    return Math.min(firstPauseMs * 2 ** count, longestPauseMs);
  }
}
