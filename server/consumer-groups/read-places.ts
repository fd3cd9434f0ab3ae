import type { PartProblem } from '#schemas/api/common.ts';
import { partitionKey, type TopicPartition } from '#server/platform/kafka/index.ts';
import type { ResetPlace } from './plan-move.ts';
import type { ResetGroup, ResetKafka } from './read-reset-group.ts';

/** How these partitions stand for a group now; one of which not everything is known is a problem of its own. */
export async function readPlaces(
  { reader }: ResetKafka,
  { committed, unread }: Pick<ResetGroup, 'committed' | 'unread'>,
  wanted: readonly TopicPartition[],
): Promise<{ places: ResetPlace[]; problems: PartProblem[] }> {
  const places: ResetPlace[] = [];
  const problems: PartProblem[] = [];
  for (const { topic, partition, logStart, logEnd, problem } of await reader.partitionEnds(wanted)) {
    const key = partitionKey({ topic, partition });
    const detail = unread.get(key) ?? problem;
    if (detail !== null && detail !== undefined) problems.push({ what: key, detail });
    else if (logStart === null || logEnd === null) problems.push({ what: key, detail: 'Its log is not known' });
    else places.push({ topic, partition, committed: committed.get(key) ?? null, logStart, logEnd });
  }
  return { places, problems };
}
