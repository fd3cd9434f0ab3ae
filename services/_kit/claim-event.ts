import type pg from 'pg';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import type { OrderedKey } from './retries/held-records.ts';

export type Claim = 'new' | 'duplicate' | 'behind';

export type ClaimWish = {
  group: string;
  eventId: string;
  record: KafkaRecord;
  /** The record by its dlq.id: it never waits behind itself. */
  lineage: string;
  /** The key whose order is kept; null where the handler gives it up. */
  order: OrderedKey | null;
  /** Whether it is one of a failure's copies, which end with the first one that is given up; not so a replay. */
  copy: boolean;
  /** Whether it stands at the end of its key's row: then it waits behind those that are held, too. */
  last: boolean;
};

/**
 * Marks an event as handled by this group, in the transaction of what it causes, and lets those of its key go on that
 * waited for it. `duplicate`: it was handled or given up before. `behind`: an earlier record of the same key is being retried or held,
 * so this one must wait.
 */
export async function claimEvent(
  client: pg.PoolClient,
  { group, eventId, record, lineage, order, copy, last }: ClaimWish,
): Promise<Claim> {
  const { rows } = await client.query<{ behind: boolean; claimed: boolean }>(
    `with ahead as (
       select exists (
         select from failed_key where consumer_group = $1 and topic = $6 and key_hash = $7 and lineage <> $8
       ) or ($9 and exists (
         select from held_record where consumer_group = $1 and topic = $6 and key_hash = $7
       )) as behind
     ), claim as (
       insert into inbox (consumer_group, event_id, topic, partition, record_offset)
       select $1, $2, $3, $4, $5 from ahead where not behind and not ($10 and exists (
         select from given_up where consumer_group = $1 and lineage = $8
       ))
       on conflict do nothing returning true
     ), release as (
       delete from failed_key where consumer_group = $1 and topic = $6 and key_hash = $7 and lineage = $8
     )
     select behind, exists (select from claim) as claimed from ahead`,
    [
      group,
      eventId,
      record.topic,
      record.partition,
      record.offset.toString(),
      order?.topic ?? null,
      order?.keyHash ?? null,
      lineage,
      last,
      copy,
    ],
  );
  const [row] = rows;
  if (row?.claimed) return 'new';
  return row?.behind ? 'behind' : 'duplicate';
}
