import { rawSize } from './block-format.ts';
import type { ParsedRecord } from './parse-record.ts';

export const hourMs = 3_600_000;
const mostRecords = 200;
const mostBytes = 1024 * 1024;

/** Records of one partition and one hour, in the order in which they stand in the block. */
export type PlannedBlock = { hourMs: number; records: ParsedRecord[] };

/**
 * Groups the records of one partition into blocks. A block never crosses an hour, so that it stands in the same table
 * partition as its rows, whose bounds are whole hours. A record too large to share has a block of its own.
 */
export function planBlocks(records: readonly ParsedRecord[]): PlannedBlock[] {
  const blocks: PlannedBlock[] = [];
  for (const ofHour of Map.groupBy(records, ({ tsMs }) => Math.floor(tsMs / hourMs) * hourMs)) {
    let bytes = mostBytes;
    let block: PlannedBlock = { hourMs: ofHour[0], records: [] };
    for (const record of ofHour[1]) {
      const size = rawSize(record.record);
      if (bytes + size > mostBytes || block.records.length === mostRecords) {
        block = { hourMs: ofHour[0], records: [] };
        blocks.push(block);
        bytes = 0;
      }
      block.records.push(record);
      bytes += size;
    }
  }
  return blocks;
}
