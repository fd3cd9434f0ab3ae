import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { type ConsumerGroup, consumerGroupPath } from '#schemas/api/consumer-group.ts';
import { NibbleError } from '#schemas/errors.ts';
import { getConsumerGroup } from '#server/consumer-groups/index.ts';
import { readGroupTopics } from '#server/event-flow/index.ts';
import { answer } from '../../../_border/answer.ts';
import { json } from '../../../_border/json.ts';
import { parse } from '../../../_border/parse.ts';

export const GET = answer('/api/consumer-groups/{group}/topics', async ({ params }) => {
  const { group } = parse(consumerGroupPath, params);
  const found = await reading(() => getConsumerGroup(database(), group));
  if (!found) throw new NibbleError('not_found', `No consumer group ${group} was there when Kafka was last asked.`);
  return json(await reading(() => readGroupTopics(database(), group, topicsOf(found))));
});

/** Those that it reads, and those that it only has committed for. */
function topicsOf({ partitionList, topics }: ConsumerGroup): string[] {
  return [...new Set([...topics, ...partitionList.map(({ topic }) => topic)])];
}
