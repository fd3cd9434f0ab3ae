import type { EachBatchHandler, EachBatchPayload } from 'kafkajs';
import { NibbleError } from '#schemas/errors.ts';
import type { BatchControl } from './consumer-options.ts';
import { FetchedBatch } from './fetched-batch.ts';
import { partitionKey, type RecordBatch } from './kafka-record.ts';
import { heartbeatIntervalMs, type Session } from './session.ts';

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** Wraps `eachBatch`: heartbeats while it works, commits afterwards, and has a failed batch come again. */
export function createBatchHandler(session: Session): EachBatchHandler {
  const failures = new Map<string, number>();
  return async (payload) => {
    const { batch } = payload;
    if (!(batch instanceof FetchedBatch)) throw new NibbleError('internal', 'kafkajs made a batch of its own');
    const { content } = batch;
    const key = partitionKey(content);
    // Fetched for an assignment that is over: its position is being looked up anew.
    if (session.closed || session.claiming.has(key)) return;
    const control = controlOf(session, payload);
    const beating = keepHeartbeat(session, payload);
    try {
      await session.options.eachBatch(content, control);
      failures.delete(key);
    } catch (err) {
      const failed = (failures.get(key) ?? 0) + 1;
      failures.set(key, failed);
      if (!control.stale()) comeAgain(session, content, { err, failed });
      return;
    } finally {
      clearInterval(beating);
    }
    if (session.options.commit === 'auto-after-batch' && !control.stale()) await commit(payload, content);
  };
}

function controlOf(session: Session, payload: EachBatchPayload): BatchControl {
  const { generation, rebalance } = session;
  const { topic, partition } = payload.batch;
  return {
    signal: rebalance.signal,
    stale: () => session.closed || session.generation !== generation || rebalance.signal.aborted || payload.isStale(),
    seek: (offset) => session.consumer.seek({ topic, partition, offset: offset.toString() }),
  };
}

/** kafkajs beats only between batches; one that takes longer than the session timeout would cost the membership. */
function keepHeartbeat(session: Session, payload: EachBatchPayload): NodeJS.Timeout {
  const { rebalance } = session;
  return setInterval(() => {
    payload.heartbeat().catch(() => rebalance.abort());
  }, heartbeatIntervalMs);
}

function comeAgain(session: Session, batch: RecordBatch, { err, failed }: { err: unknown; failed: number }): void {
  const { topic, partition, fetchedOffset } = batch;
  const { generation } = session;
  const pauseMs = Math.min(firstPauseMs * 2 ** (failed - 1), longestPauseMs);
  session.options.logger.error(
    { err, topic, partition, offset: fetchedOffset, pauseMs },
    'A batch failed; it comes again',
  );
  session.consumer.pause([{ topic, partitions: [partition] }]);
  session.consumer.seek({ topic, partition, offset: fetchedOffset.toString() });
  setTimeout(() => {
    if (!session.closed && session.generation === generation)
      session.consumer.resume([{ topic, partitions: [partition] }]);
  }, pauseMs);
}

async function commit(payload: EachBatchPayload, { topic, partition, lastOffset }: RecordBatch): Promise<void> {
  const offset = (lastOffset + 1n).toString();
  await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
}
