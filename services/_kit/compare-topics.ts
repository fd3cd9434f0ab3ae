import type { PlannedTopic } from './plan-topics.ts';

export type PresentTopic = { partitions: number; settings: Readonly<Record<string, string>> };

export type TopicChanges = {
  make: PlannedTopic[];
  /** Topics that get more partitions, with the number they will have. */
  grow: Map<string, number>;
  settings: Map<string, Record<string, string>>;
  /** What is asked for and cannot be done, as sentences. */
  refused: string[];
};

/** What has to change so that the topics there are become those that are planned. Topics that are not planned stay. */
export function compareTopics(
  planned: readonly PlannedTopic[],
  present: ReadonlyMap<string, PresentTopic>,
): TopicChanges {
  const changes: TopicChanges = { make: [], grow: new Map(), settings: new Map(), refused: [] };
  for (const wanted of planned) {
    const { topic, partitions } = wanted;
    const found = present.get(topic);
    if (!found) {
      changes.make.push(wanted);
      continue;
    }
    if (found.partitions < partitions) changes.grow.set(topic, partitions);
    if (found.partitions > partitions)
      changes.refused.push(
        `${topic} has ${found.partitions} partitions, and Kafka cannot take any away (${partitions} are wanted)`,
      );
    const other = Object.entries(wanted.config).filter(([name, value]) => found.settings[name] !== value);
    if (other.length > 0) changes.settings.set(topic, Object.fromEntries(other));
  }
  return changes;
}

/** The changes as lines to read. */
export function describeChanges(
  { make, grow, settings, refused }: TopicChanges,
  present: ReadonlyMap<string, PresentTopic>,
): string[] {
  const set = (config: Record<string, string>, topic?: string) =>
    Object.entries(config).map(([name, value]) => {
      const before = topic === undefined ? undefined : present.get(topic)?.settings[name];
      return before === undefined ? `${name}=${value}` : `${name}=${value} (was ${before})`;
    });
  return [
    ...make.map(
      ({ topic, partitions, config }) => `make ${topic}: ${[partitionsText(partitions), ...set(config)].join(', ')}`,
    ),
    ...[...grow].map(
      ([topic, total]) => `change ${topic}: ${total} partitions (was ${present.get(topic)?.partitions})`,
    ),
    ...[...settings].map(([topic, config]) => `change ${topic}: ${set(config, topic).join(', ')}`),
    ...refused.map((sentence) => `leave ${sentence}`),
  ];
}

function partitionsText(count: number): string {
  return count === 1 ? '1 partition' : `${count} partitions`;
}
