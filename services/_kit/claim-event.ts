import type pg from 'pg';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';

export type Claim = 'new' | 'duplicate' | 'behind';

/**
 * Marks an event as handled by this group, in the transaction of what it causes. `duplicate`: it was handled before.
 * `behind`: an earlier record of the same key is parked, so this one must wait.
 */
export async function claimEvent(
  client: pg.PoolClient,
  group: string,
  eventId: string,
  record: KafkaRecord,
): Promise<Claim> {
  const { rows } = await client.query<{ behind: boolean; claimed: boolean }>(
    `with ahead as (
       select exists (
         select from parked where consumer_group = $1 and topic = $3 and key = $6 and resolved_at is null
       ) as behind
     ), claim as (
       insert into inbox (consumer_group, event_id, topic, partition, record_offset)
       select $1, $2, $3, $4, $5 from ahead where not behind
       on conflict do nothing returning true
     )
     select behind, exists (select from claim) as claimed from ahead`,
    [group, eventId, record.topic, record.partition, record.offset.toString(), record.key],
  );
  const [row] = rows;
  if (row?.claimed) return 'new';
  return row?.behind ? 'behind' : 'duplicate';
}

/** The same for a record that leaves the parking place: it is the first of its key. */
export async function claimParked(
  client: pg.PoolClient,
  group: string,
  eventId: string,
  record: KafkaRecord,
): Promise<Claim> {
  const { rowCount } = await client.query(
    `insert into inbox (consumer_group, event_id, topic, partition, record_offset)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [group, eventId, record.topic, record.partition, record.offset.toString()],
  );
  return rowCount === 1 ? 'new' : 'duplicate';
}
