import type pg from 'pg';

/** Offsets [from, to) that are not in the store and never will be. */
export type Gap = { topic: number; partition: number; from: bigint; to: bigint; reason: string };

export async function insertGaps(client: pg.ClientBase, cluster: number, gaps: readonly Gap[]): Promise<void> {
  for (const { topic, partition, from, to, reason } of gaps) {
    await client.query(
      `insert into gap (cluster, topic, record_partition, from_offset, to_offset, reason) values ($1, $2, $3, $4, $5, $6)`,
      [cluster, topic, partition, from.toString(), to.toString(), reason.slice(0, 500).replaceAll('\0', '')],
    );
  }
}
