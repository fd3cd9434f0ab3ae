import { setTimeout as delay } from 'node:timers/promises';
import { Moment } from '#server/platform/clock/index.ts';
import { partitionKey, type RecordBatch } from '#server/platform/kafka/index.ts';
import type { Work } from './collect-queue.ts';
import type { Collecting } from './collecting.ts';
import { isRecordFault } from './is-record-fault.ts';
import { placeAnew } from './place-anew.ts';
import { recordGap } from './record-gap.ts';
import { sliceBatch } from './slice-batch.ts';
import { type WriteResult, writeBatches } from './write-batches.ts';

const firstPauseMs = 100;
const longestPauseMs = 3_000;
// Over a slow line a full transaction takes its time, and the system's buffers hide that bytes still move.
const firstSilentMs = 10_000;
const longestSilentMs = 160_000;
const mostGivenUp = 5;
// A partition taken by another collector may be its own by a rebalance that we hear of with the next heartbeat: two that
// both think it theirs must not take it from each other in a circle.
const firstPauseOf = { gap: 50, not_owned: 3_000 } as const;

/** One of the writers: takes work from the queue until the signal aborts. */
export async function keepWriting(collecting: Collecting, signal: AbortSignal): Promise<void> {
  while (true) {
    const work = await collecting.queue.next(signal);
    if (!work) return;
    await finish(collecting, work, signal);
  }
}

/** Writes what is left in the queue, once the writers have ended. */
export async function writeRest(collecting: Collecting, signal: AbortSignal): Promise<void> {
  for (let work = collecting.queue.rest(); work && !signal.aborted; work = collecting.queue.rest()) {
    await finish(collecting, work, signal);
  }
}

async function finish(collecting: Collecting, work: Work, signal: AbortSignal): Promise<void> {
  const isWanted = () => !signal.aborted && work.generation === collecting.queue.generation;
  collecting.writingSince.set(work, new Moment());
  try {
    await untilWritten(collecting, work.batches, isWanted);
  } finally {
    collecting.writingSince.delete(work);
    collecting.queue.done(work);
  }
}

/** Tries until the database takes the batches; meanwhile the queue fills and Kafka is read no further. */
async function untilWritten(collecting: Collecting, batches: RecordBatch[], isWanted: () => boolean): Promise<void> {
  const { state, owner, troubles, logger } = collecting;
  let silentMs = firstSilentMs;
  for (let pauseMs = firstPauseMs; isWanted(); pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      settle(collecting, await writeBatches(state, { owner, batches, silentMs }));
      return;
    } catch (err) {
      if (isRecordFault(err) && (await isolate(collecting, batches, err, isWanted))) return;
      troubles.begin('database', err);
      logger.warn({ err, pauseMs }, 'Records cannot be written; trying again');
      silentMs = Math.min(silentMs * 2, longestSilentMs);
      await delay(pauseMs);
    }
  }
}

function settle(collecting: Collecting, { written, dropped, refused, nextOffsets }: WriteResult): void {
  collecting.troubles.end('database');
  collecting.lastWriteAt = new Moment();
  collecting.written += written;
  collecting.repeated += dropped;
  if (written > 0) collecting.givenUp = 0;
  collecting.mirror.note(nextOffsets);
  for (const next of nextOffsets) collecting.positions.set(partitionKey(next), next.offset);
  for (const { topic, partition, reason } of refused) {
    collecting.logger.warn({ topic, partition, reason }, 'A batch was refused; its partition is placed anew');
    void placeAnew(collecting, { topic, partition }, firstPauseOf[reason]);
  }
}

/**
 * Halves work that the database refuses until the faulty record is alone, and records that one as a gap. False when that
 * must not be: one refused record after the other means that the fault is not in the records.
 */
async function isolate(
  collecting: Collecting,
  batches: RecordBatch[],
  fault: unknown,
  isWanted: () => boolean,
): Promise<boolean> {
  const [first] = batches;
  if (first && batches.length === 1 && first.records.length <= 1) return await giveUp(collecting, first, fault);
  const parts = batches.length > 1 ? batches.map((batch) => [batch]) : halves(first);
  for (const part of parts) await untilWritten(collecting, part, isWanted);
  return true;
}

function halves(batch: RecordBatch | undefined): RecordBatch[][] {
  if (!batch) return [];
  const [left, right] = sliceBatch(batch, Math.ceil(batch.records.length / 2));
  return right ? [[left], [right]] : [[left]];
}

async function giveUp(collecting: Collecting, batch: RecordBatch, err: unknown): Promise<boolean> {
  if (collecting.givenUp >= mostGivenUp) return false;
  const { state, owner, logger, mirror } = collecting;
  const { topic, partition, fetchedOffset: from, lastOffset } = batch;
  logger.error(
    { err, topic, partition, from, to: lastOffset },
    'The database refuses a record; it is recorded as a gap',
  );
  const reason = `UNWRITABLE: ${err instanceof Error ? err.message : String(err)}`;
  try {
    const offset = await recordGap(state, { owner, topic, partition, from, to: lastOffset + 1n, reason });
    collecting.givenUp++;
    if (offset !== null) mirror.note([{ topic, partition, offset }]);
    return true;
  } catch {
    return false;
  }
}
