import type { RecordPlace } from '#schemas/api/record.ts';
import { gapWords, type KnownGap } from './read-gaps.ts';

/** What is known of a partition when one of its offsets is asked for. */
export type PlaceFacts = {
  topic: string;
  partition: number;
  offset: bigint;
  isIndexed: boolean;
  /** How many partitions of the topic are known; 0 when the topic is not. */
  partitions: number;
  /** Null when the partition is not known. */
  log: PartitionLog | null;
  gap: KnownGap | null;
  previous: bigint | null;
  next: bigint | null;
};

export type PartitionLog = {
  start: bigint | null;
  end: bigint | null;
  lastStable: bigint | null;
  heldSince: Date | null;
  /** The next offset to be indexed. */
  read: bigint | null;
  asOf: Date | null;
};

type Explanation = Pick<RecordPlace, 'state' | 'detail'>;

/** Whether the index has the record of an offset and, where it has not, why. Pure. */
export function explainPlace(facts: PlaceFacts): Explanation {
  if (facts.isIndexed) return { state: 'indexed', detail: 'The record is in the index.' };
  const { topic, partition, partitions, log, gap } = facts;
  if (partitions === 0) {
    const detail = `No collector has ever read a topic “${topic}”: it does not exist, or the collector is not told to read it.`;
    return { state: 'unknown_topic', detail };
  }
  if (!log) return { state: 'unknown_partition', detail: `${topic} has no partition ${partition} that was ever read.` };
  if (gap) return { state: 'lost', detail: lostDetail(gap) };
  return beyondRead(facts, log) ?? beforeRead(facts);
}

function lostDetail(gap: KnownGap): string {
  const last = BigInt(gap.to) - 1n;
  const range = String(last) === gap.from ? `offset ${gap.from}` : `offsets ${gap.from} to ${last}`;
  return `It was lost before it could be indexed, with all of ${range}: ${gapWords(gap.reason)}. Noticed at ${iso(gap.at)}.`;
}

/** At or after the next offset to be indexed. */
function beyondRead({ offset }: PlaceFacts, log: PartitionLog): Explanation | null {
  if (log.read !== null && offset < log.read) return null;
  const position =
    log.read === null ? 'nothing of the partition is' : `it is read up to offset ${log.read}, not further`;
  if (log.end === null || log.asOf === null) {
    return {
      state: 'not_read',
      detail: `It is not indexed yet: ${position}. What Kafka holds is not known at the moment.`,
    };
  }
  if (offset >= log.end) {
    const detail = `The partition ended before offset ${log.end}, as of ${iso(log.asOf)}.`;
    return { state: 'not_written', detail };
  }
  if (log.lastStable !== null && offset >= log.lastStable && log.heldSince !== null) {
    const since = `open since ${iso(log.heldSince)} or before`;
    const detail = `It stands behind a transaction that is still open (${since}). No reader of committed records gets past offset ${log.lastStable} before that ends.`;
    return { state: 'held', detail };
  }
  return {
    state: 'not_read',
    detail: `It is not indexed yet: ${position}. Kafka holds ${log.end - offset} from it on.`,
  };
}

function beforeRead({ previous, next }: PlaceFacts): Explanation {
  if (previous === null) {
    const oldest = next === null ? 'none of it is kept' : `the oldest that is kept has offset ${next}`;
    return {
      state: 'expired',
      detail: `It is from before what the index keeps of this partition (${oldest}): it has expired here, or Kafka had deleted it before the index began.`,
    };
  }
  return {
    state: 'no_record',
    detail:
      'There is no record to show under this offset. It was read, and held a transaction’s end mark, a record of an aborted transaction, or one that Kafka had compacted away.',
  };
}

function iso(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
