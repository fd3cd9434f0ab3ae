import type { EachBatchHandler, EachBatchPayload } from 'kafkajs';
import { NibbleError } from '#schemas/errors.ts';
import type { BatchControl } from './consumer-options.ts';
import { FetchedBatch } from './fetched-batch.ts';
import { partitionKey, type RecordBatch, type TopicPartition } from './kafka-record.ts';
import { heartbeatIntervalMs, type Session } from './session.ts';

const firstPauseMs = 100;
const longestPauseMs = 5_000;
const commitEveryMs = 1_000;
// Anything else, a broken connection say, passes without a new assignment.
const membershipErrors = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID']);

/** Wraps `eachBatch`: heartbeats while it works, commits afterwards, and has a failed batch come again. */
export function createBatchHandler(session: Session): EachBatchHandler {
  const failures = new Map<string, number>();
  return async (payload) => {
    const { batch } = payload;
    if (!(batch instanceof FetchedBatch)) throw new NibbleError('internal', 'kafkajs made a batch of its own');
    const { content } = batch;
    const key = partitionKey(content);
    if (session.closed) return;
    if (session.claiming.has(key)) {
      // Fetched for an assignment that is over. Its place is being looked up; should none be named, it comes again.
      seekTo(session, content, content.fetchedOffset);
      return;
    }
    const outcome = await handle(session, payload, content);
    const failed = outcome.error ? (failures.get(key) ?? 0) + 1 : 0;
    failures.set(key, failed);
    if (!outcome.stale) await settle(session, payload, content, { ...outcome, failed });
  };
}

async function settle(
  session: Session,
  payload: EachBatchPayload,
  content: RecordBatch,
  { error, postponed, failed }: Outcome & { failed: number },
): Promise<void> {
  if (error) {
    comeAgain(session, content, { err: error.cause, failed });
    return;
  }
  if (postponed) pauseUntilLater(session, content, postponed);
  if (session.options.commit !== 'auto-after-batch') return;
  await commit(payload, content, postponed?.offset ?? content.lastOffset + 1n);
}

type Postponed = { offset: bigint; afterMs: number };
type Outcome = { stale: boolean; error: { cause: unknown } | null; postponed: Postponed | null };

async function handle(session: Session, payload: EachBatchPayload, content: RecordBatch): Promise<Outcome> {
  const handling = new AbortController();
  session.handling.add(handling);
  let postponed: Postponed | null = null;
  const later = (offset: bigint, afterMs: number) => {
    postponed = { offset, afterMs };
  };
  const control = { ...controlOf(session, payload, content, handling.signal), later };
  const beating = keepHeartbeat(payload, handling);
  try {
    await session.options.eachBatch(content, control);
    return { stale: control.stale(), error: null, postponed };
  } catch (cause) {
    return { stale: control.stale(), error: { cause }, postponed: null };
  } finally {
    clearInterval(beating);
    session.handling.delete(handling);
  }
}

function controlOf(
  session: Session,
  payload: EachBatchPayload,
  content: RecordBatch,
  signal: AbortSignal,
): Omit<BatchControl, 'later'> {
  const { generation } = session;
  const stale = () => session.closed || session.generation !== generation || signal.aborted || payload.isStale();
  let committedAt = performance.now();
  return {
    signal,
    stale,
    handled: async (offset) => {
      if (session.options.commit !== 'auto-after-batch' || stale()) return;
      if (performance.now() - committedAt < commitEveryMs) return;
      committedAt = performance.now();
      // What is refused here is tried again with the batch, and whoever lost the membership hears it by the heartbeat.
      await commit(payload, content, offset + 1n).catch(() => undefined);
    },
    seek: (offset) => seekTo(session, payload.batch, offset),
  };
}

function seekTo(session: Session, { topic, partition }: TopicPartition, offset: bigint): void {
  session.consumer.seek({ topic, partition, offset: offset.toString() });
}

/**
 * kafkajs beats only between batches; one that takes longer than the session timeout would cost the membership. When the
 * group has moved on, the batch is told; kafkajs hears the same as soon as it ends, and joins again.
 */
function keepHeartbeat(payload: EachBatchPayload, handling: AbortController): NodeJS.Timeout {
  return setInterval(() => {
    payload.heartbeat().catch((error: unknown) => {
      if (isMembershipLost(error)) handling.abort();
    });
  }, heartbeatIntervalMs);
}

function isMembershipLost(error: unknown): boolean {
  return error instanceof Error && 'type' in error && membershipErrors.has(String(error.type));
}

function comeAgain(session: Session, batch: RecordBatch, { err, failed }: { err: unknown; failed: number }): void {
  const { topic, partition, fetchedOffset } = batch;
  const pauseMs = Math.min(firstPauseMs * 2 ** (failed - 1), longestPauseMs);
  session.options.logger.error(
    { err, topic, partition, offset: fetchedOffset, pauseMs },
    'A batch failed; it comes again',
  );
  pauseUntilLater(session, batch, { offset: fetchedOffset, afterMs: pauseMs });
}

/** A new assignment ends the pause: its batches begin at what is committed, and are handed back once more where need be. */
function pauseUntilLater(session: Session, { topic, partition }: TopicPartition, { offset, afterMs }: Postponed): void {
  const { generation } = session;
  session.consumer.pause([{ topic, partitions: [partition] }]);
  seekTo(session, { topic, partition }, offset);
  setTimeout(() => {
    if (!session.closed && session.generation === generation)
      session.consumer.resume([{ topic, partitions: [partition] }]);
  }, afterMs).unref();
}

async function commit(payload: EachBatchPayload, { topic, partition }: TopicPartition, next: bigint): Promise<void> {
  const offset = next.toString();
  await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
}
