import type { PartProblem } from '#schemas/api/common.ts';
import { NibbleError } from '#schemas/errors.ts';
import { partitionKey, type TopicDescription, type TopicPartition } from '#server/platform/kafka/index.ts';

/** All that is moved in one go must fit one request, one preview and one audit entry. */
const mostPartitions = 5_000;

type Asked = { topics?: readonly string[] | undefined; partitions?: readonly TopicPartition[] | undefined };

/** The partitions that were asked for, each once; what does not exist is a problem of its own. Throws `invalid` for too many. */
export function choosePartitions(
  known: ReadonlyMap<string, TopicDescription>,
  { topics = [], partitions = [] }: Asked,
): { chosen: TopicPartition[]; problems: PartProblem[] } {
  const problems: PartProblem[] = [];
  const chosen = new Map<string, TopicPartition>();
  for (const topic of topics) {
    const there = known.get(topic)?.partitions;
    if (!there) problems.push({ what: topic, detail: 'There is no such topic' });
    for (const { partition } of there ?? []) chosen.set(partitionKey({ topic, partition }), { topic, partition });
  }
  for (const { topic, partition } of partitions) {
    const isThere = known.get(topic)?.partitions.some((one) => one.partition === partition);
    const key = partitionKey({ topic, partition });
    if (isThere) chosen.set(key, { topic, partition });
    else problems.push({ what: key, detail: 'There is no such partition' });
  }
  if (chosen.size > mostPartitions) {
    throw new NibbleError('invalid', `${chosen.size} partitions are too many at once: at most ${mostPartitions}.`);
  }
  return { chosen: [...chosen.values()], problems };
}
