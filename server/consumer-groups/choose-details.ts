type Sized = { id: number; topics: number; partitions: number };

/** Which groups are told of by group, which also by topic, which also by partition. */
export type Details = { groups: Set<number>; topics: Set<number>; partitions: Set<number> };

/** At most so many series each makes. */
const seriesOf = { group: 6, topic: 5, partition: 9 };
/** Of all series, what groups, and groups and topics together, may take: so that the worst are told of in detail. */
const shares = { groups: 0.5, topics: 0.75 };

/**
 * What is told within `most` series, groups in the order given, the worst first. One that does not fit is left out and does
 * not keep out smaller ones behind it. Pure.
 */
export function chooseDetails(groups: readonly Sized[], most: number): Details {
  let used = 0;
  const take = (from: readonly Sized[], costOf: (group: Sized) => number, upTo: number) =>
    from.filter((group) => {
      const fits = used + costOf(group) <= upTo;
      if (fits) used += costOf(group);
      return fits;
    });
  const isAll = groups.reduce((sum, group) => sum + costOfAll(group), 0) <= most;
  const byGroup = take(groups, () => seriesOf.group, isAll ? most : most * shares.groups);
  const byTopic = take(byGroup, costOfTopics, isAll ? most : most * shares.topics);
  const byPartition = take(byTopic, costOfPartitions, most);
  const idsOf = (of: readonly Sized[]) => new Set(of.map(({ id }) => id));
  return { groups: idsOf(byGroup), topics: idsOf(byTopic), partitions: idsOf(byPartition) };
}

function costOfTopics({ topics }: Sized): number {
  return topics * seriesOf.topic;
}

function costOfPartitions({ partitions }: Sized): number {
  return partitions * seriesOf.partition;
}

function costOfAll(group: Sized): number {
  return seriesOf.group + costOfTopics(group) + costOfPartitions(group);
}
