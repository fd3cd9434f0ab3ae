import { type PackedBlock, packBlock } from './block-format.ts';
import type { ParsedRecord } from './parse-record.ts';
import { planBlocks } from './plan-blocks.ts';

/** Records of one partition and one hour with the bytes of their block. */
export type FilledBlock = PackedBlock & { hourMs: number; records: ParsedRecord[] };

/** Groups the records of one partition into blocks and packs them beside the main thread. */
export async function packBlocks(records: readonly ParsedRecord[]): Promise<FilledBlock[]> {
  return await Promise.all(
    planBlocks(records).map(async (block) => {
      const raw = block.records.map(({ record }) => record);
      const packed = await packBlock(raw, block.rawBytes);
      return { ...packed, hourMs: block.hourMs, records: block.records };
    }),
  );
}
