import type { Broker } from 'kafkajs/src/cluster/index.js';
import { askBroker, spokenVersion } from './ask-broker.ts';
import { ByteWriter } from './byte-writer.ts';
import { CompactReader } from './compact-reader.ts';
import type { CommittedOffset, GroupOffsets, GroupProblem } from './consumer-group.ts';
import { errorWords } from './error-words.ts';

const describeShareOffsetsKey = 90;
const versions = { oldest: 0, newest: 1 };
/** KIP-1226: the broker counts what is not done, which its start offset does not tell. */
const withLag = 1;

/** Where share groups stand (KIP-932); OffsetFetch knows nothing of them. */
export async function shareOffsets(
  broker: Broker,
  groups: readonly string[],
): Promise<Map<string, GroupOffsets | GroupProblem>> {
  const apiVersion = spokenVersion(broker, describeShareOffsetsKey, versions);
  const problem = errorWords(35) ?? '';
  if (apiVersion === null) return new Map(groups.map((group) => [group, { problem }]));
  const body = encodeShareOffsets(groups);
  const request = { apiKey: describeShareOffsetsKey, apiVersion, apiName: 'DescribeShareGroupOffsets', body };
  return await askBroker(broker, request, (payload) => decodeShareOffsets(payload, apiVersion));
}

export function encodeShareOffsets(groups: readonly string[]): Buffer {
  const writer = new ByteWriter();
  writer.int8(0); // tags of the header
  writer.compactArray(groups, (group) => {
    writer.compactString(group);
    writer.unsigned(0); // of every topic
    writer.int8(0);
  });
  writer.int8(0);
  return writer.written();
}

export function decodeShareOffsets(payload: Buffer, version: number): Map<string, GroupOffsets | GroupProblem> {
  const reader = new CompactReader(payload);
  reader.skipTags();
  reader.int32(); // throttle time
  const groups = reader.array(() => {
    const group = reader.string() ?? '';
    const offsets = reader.array(() => readTopic(reader, version)).flat();
    const code = reader.int16();
    const problem = errorWords(code, reader.string());
    reader.skipTags();
    return [group, problem === null ? { offsets } : { problem }] as const;
  });
  return new Map(groups);
}

function readTopic(reader: CompactReader, version: number): CommittedOffset[] {
  const topic = reader.string() ?? '';
  reader.uuid();
  const partitions = reader.array(() => {
    const partition = reader.int32();
    const start = reader.int64();
    reader.int32(); // leader epoch
    const lag = version >= withLag ? reader.int64() : -1n;
    const code = reader.int16();
    const problem = errorWords(code, reader.string());
    reader.skipTags();
    return { topic, partition, offset: start < 0n ? null : start, lag: lag < 0n ? null : lag, problem };
  });
  reader.skipTags();
  return partitions;
}
