import type pg from 'pg';
import type { ConsumerGroup } from '#schemas/api/consumer-group.ts';
import type { GroupFlows } from '#schemas/api/position.ts';
import { getConsumerGroup, readGroupPlaces } from '#server/consumer-groups/index.ts';
import { type OffsetStretch, readFlowSummaries, readNextRecords } from '#server/event-flow/index.ts';
import { waitingFlows } from './waiting-flows.ts';

const mostPartitions = 50;
const mostEach = 200;

/**
 * Flows with records that a group has still to read: stuck and late ones first, then those next to be read. Looked for among
 * the next records of the partitions that are most behind. Null for a group that is not known.
 */
export async function listGroupFlows(
  pool: pg.Pool,
  group: string,
  { limit }: { limit: number },
): Promise<GroupFlows | null> {
  const known = await getConsumerGroup(pool, group);
  if (!known) return null;
  const stretches = stretchesOf(known);
  const [records, { places }] = await Promise.all([
    readNextRecords(pool, stretches, mostEach),
    readGroupPlaces(pool, stretches, { group }),
  ]);
  const summaries = await readFlowSummaries(pool, [...new Set(records.map(({ correlation }) => correlation))]);
  const flows = waitingFlows(records, places, summaries, Date.now());
  return {
    group,
    items: flows.slice(0, limit),
    flows: flows.length,
    looked: { records: records.length, of: known.lag },
    problems: known.problems,
    asOf: known.asOf,
  };
}

/** What is behind in each partition, the longest first. */
function stretchesOf({ partitionList }: ConsumerGroup): OffsetStretch[] {
  return partitionList
    .flatMap(({ topic, partition, committed, logEnd }) => {
      if (committed === null || logEnd === null) return [];
      return [{ topic, partition, from: BigInt(committed), to: BigInt(logEnd) }];
    })
    .filter(({ from, to }) => to > from)
    .sort((a, b) => Number(b.to - b.from - (a.to - a.from)))
    .slice(0, mostPartitions);
}
