import { blockHeadBytes } from './block-format.ts';
import type { ParsedRecord } from './parse-record.ts';

export const hourMs = 3_600_000;
const mostRecords = 200;
const mostBytes = 1024 * 1024;

/** Records of one partition and one hour, in the order in which they stand in the block. */
export type PlannedBlock = { hourMs: number; records: ParsedRecord[]; rawBytes: number };

/**
 * Groups the records of one partition into blocks. A block never crosses an hour, so that it stands in the same table
 * partition as its rows, whose bounds are whole hours. A record too large to share has a block of its own.
 */
export function planBlocks(records: readonly ParsedRecord[]): PlannedBlock[] {
  const blocks: PlannedBlock[] = [];
  const newest = new Map<number, PlannedBlock>();
  for (const record of records) {
    const hour = Math.floor(record.tsMs / hourMs) * hourMs;
    let block = newest.get(hour);
    if (!block || block.records.length === mostRecords || block.rawBytes + record.rawBytes > mostBytes) {
      block = { hourMs: hour, records: [], rawBytes: blockHeadBytes };
      newest.set(hour, block);
      blocks.push(block);
    }
    block.records.push(record);
    block.rawBytes += record.rawBytes;
  }
  return blocks;
}
