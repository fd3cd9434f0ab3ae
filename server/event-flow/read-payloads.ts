import type pg from 'pg';
import { type PackedRecord, unpackBlock } from './block-format.ts';
import { hourMs } from './plan-blocks.ts';
import type { FlowEventRow } from './read-flow-events.ts';

const mostBlocks = 400;
const mostRawBytes = 16 * 1024 * 1024;

/**
 * The bytes of the records, by `topic/partition/offset`, as far as their blocks together stay within 400 and 16 MB
 * unpacked; the rest is left out.
 */
export async function readPayloads(
  pool: pg.Pool,
  events: readonly Pick<FlowEventRow, 'record' | 'tsMs' | 'block' | 'position'>[],
): Promise<Map<string, PackedRecord>> {
  const byBlock = Map.groupBy(events, ({ block }) => block);
  const ids = [...byBlock.keys()].slice(0, mostBlocks);
  if (ids.length === 0) return new Map();
  const hours = events.map(({ tsMs }) => Math.floor(tsMs / hourMs) * hourMs);
  const { rows } = await pool.query<{ id: string; packed: Buffer; raw_bytes: number }>(
    `select id, packed, raw_bytes
       from (select id, packed, raw_bytes, sum(raw_bytes) over (order by id) as running
               from block where id = any($1::bigint[]) and ts >= $2 and ts <= $3) b
      where running <= $4 or id = $5::bigint`,
    [ids, new Date(Math.min(...hours)), new Date(Math.max(...hours)), mostRawBytes, ids[0]],
  );
  const payloads = new Map<string, PackedRecord>();
  for (const { id, packed, raw_bytes: rawBytes } of rows) {
    const ofBlock = byBlock.get(id) ?? [];
    const unpacked = unpackBlock({ packed, rawBytes }, new Set(ofBlock.map(({ position }) => position)));
    for (const event of ofBlock) {
      const payload = unpacked.get(event.position);
      if (payload) payloads.set(event.record, payload);
    }
  }
  return payloads;
}
